package dev.errata.probe;

/** What a probe says of one form of a code. */
public enum Verdict {
    /** The service answered as the page says. */
    PROVEN("the service answered as the page says"),
    /** The last request succeeded. */
    NOT_PROVOKED("the last request did not provoke the error"),
    /** Another code came. */
    WRONG_CODE("another code came"),
    /** The right code came with another status. */
    WRONG_STATUS("another status came"),
    /** The body is not the envelope of the catalog. */
    WRONG_ENVELOPE("the body is not the catalog's envelope"),
    /** A required detail is missing, a detail has another type, or one is not on the page. */
    WRONG_DETAILS("the details are not those of the page"),
    /** The message does not fit the page's template. */
    WRONG_MESSAGE("the message does not fit the page's template"),
    /** A header that belongs to the answer is missing or unreadable. */
    MISSING_HEADER("a header that the answer needs is missing"),
    /** The example could not be run up to its last request. */
    SETUP_FAILED("the example could not be run to its end"),
    /** No answer came. */
    UNREACHABLE("no answer came"),
    /** The page says why no request can provoke it. */
    WAIVED("waived by the page"),
    /** The page waives the proof although its example gives it. */
    WAIVER_STALE("the page waives a proof that its example gives");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The verdict in words that continue a line. */
    public String words() {
        return words;
    }
}
