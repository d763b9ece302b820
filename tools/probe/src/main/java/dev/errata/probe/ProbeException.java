package dev.errata.probe;

/** A run that cannot begin; its message says what was found and what to do. */
public sealed class ProbeException extends RuntimeException permits NobodyAnswersException {
    private static final long serialVersionUID = 1L;

    /** Carries the message for the person who started the run. */
    public ProbeException(String message) {
        super(message, null, false, false);
    }
}
