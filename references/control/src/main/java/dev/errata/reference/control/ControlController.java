package dev.errata.reference.control;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the test controls; whoever uses one renews the lease on what was changed. */
@RestController
public final class ControlController {
    private final Catalog catalog;
    private final MovableClock clock;
    private final Receivers receivers;
    private final Map<String, Fixture> fixtures;
    private final ControlLease lease;

    /** Controls with these fixtures. */
    public ControlController(
            Catalog catalog, MovableClock clock, Receivers receivers, Fixtures fixtures, ControlLease lease) {
        this.catalog = catalog;
        this.clock = clock;
        this.receivers = receivers;
        this.fixtures = fixtures.byName();
        this.lease = lease;
    }

    record Advance(@Nullable String advance, @Nullable Boolean stand) {}

    record Now(Instant now) {}

    @PostMapping("/_control/clock")
    Now advance(@RequestBody Advance request) {
        lease.renew();
        if (Boolean.TRUE.equals(request.stand())) {
            clock.stand();
        }
        try {
            return new Now(clock.advance(Duration.parse(request.advance() == null ? "" : request.advance())));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw refuse(
                    "advance",
                    "must be an ISO 8601 duration that goes ahead, such as PT25H, by a century in all at most");
        }
    }

    @PostMapping("/_control/fixtures/{name}")
    Map<String, Object> make(
            @PathVariable String name, @RequestBody(required = false) @Nullable Map<String, String> arguments) {
        lease.renew();
        Fixture fixture = fixtures.get(name);
        if (fixture == null) {
            throw refuse("name", "must be one of " + String.join(", ", fixtures.keySet()));
        }
        try {
            return fixture.make(arguments == null ? Map.of() : arguments);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refuse("arguments", "must fit the fixture: " + e.getMessage());
        }
    }

    @DeleteMapping("/_control")
    Now restore() {
        lease.end();
        return new Now(clock.instant());
    }

    @GetMapping("/_control/receivers/{host}")
    List<Receivers.Received> received(@PathVariable String host) {
        lease.renew();
        return receivers.received(host);
    }

    private RuntimeException refuse(String field, String rule) {
        return catalog.answer(Condition.REQUEST_BODY_FIELD_CONSTRAINT, Facts.field(field, "body", rule))
                .exception();
    }
}
