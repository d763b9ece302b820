package dev.errata.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt that did not succeed. */
public sealed interface Outcome {
    /**
     * Something answered.
     *
     * @param status the HTTP status
     * @param serverSays what {@code X-Should-Retry} says; null when the answer has no such header
     * @param hint how long the answer asks to wait, counted from now; null when it does not say
     */
    record Answered(
            int status,
            @Nullable Boolean serverSays,
            @Nullable Duration hint) implements Outcome {}

    /**
     * Something answered that is of no use, and would be the next time: a login page, a body beyond the bound.
     *
     * @param why what is wrong with it
     */
    record Unusable(String why) implements Outcome {}

    /**
     * Nothing answered.
     *
     * @param loss how far the request came
     */
    record Lost(Loss loss) implements Outcome {}

    /** How far a request came that nothing answered. */
    enum Loss {
        /** No connection was made: the service has not seen the request. */
        NOT_SENT,
        /** The connection ended after the request was on its way: the service may have acted on it. */
        CUT,
        /** The time of the attempt was up: the service may have acted on it. */
        TIMEOUT,
        /** The other side does not speak as agreed, or is not who it must be: the same would happen again. */
        REFUSED
    }
}
