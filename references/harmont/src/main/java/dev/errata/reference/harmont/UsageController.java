package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.reference.harmont.BuildController.All;
import dev.errata.reference.harmont.Usage.Window;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What builds have used, in all, by day and by build. */
@RestController
@RequestMapping("/api/v0/billing/usage/{organization}")
@Access
final class UsageController {
    private static final Duration LONGEST = Duration.ofDays(HarmontErrors.CATALOG.limit("usage-days"));

    private final Database database;
    private final Organizations organizations;
    private final Usage usage;

    UsageController(Database database, Organizations organizations, Usage usage) {
        this.database = database;
        this.organizations = organizations;
        this.usage = usage;
    }

    @GetMapping
    Usage.Total total(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return read(caller, organization, from, to, usage::total);
    }

    @GetMapping("/series")
    All<Usage.Bucket> series(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return read(caller, organization, from, to, (db, slug, window) -> new All<>(usage.days(db, slug, window)));
    }

    @GetMapping("/breakdown")
    All<Usage.UsedBuild> breakdown(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return read(caller, organization, from, to, (db, slug, window) -> new All<>(usage.builds(db, slug, window)));
    }

    private interface Reading<T> {
        T of(JdbcClient db, String slug, Window window);
    }

    /** The organization comes before the time, as everywhere. */
    private <T> T read(
            Caller caller, String organization, @Nullable String from, @Nullable String to, Reading<T> reading) {
        return database.read(db -> {
            String slug = organizations.of(db, caller, organization).slug();
            return reading.of(db, slug, window(from, to));
        });
    }

    private static Window window(@Nullable String from, @Nullable String to) {
        Window window = new Window(time("from", from), time("to", to));
        if (!window.to().isAfter(window.from())) {
            throw HarmontErrors.billingUsageWindowInvalid("to", "must be later than `from`");
        }
        if (Duration.between(window.from(), window.to()).compareTo(LONGEST) > 0) {
            throw HarmontErrors.billingUsageWindowInvalid(
                    "to", "must be within " + LONGEST.toDays() + " days of `from`");
        }
        return window;
    }

    private static Instant time(String parameter, @Nullable String text) {
        try {
            return OffsetDateTime.parse(text == null ? "" : text).toInstant();
        } catch (DateTimeParseException e) {
            throw HarmontErrors.billingUsageWindowInvalid(
                    parameter, "must be a time with its zone, such as 2026-11-30T00:00:00Z");
        }
    }
}
