package dev.errata.reference.harborprotocol.method;

import dev.errata.reference.harborprotocol.identity.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of an answer. */
public final class Row {
    private Row() {}

    /** Of names and values by turns; what is null is left out. */
    public static Map<String, Object> of(@Nullable Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            Object value = pairs[at + 1];
            if (value != null) {
                row.put(String.valueOf(pairs[at]), value);
            }
        }
        return row;
    }

    /** Whose it is. */
    public static Map<String, Object> of(Owner owner, @Nullable String run) {
        return of("tenant", owner.tenant(), "user", owner.user(), "session", owner.session(), "run", run);
    }
}
