package dev.errata.peers;

/**
 * What a client did in a scenario.
 *
 * @param what in few words
 */
record Verdict(Mark mark, String what) {
    static Verdict right(String what) {
        return new Verdict(Mark.RIGHT, what);
    }

    static Verdict wrong(String what) {
        return new Verdict(Mark.WRONG, what);
    }

    static Verdict open(String what) {
        return new Verdict(Mark.OPEN, what);
    }

    @Override
    public String toString() {
        return mark.sign() + " " + what;
    }
}
