package dev.errata.reference.harbor;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.CursorQuery;
import dev.errata.guard.cursor.NumberedPages;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.guard.cursor.NumberedPages.Reading;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Pages of the caller's lists, newest first, in the shape of the API. */
record Lists(NumberedPages pages) {
    /**
     * Reads the cursor, before anything is looked up.
     *
     * @param of the id of what has the list
     */
    Place place(Caller caller, String route, String of, @Nullable String startingAfter) {
        String tenant = caller.owner() + (caller.live() ? "/live" : "/sandbox");
        return pages.newest(new CursorQuery(tenant, route, "newest", Map.of("of", of)), startingAfter);
    }

    <S, T> Page<T> page(
            Place place, int limit, Function<Reading, List<S>> read, ToLongFunction<S> number, Function<S, T> view) {
        NumberedPages.Page<S> page = pages.page(place, limit, read, number);
        return new Page<>(page.items().stream().map(view).toList(), page.next() != null, page.next());
    }
}
