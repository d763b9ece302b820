package dev.errata.probe;

import org.jspecify.annotations.Nullable;

/** An example that cannot go on; the message is a whole sentence for the report. */
final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;
    private final transient @Nullable Exchange exchange;

    /** Carries the exchange that shows why, null when there is none. */
    StepFailed(Verdict verdict, String message, @Nullable Exchange exchange) {
        super(message, null, false, false);
        this.verdict = verdict;
        this.exchange = exchange;
    }

    static StepFailed setup(String message) {
        return new StepFailed(Verdict.SETUP_FAILED, message, null);
    }

    static StepFailed setup(String message, Exchange exchange) {
        return new StepFailed(Verdict.SETUP_FAILED, message, exchange);
    }

    static StepFailed unreachable(String message) {
        return new StepFailed(Verdict.UNREACHABLE, message, null);
    }

    /** The same, with the line of the step before the message. */
    StepFailed at(int line) {
        return new StepFailed(verdict, "Line " + line + ": " + getMessage(), exchange);
    }

    Verdict verdict() {
        return verdict;
    }

    @Nullable
    Exchange exchange() {
        return exchange;
    }
}
