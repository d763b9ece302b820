package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.CursorQuery;
import dev.errata.guard.cursor.Cursors;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages, newest first. */
final class Lists {
    private final Cursors cursors;

    Lists(Cursors cursors) {
        this.cursors = cursors;
    }

    /** Where a page begins in a list, which is told apart from every other list. */
    record Place(CursorQuery query, long before) {}

    /** What one page is read by: everything below a number, and one item more than is shown. */
    record Reading(long before, int most) {}

    /** Reads the cursor, before anything is looked up. */
    Place place(Caller caller, String list, @Nullable String cursor) {
        CursorQuery query = new CursorQuery(caller.user(), list, "newest", Map.of());
        return new Place(
                query, cursor == null ? Long.MAX_VALUE : Long.parseLong(cursors.read(query, "cursor", cursor)));
    }

    /** A page. */
    <S, T> Page<T> page(
            Place place, int limit, Function<Reading, List<S>> read, ToLongFunction<S> number, Function<S, T> view) {
        List<S> found = read.apply(new Reading(place.before(), limit + 1));
        boolean more = found.size() > limit;
        List<S> shown = more ? found.subList(0, limit) : found;
        String next =
                more ? cursors.issue(place.query(), Long.toString(number.applyAsLong(shown.get(limit - 1)))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
