package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.CursorQuery;
import dev.errata.guard.cursor.Cursors;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages, newest first. */
record Lists(Cursors cursors) {
    /** What one page is read by: everything below a number, and one item more than is shown. */
    record Reading(long before, int most) {}

    /** A page of a project's list. */
    <T> Answer.Page<T> page(
            Caller caller,
            String route,
            Map<String, String> filter,
            int limit,
            @Nullable String cursor,
            Function<Reading, List<T>> read,
            ToLongFunction<T> number) {
        CursorQuery query = new CursorQuery(caller.owner(), route, "newest", filter);
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursors.read(query, "cursor", cursor));
        List<T> found = read.apply(new Reading(before, limit + 1));
        if (found.size() <= limit) {
            return new Answer.Page<>(found, null);
        }
        List<T> shown = found.subList(0, limit);
        return new Answer.Page<>(shown, cursors.issue(query, Long.toString(number.applyAsLong(shown.get(limit - 1)))));
    }
}
