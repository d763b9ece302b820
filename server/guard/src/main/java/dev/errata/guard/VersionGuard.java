package dev.errata.guard;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a version header that names no day. A caller pins itself with it to the names that codes had on that day; see
 * {@link dev.errata.core.Code#nameOn}. Thread-safe.
 */
public final class VersionGuard implements Guard {
    private static final String RULE = "must be sent once and be a day, such as 2026-06-01";
    private static final int DAY_CHARACTERS = 10;

    private final Catalog catalog;

    /** A guard that lets everything pass when the catalog has no version header. */
    public VersionGuard(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        String header = catalog.versionHeader();
        if (header == null) {
            return null;
        }
        List<String> sent = request.headers(header);
        return sent.isEmpty() || day(sent) != null
                ? null
                : catalog.answer(Condition.REQUEST_HEADER, Facts.field(header, "header", RULE));
    }

    /** The day in the values of a version header, null when there is none. */
    public static @Nullable LocalDate day(List<String> sent) {
        if (sent.size() != 1 || sent.get(0).length() != DAY_CHARACTERS) {
            return null;
        }
        try {
            return LocalDate.parse(sent.get(0));
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }
}
