package dev.errata.reference.harborprotocol.tasks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A control on its way to a run. */
record Signal(Control control, Map<String, ? extends @Nullable Object> payload) {
    /** A member that is a text; null when it is absent or something else. */
    @Nullable
    String text(String name) {
        return payload.get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /** A member that is a whole number of the range of an {@code int}, however it is written; null when it is absent or something else. */
    @Nullable
    Integer number(String name) {
        return payload.get(name) instanceof Number number && number.doubleValue() == number.intValue()
                ? Integer.valueOf(number.intValue())
                : null;
    }
}
