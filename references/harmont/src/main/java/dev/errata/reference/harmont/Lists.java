package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.CursorQuery;
import dev.errata.guard.cursor.Cursors;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages. */
final class Lists {
    private final Cursors cursors;

    Lists(Cursors cursors) {
        this.cursors = cursors;
    }

    /** Where a page begins in a list, which is told apart from every other list. */
    record Place(CursorQuery query, long beyond) {}

    /** What one page is read by: everything beyond a number, and one item more than is shown. */
    record Reading(long beyond, int most) {}

    /** Reads the cursor of a list with the newest first, before anything is looked up. */
    Place newest(Caller caller, String list, @Nullable String cursor) {
        return place(caller, list, "newest", Long.MAX_VALUE, cursor);
    }

    /** Reads the cursor of a list with the oldest first. */
    Place oldest(Caller caller, String list, @Nullable String cursor) {
        return place(caller, list, "oldest", 0, cursor);
    }

    private Place place(Caller caller, String list, String order, long beginning, @Nullable String cursor) {
        CursorQuery query = new CursorQuery(caller.user(), list, order, Map.of());
        return new Place(query, cursor == null ? beginning : Long.parseLong(cursors.read(query, "cursor", cursor)));
    }

    /** A page. */
    <S, T> Page<T> page(
            Place place, int limit, Function<Reading, List<S>> read, ToLongFunction<S> number, Function<S, T> view) {
        List<S> found = read.apply(new Reading(place.beyond(), limit + 1));
        boolean more = found.size() > limit;
        List<S> shown = more ? found.subList(0, limit) : found;
        String next =
                more ? cursors.issue(place.query(), Long.toString(number.applyAsLong(shown.get(limit - 1)))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
