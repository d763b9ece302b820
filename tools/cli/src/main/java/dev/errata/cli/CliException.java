package dev.errata.cli;

import dev.errata.core.ToolError;

/** Something that the person at the keyboard can set right: what was found, what is allowed, what to do. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ToolError error;

    CliException(ToolError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** Which of our own errors it is. */
    ToolError error() {
        return error;
    }
}
