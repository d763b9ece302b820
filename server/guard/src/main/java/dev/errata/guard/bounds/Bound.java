package dev.errata.guard.bounds;

/** A direction in which a document can be too large. */
public enum Bound {
    /** Objects and lists within each other; the outermost counts as 1, a document without any as 0. */
    DEPTH("must not nest more than %d objects and lists"),
    /** Members of one object. */
    KEYS("must not have more than %d members"),
    /** Items of one list. */
    ITEMS("must not have more than %d items"),
    /** Unicode code points of one text; names of members are not counted. */
    CHARACTERS("must not be longer than %d characters"),
    /**
     * Bytes of the whole document in UTF-8, written as briefly as JSON allows: without white space, and with escapes
     * only where there must be one. Numbers count as they stand.
     */
    BYTES("must not take more than %d bytes, white space left out");

    private final String rule;

    Bound(String rule) {
        this.rule = rule;
    }

    /** What is allowed, in words that begin with "must". */
    String rule(long limit) {
        return rule.replace("%d", Long.toString(limit));
    }
}
