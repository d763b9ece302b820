package dev.errata.reference.harborprotocol.method;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a filter names; when it names nothing, it takes everything. */
public final class Names {
    private Names() {}

    public static <T> List<T> of(@Nullable List<T> named) {
        return named == null ? List.of() : named;
    }

    public static <T> boolean take(@Nullable List<T> named, T found) {
        return take(named, found, true);
    }

    /** With what counts where nothing is named. */
    public static <T> boolean take(@Nullable List<T> named, T found, boolean otherwise) {
        List<T> some = of(named);
        return some.isEmpty() ? otherwise : some.contains(found);
    }
}
