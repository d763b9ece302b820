package dev.errata.cli;

/** Something that the person at the keyboard can set right: what was found, what is allowed, what to do. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CliException(String message) {
        super(message, null, false, false);
    }
}
