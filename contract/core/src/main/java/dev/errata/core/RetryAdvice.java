package dev.errata.core;

import java.util.Arrays;
import java.util.Optional;

/** What a caller may do with the same request after this error; data on the page, obeyed by clients. */
public enum RetryAdvice {
    /** The request must change first. */
    NEVER("never"),
    /** Get a fresh credential, then send the request once more. */
    REAUTHENTICATE("reauthenticate"),
    /** Send it again, not before the time that the answer states in {@code Retry-After}. */
    WAIT("wait"),
    /** Transient: exponential backoff with jitter; for unsafe methods only under an idempotency key. */
    BACKOFF("backoff");

    private final String word;

    RetryAdvice(String word) {
        this.word = word;
    }

    /** The word on the page. */
    public String word() {
        return word;
    }

    /** The advice with this word, if there is one. */
    public static Optional<RetryAdvice> named(String word) {
        return Arrays.stream(values())
                .filter(advice -> advice.word.equals(word))
                .findFirst();
    }
}
