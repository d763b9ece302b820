package dev.errata.probe;

import dev.errata.core.ToolError;

/** A run that cannot begin; its message says what was found and what to do. */
public sealed class ProbeException extends RuntimeException permits NobodyAnswersException {
    private static final long serialVersionUID = 1L;

    private final ToolError error;

    /** Carries the message for the person who started the run. */
    public ProbeException(ToolError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** Which of our own errors it is. */
    public ToolError error() {
        return error;
    }
}
