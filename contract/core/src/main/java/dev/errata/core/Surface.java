package dev.errata.core;

import java.util.Arrays;
import java.util.Optional;

/** Where an error appears. */
public enum Surface {
    /** The answer to an HTTP request. */
    RESPONSE("response"),
    /** The record of a webhook delivery. */
    DELIVERY_LOG("delivery-log"),
    /** An event inside a stream that has already begun. */
    STREAM("stream");

    private final String word;

    Surface(String word) {
        this.word = word;
    }

    /** The word on the page. */
    public String word() {
        return word;
    }

    /** The surface with this word, if there is one. */
    public static Optional<Surface> named(String word) {
        return Arrays.stream(values())
                .filter(surface -> surface.word.equals(word))
                .findFirst();
    }
}
