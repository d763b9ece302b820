package dev.errata.client;

import dev.errata.core.RetryAdvice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows an attempt that did not succeed. */
public sealed interface Decision {
    /** The sentence that says why; it stands in the exception and in the list of attempts. */
    String why();

    /**
     * Send the request again.
     *
     * @param after the time to wait first; never shorter than what the service asked for
     * @param cost the tokens to take from the budget
     * @param renew whether to get a fresh credential first
     */
    record Retry(Duration after, int cost, boolean renew, String why) implements Decision {}

    /**
     * Give up.
     *
     * @param reason which rule ended the call
     */
    record Stop(Reason reason, String why) implements Decision {}

    /** The rules that end a call. */
    enum Reason {
        /** The request must change, or nothing says that the same one could succeed. */
        FINAL,
        /** The answer's {@code X-Should-Retry} said no. */
        SERVER_SAID_NO,
        /** The request may have been carried out, and sending it twice is not safe. */
        NOT_REPEATABLE,
        /** The credential was refused, and there is no other. */
        CREDENTIAL,
        /** Every attempt that the policy allows was made. */
        ATTEMPTS,
        /** The service asks for a longer wait than the policy's ceiling. */
        CEILING,
        /** The deadline has passed, or the next wait would cross it. */
        DEADLINE,
        /** The tokens that the client's calls share are used up. */
        BUDGET,
        /** The thread was interrupted, or the future cancelled. */
        CANCELLED
    }

    /**
     * Decides. A pure function: the same arguments give the same decision.
     *
     * <p>What speaks first wins: the answer's {@code X-Should-Retry}, the advice of the code's page, the safety of the
     * method, the status. Attempts, ceiling, deadline and budget bound whatever was decided.
     *
     * @param advice what the page of the code says; null when the code is not known or there is none
     * @param tokens what is left of the budget
     * @param chance from 0 up to, but without, 1
     */
    static Decision decide(
            RetryPolicy policy,
            Situation situation,
            Outcome outcome,
            @Nullable RetryAdvice advice,
            int tokens,
            double chance) {
        return new Rules(policy, situation, tokens, chance).decide(outcome, advice);
    }
}
