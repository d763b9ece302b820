package dev.errata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Nothing answered: no connection, no answer in time, or the call was ended before one came. */
public final class NoAnswerException extends ApiCallException {
    private static final long serialVersionUID = 1L;

    private final Outcome.@Nullable Loss loss;
    private final String what;

    NoAnswerException(Outcome.@Nullable Loss loss, String what, CallReport report, @Nullable Throwable cause) {
        super(report, cause);
        this.loss = loss;
        this.what = what;
    }

    /** How far the last request came, null when none was under way. */
    public Outcome.@Nullable Loss loss() {
        return loss;
    }

    /** Whether the service may have carried the request out although nothing answered. */
    public boolean isOutcomeUnknown() {
        return loss == Outcome.Loss.CUT || loss == Outcome.Loss.TIMEOUT;
    }

    @Override
    public @Nullable Instant retryAt() {
        return null;
    }

    /** What happened, the request and what was tried. */
    @Override
    public String getMessage() {
        return report().api() + " did not answer: " + what + ". " + report().summary(requestId());
    }
}
