package dev.errata.probe;

import dev.errata.core.ToolError;

/** Nothing listens where the service should be. */
public final class NobodyAnswersException extends ProbeException {
    private static final long serialVersionUID = 1L;

    private final String baseUrl;

    NobodyAnswersException(String baseUrl) {
        super(
                ToolError.NOBODY_ANSWERS,
                "Nothing answers at " + baseUrl + ". Start the service, or say with --base-url where it is.");
        this.baseUrl = baseUrl;
    }

    /** Where the service should be. */
    public String baseUrl() {
        return baseUrl;
    }
}
