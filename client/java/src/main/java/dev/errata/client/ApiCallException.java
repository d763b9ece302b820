package dev.errata.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that did not succeed, with everything that a support request needs. */
public abstract sealed class ApiCallException extends RuntimeException permits ApiErrorException, NoAnswerException {
    private static final long serialVersionUID = 1L;

    private final CallReport report;

    ApiCallException(CallReport report, @Nullable Throwable cause) {
        super(null, cause);
        this.report = report;
    }

    /** What the call did. */
    public final CallReport report() {
        return report;
    }

    /** Every attempt, in order. */
    public final List<Attempt> attempts() {
        return report.attempts();
    }

    /** The idempotency key of every attempt, null when there was none. */
    public final @Nullable String idempotencyKey() {
        return report.idempotencyKey();
    }

    /** The rule that ended the call. */
    public final Decision.Reason reason() {
        return report.reason();
    }

    /** Whether the same request may succeed later: the client gave up, but the error is one that passes. */
    public final boolean isRetryable() {
        return switch (reason()) {
            case ATTEMPTS, CEILING, DEADLINE, BUDGET -> true;
            case FINAL, SERVER_SAID_NO, NOT_REPEATABLE, CREDENTIAL, CANCELLED -> false;
        };
    }

    /** Whether the client's calls have used up what they may spend on retries. */
    public final boolean isRetryBudgetExhausted() {
        return reason() == Decision.Reason.BUDGET;
    }

    /** The earliest time at which the service wants to see the request again, null when it did not say. */
    public abstract @Nullable Instant retryAt();

    /** The request id to quote in a support request, null when no answer had one. */
    public @Nullable String requestId() {
        String latest = null;
        for (Attempt attempt : attempts()) {
            latest = attempt.requestId() == null ? latest : attempt.requestId();
        }
        return latest;
    }
}
