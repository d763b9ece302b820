package dev.errata.guard.cursor;

import dev.errata.core.ApiException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages that are ordered by a number of their items, such as that of their rows. Thread-safe. */
public final class NumberedPages {
    private final Cursors cursors;
    private final String parameter;

    /**
     * Pages of lists whose cursors come in one query parameter.
     *
     * @param parameter its name, for refusals
     */
    public NumberedPages(Cursors cursors, String parameter) {
        this.cursors = cursors;
        this.parameter = parameter;
    }

    /** Where a page begins: beyond the item with this number. */
    public record Place(CursorQuery query, long beyond) {}

    /** What is read for a page: the items beyond a number, in order, and one more than is shown. */
    public record Reading(long beyond, int most) {}

    /**
     * A page.
     *
     * @param next the cursor of the page behind it; null at the end
     */
    public record Page<T>(List<T> items, @Nullable String next) {}

    /**
     * Where a page of a list with the highest number first begins; to be read before anything is looked up.
     *
     * @param cursor as it was sent; null for the beginning
     * @throws ApiException as {@link Cursors#read}
     */
    public Place newest(CursorQuery query, @Nullable String cursor) {
        return place(query, cursor, Long.MAX_VALUE);
    }

    /** Does the same for a list with the lowest number first, of which all are above zero. */
    public Place oldest(CursorQuery query, @Nullable String cursor) {
        return place(query, cursor, 0);
    }

    private Place place(CursorQuery query, @Nullable String cursor, long beginning) {
        return new Place(query, cursor == null ? beginning : Long.parseLong(cursors.read(query, parameter, cursor)));
    }

    /**
     * The page at a place.
     *
     * @param limit how many items it shows at most, from 1
     * @param read reads them
     * @param number the number of an item, by which the list is ordered
     */
    public <T> Page<T> page(Place place, int limit, Function<Reading, List<T>> read, ToLongFunction<? super T> number) {
        List<T> found = read.apply(new Reading(place.beyond(), limit + 1));
        if (found.size() <= limit) {
            return new Page<>(List.copyOf(found), null);
        }
        List<T> shown = List.copyOf(found.subList(0, limit));
        String next = Long.toString(number.applyAsLong(shown.get(limit - 1)));
        return new Page<>(shown, cursors.issue(place.query(), next));
    }
}
