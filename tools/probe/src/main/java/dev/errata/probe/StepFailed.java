package dev.errata.probe;

/** An example that cannot go on; the message is a whole sentence for the report. */
final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;

    StepFailed(Verdict verdict, String message) {
        super(message, null, false, false);
        this.verdict = verdict;
    }

    static StepFailed setup(String message) {
        return new StepFailed(Verdict.SETUP_FAILED, message);
    }

    Verdict verdict() {
        return verdict;
    }
}
