package dev.errata.site;

import dev.errata.core.RetryAdvice;

/** Retry advice in words for people. */
final class RetryText {
    private RetryText() {}

    /** A few words, for tables and badges. */
    static String label(RetryAdvice advice) {
        return switch (advice) {
            case NEVER -> "Change the request";
            case REAUTHENTICATE -> "Get a new credential";
            case WAIT -> "Wait, then retry";
            case BACKOFF -> "Retry with backoff";
        };
    }

    /** One sentence. */
    static String sentence(RetryAdvice advice) {
        return switch (advice) {
            case NEVER -> "The same request will get the same answer: change it before you send it again.";
            case REAUTHENTICATE -> "Get a fresh credential, then send the same request once more.";
            case WAIT -> "Send the same request again, but not before the time that the answer states in Retry-After.";
            case BACKOFF ->
                "The fault is expected to pass. Send the same request again after growing, random pauses; "
                        + "a request that changes something only under an idempotency key.";
        };
    }
}
