package dev.errata.reference.harborprotocol;

import dev.errata.guard.stream.EventStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The stream of events. */
@RestController
final class EventsController {
    private final Bus bus;

    EventsController(Bus bus) {
        this.bus = bus;
    }

    @GetMapping(Methods.EVENTS)
    EventStream subscribe(
            Identity identity,
            @RequestParam(required = false) @Nullable List<String> admin,
            @RequestHeader(name = "X-Harbor-Run", required = false) @Nullable String run,
            @RequestHeader(name = "X-Harbor-Event-Type", required = false) @Nullable List<String> types) {
        boolean all = admin != null && !admin.isEmpty() && admin.get(0).equals("1");
        if (all && !identity.seesAll()) {
            throw HarborProtocolErrors.identityScopeRequired();
        }
        Set<String> named = types(types == null ? List.of() : types);
        Owner owner = identity.owner();
        return bus.stream(
                owner,
                (type, subject) -> (all || subject.owner().equals(owner))
                        && (run == null || run.equals(subject.run()))
                        && (named.isEmpty() || named.contains(type)));
    }

    /** The header may be repeated, and each may have a list. */
    private static Set<String> types(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::trim)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
