package dev.errata.client;

import static dev.errata.client.Decision.Reason.ATTEMPTS;
import static dev.errata.client.Decision.Reason.BUDGET;
import static dev.errata.client.Decision.Reason.CEILING;
import static dev.errata.client.Decision.Reason.CREDENTIAL;
import static dev.errata.client.Decision.Reason.DEADLINE;
import static dev.errata.client.Decision.Reason.FINAL;
import static dev.errata.client.Decision.Reason.NOT_REPEATABLE;
import static dev.errata.client.Decision.Reason.SERVER_SAID_NO;

import dev.errata.core.RetryAdvice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rules behind {@link Decision#decide}, for one attempt. */
record Rules(RetryPolicy policy, Situation situation, int tokens, double chance) {
    /** What jitter adds to a wait that the service asked for; it never takes from it. */
    private static final double HINT_JITTER = 0.1;

    Decision decide(Outcome outcome, @Nullable RetryAdvice advice) {
        if (outcome instanceof Outcome.Answered answer) {
            return answered(answer, advice);
        }
        if (outcome instanceof Outcome.Unusable unusable) {
            return new Decision.Stop(FINAL, unusable.why());
        }
        return switch (((Outcome.Lost) outcome).loss()) {
            case NOT_SENT -> again(null, false, false, "no connection was made");
            case CUT -> ifRepeatable(null, false, "the connection ended without an answer");
            case TIMEOUT -> ifRepeatable(null, false, "no answer came in time");
            case REFUSED -> new Decision.Stop(FINAL, "the same would happen again");
        };
    }

    private Decision answered(Outcome.Answered answer, @Nullable RetryAdvice advice) {
        boolean slowDown = answer.status() == 429 || advice == RetryAdvice.WAIT;
        if (answer.serverSays() != null) {
            return answer.serverSays()
                    ? again(answer.hint(), slowDown, false, "the service says that it should be retried")
                    : new Decision.Stop(SERVER_SAID_NO, "the service says that it should not be retried");
        }
        if (advice == null) {
            return byStatus(answer);
        }
        return switch (advice) {
            case NEVER -> new Decision.Stop(FINAL, "its page says that the request must change first");
            case WAIT -> again(answer.hint(), true, false, "its page says to wait");
            case BACKOFF -> ifRepeatable(answer.hint(), slowDown, "its page says to back off");
            case REAUTHENTICATE ->
                situation.renewable()
                        ? again(answer.hint(), true, true, "its page says to get a fresh credential")
                        : new Decision.Stop(CREDENTIAL, "its page asks for a fresh credential, and there is none");
        };
    }

    private Decision byStatus(Outcome.Answered answer) {
        int status = answer.status();
        boolean cut = status < 300;
        boolean passes = switch (status) {
            case 408, 425, 429 -> true;
            case 501, 505 -> false;
            default -> status >= 500;
        };
        if (!cut && !passes) {
            return new Decision.Stop(FINAL, "status " + status + " is not retried");
        }
        String why = cut ? "the answer was not complete" : "status " + status + " may pass";
        return ifRepeatable(answer.hint(), status == 429, why);
    }

    private Decision ifRepeatable(@Nullable Duration hint, boolean slowDown, String why) {
        if (!situation.repeatable()) {
            return new Decision.Stop(
                    NOT_REPEATABLE, why + ", but " + situation.operation() + " may have been carried out already");
        }
        return again(hint, slowDown, false, why);
    }

    private Decision again(@Nullable Duration hint, boolean slowDown, boolean renew, String why) {
        if (situation.attempt() >= policy.attempts()) {
            String all =
                    policy.attempts() == 1 ? "the only attempt was made" : policy.attempts() + " attempts were made";
            return new Decision.Stop(ATTEMPTS, all);
        }
        if (situation.left().isNegative() || situation.left().isZero()) {
            return new Decision.Stop(DEADLINE, "the deadline has passed");
        }
        Duration asked = hint == null ? Duration.ZERO : hint;
        if (asked.compareTo(policy.hintCeiling()) > 0) {
            return new Decision.Stop(
                    CEILING,
                    "it asks to wait " + Say.span(asked) + ", longer than the ceiling of "
                            + Say.span(policy.hintCeiling()));
        }
        Duration after = !asked.isZero() ? onTop(asked) : renew ? Duration.ZERO : backoff(slowDown);
        if (after.compareTo(situation.left()) >= 0) {
            return new Decision.Stop(
                    DEADLINE,
                    "a wait of " + Say.span(after) + " would cross the deadline, " + Say.span(situation.left())
                            + " from now");
        }
        int cost = slowDown ? policy.throttleCost() : policy.transientCost();
        if (cost > tokens || policy.budget() == 0) {
            return new Decision.Stop(
                    BUDGET,
                    "the client's budget for retries is used up: " + tokens + " tokens left, " + cost + " needed");
        }
        return new Decision.Retry(after, cost, renew, why);
    }

    private Duration onTop(Duration hint) {
        return hint.plusNanos((long) (hint.toNanos() * HINT_JITTER * chance));
    }

    /** Full jitter: anything up to a bound that doubles with each attempt. */
    private Duration backoff(boolean slowDown) {
        Duration base = slowDown ? policy.throttleBase() : policy.transientBase();
        long cap = policy.backoffCap().toNanos();
        int doublings = Math.min(situation.attempt() - 1, 62);
        long bound = base.toNanos() > (cap >> doublings) ? cap : Math.min(cap, base.toNanos() << doublings);
        return Duration.ofNanos((long) (bound * chance));
    }
}
