package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.CursorQuery;
import dev.errata.guard.cursor.NumberedPages;
import dev.errata.guard.cursor.NumberedPages.Reading;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Pages of a project's lists, newest first, in the shape of the API. */
record Lists(NumberedPages pages) {
    <T> Answer.Page<T> page(
            Caller caller,
            String route,
            Map<String, String> filter,
            int limit,
            @Nullable String cursor,
            Function<Reading, List<T>> read,
            ToLongFunction<T> number) {
        CursorQuery query = new CursorQuery(caller.owner(), route, "newest", filter);
        NumberedPages.Page<T> page = pages.page(pages.newest(query, cursor), limit, read, number);
        return new Answer.Page<>(page.items(), page.next());
    }
}
