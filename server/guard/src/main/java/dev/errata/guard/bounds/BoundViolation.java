package dev.errata.guard.bounds;

/**
 * Where a document crosses a bound first.
 *
 * @param bound that it crosses
 * @param limit the number that was allowed
 * @param path to the offending value as the sender wrote it, such as {@code payload.items[3].name}; {@code body} for
 *     the whole document; cut after 200 characters
 */
public record BoundViolation(Bound bound, long limit, String path) {
    /** What is allowed, in words that begin with "must". */
    public String rule() {
        return bound.rule(limit);
    }
}
