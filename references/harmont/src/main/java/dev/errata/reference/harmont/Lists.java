package dev.errata.reference.harmont;

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

/** Pages of the caller's lists, in the shape of the API. */
record Lists(NumberedPages pages) {
    Place newest(Caller caller, String list, @Nullable String cursor) {
        return pages.newest(new CursorQuery(caller.user(), list, "newest", Map.of()), cursor);
    }

    Place oldest(Caller caller, String list, @Nullable String cursor) {
        return pages.oldest(new CursorQuery(caller.user(), list, "oldest", Map.of()), cursor);
    }

    <S, T> Page<T> page(
            Place place, int limit, Function<Reading, List<S>> read, ToLongFunction<S> number, Function<S, T> view) {
        NumberedPages.Page<S> page = pages.page(place, limit, read, number);
        return new Page<>(page.items().stream().map(view).toList(), page.next());
    }
}
