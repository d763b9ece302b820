package dev.errata.reference.harborprotocol.events;

import dev.errata.guard.stream.EventStream;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.identity.Identity;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.identity.StreamTokens;
import dev.errata.reference.harborprotocol.method.Names;
import dev.errata.reference.harborprotocol.method.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The stream of events. */
@RestController
final class EventsController {
    private final Bus bus;
    private final AtomicLong subscribers = new AtomicLong();

    EventsController(Bus bus) {
        this.bus = bus;
    }

    @GetMapping(StreamTokens.EVENTS)
    EventStream subscribe(
            Identity identity,
            @RequestParam(required = false) @Nullable List<String> admin,
            @RequestHeader(name = "X-Harbor-Run", required = false) @Nullable String run,
            @RequestHeader(name = "X-Harbor-Event-Type", required = false) @Nullable List<String> types,
            @RequestParam(name = "type", required = false) @Nullable List<String> more) {
        boolean all = admin != null && !admin.isEmpty() && admin.get(0).equals("1");
        if (all && !identity.seesAll()) {
            throw HarborProtocolErrors.identityScopeRequired();
        }
        Set<String> named = types(Stream.concat(Names.of(types).stream(), Names.of(more).stream()));
        Owner owner = identity.owner();
        if (all) {
            bus.publish(
                    "audit.admin_scope_used",
                    new Subject(owner, null),
                    Row.of(
                            "Tenant", owner.tenant(),
                            "User", owner.user(),
                            "Session", owner.session(),
                            "SubscriberID", subscribers.incrementAndGet()));
        }
        return bus.stream(
                owner,
                (type, subject) -> (all || subject.owner().equals(owner))
                        && (run == null || run.equals(subject.run()))
                        && (named.isEmpty() || named.contains(type)));
    }

    /** Header and parameter may be repeated, and each may have a list. */
    private static Set<String> types(Stream<String> named) {
        return named.flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::trim)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
