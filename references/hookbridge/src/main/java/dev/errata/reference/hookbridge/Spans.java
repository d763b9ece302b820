package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges spans of time that callers ask for: they end after they begin. */
@Component
final class Spans {
    private final Catalog catalog;

    Spans(Catalog catalog) {
        this.catalog = catalog;
    }

    void checkParameters(@Nullable Instant start, @Nullable Instant end) {
        check(start, end, Condition.REQUEST_PARAMETER_CONSTRAINT, "query");
    }

    void checkBody(Instant start, Instant end) {
        check(start, end, Condition.REQUEST_BODY_FIELD_CONSTRAINT, "body");
    }

    private void check(@Nullable Instant start, @Nullable Instant end, Condition condition, String location) {
        if (start != null && end != null && !end.isAfter(start)) {
            throw refuse(condition, location);
        }
    }

    private ApiException refuse(Condition condition, String location) {
        return catalog.answer(
                        condition,
                        Facts.of(Fact.FIELD, "end_time")
                                .and(Fact.LOCATION, location)
                                .and(Fact.RULE, "must be after start_time"))
                .exception();
    }
}
