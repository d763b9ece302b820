package dev.errata.peers;

/** How a client stands in a scenario. */
enum Mark {
    /** As it should. */
    RIGHT("✓"),
    /** Dangerous, or the caller cannot see what happened. */
    WRONG("✗"),
    /** Neither: the client does not do this, or nobody has promised it. */
    OPEN("–");

    private final String sign;

    Mark(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }
}
