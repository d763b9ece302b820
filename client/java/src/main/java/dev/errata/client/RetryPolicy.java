package dev.errata.client;

import java.time.Duration;

/**
 * How patient a client is. Immutable.
 *
 * @param attempts the most requests for one call, 1 to 100; 1 never retries
 * @param transientBase the first bound of the random wait after a transient error; it doubles with each attempt
 * @param throttleBase the same after an answer that asks to slow down
 * @param backoffCap the highest bound that doubling reaches
 * @param hintCeiling the longest wait that a service may ask for; a longer one ends the call
 * @param deadline the time for the whole call, waits and bodies included
 * @param attemptTimeout the time for one request until the end of its body; less when the deadline is nearer
 * @param connectTimeout the time to open a connection
 * @param budget the tokens that the retries of all calls of a client share; 0 never retries
 * @param transientCost the tokens that a retry after a transient error takes
 * @param throttleCost the tokens that any other retry takes
 * @param errorBodyBytes how much of an error's body is kept
 */
public record RetryPolicy(
        int attempts,
        Duration transientBase,
        Duration throttleBase,
        Duration backoffCap,
        Duration hintCeiling,
        Duration deadline,
        Duration attemptTimeout,
        Duration connectTimeout,
        int budget,
        int transientCost,
        int throttleCost,
        int errorBodyBytes) {

    private static final RetryPolicy STANDARD = builder().build();
    private static final RetryPolicy NEVER = builder().attempts(1).build();

    /** Checks every number. */
    public RetryPolicy {
        within("attempts", attempts, 1, 100);
        notNegative("transientBase", transientBase);
        notNegative("throttleBase", throttleBase);
        notNegative("backoffCap", backoffCap);
        notNegative("hintCeiling", hintCeiling);
        positive("deadline", deadline);
        positive("attemptTimeout", attemptTimeout);
        positive("connectTimeout", connectTimeout);
        within("budget", budget, 0, 1_000_000);
        within("transientCost", transientCost, 0, 1_000_000);
        within("throttleCost", throttleCost, 0, 1_000_000);
        within("errorBodyBytes", errorBodyBytes, 0, 16 << 20);
    }

    private static void within(String name, int found, int least, int most) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(name + " is " + found + "; it must be " + least + " to " + most
                    + ". Change it in the RetryPolicy.");
        }
    }

    private static void notNegative(String name, Duration found) {
        if (found.isNegative()) {
            throw new IllegalArgumentException(
                    name + " is " + Say.span(found) + "; it must not be negative. Change it in the RetryPolicy.");
        }
    }

    private static void positive(String name, Duration found) {
        if (found.isNegative() || found.isZero()) {
            throw new IllegalArgumentException(name + " is " + Say.span(found)
                    + "; it must be longer than nothing. Change it in the RetryPolicy.");
        }
    }

    /** 3 attempts within 30 s; see {@link #toString} of it for the rest. */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    /** One attempt, the rest as in {@link #standard}. */
    public static RetryPolicy never() {
        return NEVER;
    }

    /** Begins with the standard numbers. */
    public static Builder builder() {
        return new Builder();
    }

    /** The policy as two sentences, all numbers in it. */
    @Override
    public String toString() {
        return (attempts == 1 ? "1 attempt" : "Up to " + attempts + " attempts") + " within " + Say.span(deadline)
                + ", each at most " + Say.span(attemptTimeout) + " (" + Say.span(connectTimeout)
                + " to connect); waits at random up to " + Say.span(transientBase) + ", or " + Say.span(throttleBase)
                + " when asked to slow down, doubling up to " + Say.span(backoffCap)
                + ". The service's own time to wait is kept up to " + Say.span(hintCeiling)
                + "; retries share " + budget + " tokens and take " + transientCost + " (transient) or " + throttleCost
                + " each; " + errorBodyBytes + " bytes of an error are kept.";
    }

    /** Collects a policy; every number is checked when it is built. Not thread-safe. */
    public static final class Builder {
        private int attempts = 3;
        private Duration transientBase = Duration.ofMillis(50);
        private Duration throttleBase = Duration.ofSeconds(1);
        private Duration backoffCap = Duration.ofSeconds(20);
        private Duration hintCeiling = Duration.ofMinutes(2);
        private Duration deadline = Duration.ofSeconds(30);
        private Duration attemptTimeout = Duration.ofSeconds(10);
        private Duration connectTimeout = Duration.ofSeconds(3);
        private int budget = 500;
        private int transientCost = 14;
        private int throttleCost = 5;
        private int errorBodyBytes = 64 << 10;

        private Builder() {}

        /** The most requests for one call; 3 unless said. */
        public Builder attempts(int most) {
            this.attempts = most;
            return this;
        }

        /** The first bounds of the random waits; 50 ms and 1 s unless said. */
        public Builder backoff(Duration transientBase, Duration throttleBase) {
            this.transientBase = transientBase;
            this.throttleBase = throttleBase;
            return this;
        }

        /** The highest bound that doubling reaches; 20 s unless said. */
        public Builder backoffCap(Duration cap) {
            this.backoffCap = cap;
            return this;
        }

        /** The longest wait that a service may ask for; 120 s unless said. */
        public Builder hintCeiling(Duration ceiling) {
            this.hintCeiling = ceiling;
            return this;
        }

        /** The time for the whole call; 30 s unless said. */
        public Builder deadline(Duration deadline) {
            this.deadline = deadline;
            return this;
        }

        /** The time for one request until the end of its body; 10 s unless said. */
        public Builder attemptTimeout(Duration timeout) {
            this.attemptTimeout = timeout;
            return this;
        }

        /** The time to open a connection; 3 s unless said. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = timeout;
            return this;
        }

        /** The tokens that retries share, and what one takes; 500, 14 and 5 unless said. */
        public Builder budget(int tokens, int transientCost, int throttleCost) {
            this.budget = tokens;
            this.transientCost = transientCost;
            this.throttleCost = throttleCost;
            return this;
        }

        /** How much of an error's body is kept; 65,536 bytes unless said. */
        public Builder errorBodyBytes(int most) {
            this.errorBodyBytes = most;
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException when a number is out of its range
         */
        public RetryPolicy build() {
            return new RetryPolicy(
                    attempts,
                    transientBase,
                    throttleBase,
                    backoffCap,
                    hintCeiling,
                    deadline,
                    attemptTimeout,
                    connectTimeout,
                    budget,
                    transientCost,
                    throttleCost,
                    errorBodyBytes);
        }
    }
}
