package dev.errata.reference.harborprotocol.method;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pages with numbers, of which the first is 1. */
public final class Pages {
    public static final int USUAL = 50;
    public static final int MOST = 200;

    private Pages() {}

    /** The page of a list under this name, and the four members that say where it stands; a size of 0 is the usual one. */
    public static Map<String, Object> of(String name, List<?> all, @Nullable Integer page, @Nullable Integer size) {
        int number = Math.max(1, Objects.requireNonNullElse(page, 1));
        int each = size == null || size == 0 ? USUAL : size;
        long from = Math.min(all.size(), (number - 1L) * each);
        return Row.of(
                name,
                all.subList((int) from, (int) Math.min(all.size(), from + each)),
                "page",
                number,
                "page_size",
                each,
                "page_count",
                (all.size() + each - 1) / each,
                "total_rows",
                all.size());
    }
}
