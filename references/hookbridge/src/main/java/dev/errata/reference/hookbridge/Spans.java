package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads spans of time that callers ask for. */
@Component
final class Spans {
    /** RFC 3339 has years of four digits; beyond them are times that no database could keep. */
    private static final int LAST_YEAR = 9999;

    private final Catalog catalog;

    Spans(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * From the first moment of it to the first moment after it; null where it is open.
     *
     * <p>Made by {@link #ofQuery} and {@link #ofBody}, which refuse one that does not end after it begins.
     */
    record Span(@Nullable Instant start, @Nullable Instant end) {}

    Span ofQuery(@Nullable String start, @Nullable String end) {
        return ofQuery("start_time", start, "end_time", end);
    }

    Span ofQuery(String from, @Nullable String start, String to, @Nullable String end) {
        return span(from, start, to, end, Condition.REQUEST_PARAMETER_CONSTRAINT, "query");
    }

    Span ofBody(@Nullable String start, @Nullable String end) {
        return span("start_time", start, "end_time", end, Condition.REQUEST_BODY_FIELD_CONSTRAINT, "body");
    }

    private Span span(
            String from,
            @Nullable String start,
            String to,
            @Nullable String end,
            Condition condition,
            String location) {
        Span span = new Span(time(from, start, condition, location), time(to, end, condition, location));
        if (span.start() != null && span.end() != null && !span.end().isAfter(span.start())) {
            throw refuse(to, condition, location, "must be after " + from);
        }
        return span;
    }

    private @Nullable Instant time(String field, @Nullable String text, Condition condition, String location) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return Instant.ofEpochMilli(time.toInstant().toEpochMilli());
            }
        } catch (DateTimeException notATime) {
            // said below, like a time that is too far away
        }
        throw refuse(field, condition, location, "must be a time in RFC 3339, such as 2026-01-31T12:00:00Z");
    }

    private ApiException refuse(String field, Condition condition, String location, String rule) {
        return catalog.answer(condition, Facts.field(field, location, rule)).exception();
    }
}
