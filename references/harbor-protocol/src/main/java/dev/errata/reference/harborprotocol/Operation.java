package dev.errata.reference.harborprotocol;

import java.util.function.BiFunction;

/**
 * What a method does.
 *
 * @param type of its body
 * @param answer its answer to a body whose identity was checked, and nothing else of it
 */
record Operation<T>(Class<T> type, BiFunction<Call, T, Object> answer) {
    /** Of every id that somebody may choose. */
    static final int LONGEST_ID = 256;
}
