package dev.errata.core;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The closed set of types that a detail can have on the wire. */
public enum DetailType {
    /** A JSON string. */
    STRING("string"),
    /** A JSON number without a fraction, in the range of {@code long}. */
    INTEGER("integer"),
    /** A decimal number, carried as {@link java.math.BigDecimal}, never as a double. */
    DECIMAL("decimal"),
    /** {@code true} or {@code false}. */
    BOOLEAN("boolean"),
    /** A JSON string holding an ISO 8601 instant in UTC. */
    TIMESTAMP("timestamp"),
    /** A JSON array of strings. */
    STRINGS("strings"),
    /** A JSON array of objects, each with the texts {@code field}, {@code location} and {@code rule}. */
    FIELDS("fields"),
    /** Any JSON value: maps, lists, strings, numbers, booleans. */
    ANY("any");

    private final String word;

    DetailType(String word) {
        this.word = word;
    }

    /** The word on the page. */
    public String word() {
        return word;
    }

    /** Whether every value of this Java type, which is not null, is one of this type on the wire. */
    public boolean holds(Class<?> type) {
        return switch (this) {
            case STRING -> type == String.class;
            case INTEGER -> type == long.class || type == int.class || type == Long.class || type == Integer.class;
            case DECIMAL -> type == BigDecimal.class;
            case BOOLEAN -> type == boolean.class || type == Boolean.class;
            case TIMESTAMP -> type == Instant.class;
            case STRINGS, FIELDS -> List.class.isAssignableFrom(type);
            case ANY -> type != void.class;
        };
    }

    /** The type with this word, if there is one. */
    public static Optional<DetailType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
