package dev.errata.core;

import java.util.Arrays;
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

    /** The type with this word, if there is one. */
    public static Optional<DetailType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
