package dev.errata.reference.control;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
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

/** The routes of the test controls. */
@RestController
public final class ControlController {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

    private final Catalog catalog;
    private final MovableClock clock;
    private final Receivers receivers;
    private final Map<String, Fixture> fixtures;

    /** Controls with these fixtures. */
    public ControlController(Catalog catalog, MovableClock clock, Receivers receivers, Fixtures fixtures) {
        this.catalog = catalog;
        this.clock = clock;
        this.receivers = receivers;
        this.fixtures = fixtures.byName();
    }

    /**
     * Where the clock is to go.
     *
     * @param advance an ISO 8601 duration
     * @param lease after which the clock is back, {@link #LEASE} unless said
     */
    record Advance(
            @Nullable String advance,
            @Nullable String lease,
            @Nullable Boolean stand) {}

    record Now(Instant now) {}

    @PostMapping("/_control/clock")
    Now advance(@RequestBody Advance request) {
        Duration lease = lease(request.lease());
        if (Boolean.TRUE.equals(request.stand())) {
            clock.stand(lease);
        }
        try {
            return new Now(clock.advance(Duration.parse(request.advance() == null ? "" : request.advance()), lease));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw refuse(
                    "advance",
                    "must be an ISO 8601 duration that goes ahead, such as PT25H, by a century in all at most");
        }
    }

    @DeleteMapping("/_control/clock")
    Now release() {
        return new Now(clock.release());
    }

    private Duration lease(@Nullable String given) {
        try {
            Duration lease = given == null ? LEASE : Duration.parse(given);
            if (!lease.isNegative() && lease.compareTo(LONGEST_LEASE) <= 0) {
                return lease;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw refuse("lease", "must be an ISO 8601 duration, such as PT30S, of a day at most");
    }

    @PostMapping("/_control/fixtures/{name}")
    Map<String, Object> make(
            @PathVariable String name, @RequestBody(required = false) @Nullable Map<String, String> arguments) {
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

    @GetMapping("/_control/receivers/{host}")
    List<Receivers.Received> received(@PathVariable String host) {
        return receivers.received(host);
    }

    private RuntimeException refuse(String field, String rule) {
        return catalog.answer(
                        Condition.REQUEST_BODY_FIELD_VALUE,
                        Facts.of(Fact.FIELD, field).and(Fact.LOCATION, "body").and(Fact.RULE, rule))
                .exception();
    }
}
