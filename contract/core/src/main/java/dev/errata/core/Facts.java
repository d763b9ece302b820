package dev.errata.core;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known about one occurrence of a condition. Immutable. */
public final class Facts {
    private static final Facts NONE = new Facts(new EnumMap<>(Fact.class));

    private final Map<Fact, Object> values;

    private Facts(Map<Fact, Object> values) {
        this.values = values;
    }

    /** Nothing but the condition itself. */
    public static Facts none() {
        return NONE;
    }

    /** One fact; see {@link #and} for its value's type. */
    public static Facts of(Fact fact, Object value) {
        return NONE.and(fact, value);
    }

    /**
     * These facts and one more.
     *
     * @param value a String, Long or Integer, Instant, list of strings or JSON tree, as {@link Fact#type} says; null
     *     leaves the facts as they are
     */
    public Facts and(Fact fact, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<Fact, Object> more = new EnumMap<>(Fact.class);
        more.putAll(values);
        more.put(fact, value);
        return new Facts(more);
    }

    /** The fact's value, null when it is not known. */
    public @Nullable Object get(Fact fact) {
        return values.get(fact);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
