package dev.errata.guard.bounds;

import dev.errata.core.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * How large a JSON document may be. Immutable.
 *
 * <p>The document is scanned, not parsed: whether it is JSON at all is left to the parser, and a scan of anything else
 * ends with some answer and without an exception.
 *
 * @param depth see {@link Bound#DEPTH}
 * @param keys see {@link Bound#KEYS}
 * @param items see {@link Bound#ITEMS}
 * @param characters see {@link Bound#CHARACTERS}
 * @param bytes see {@link Bound#BYTES}
 */
public record PayloadBounds(int depth, int keys, int items, int characters, int bytes) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is less than 1
     */
    public PayloadBounds {
        if (Math.min(Math.min(Math.min(depth, keys), Math.min(items, characters)), bytes) < 1) {
            throw new IllegalArgumentException("Found a depth of " + depth + ", " + keys + " keys, " + items
                    + " items, " + characters + " characters and " + bytes + " bytes; each must be at least 1");
        }
    }

    /**
     * The catalog's limits {@code payload-depth}, {@code payload-keys}, {@code payload-items},
     * {@code payload-characters} and {@code payload-bytes}.
     *
     * @throws IllegalArgumentException when one is absent, or no positive {@code int}
     */
    public static PayloadBounds of(Catalog catalog) {
        return new PayloadBounds(
                limit(catalog, "payload-depth"),
                limit(catalog, "payload-keys"),
                limit(catalog, "payload-items"),
                limit(catalog, "payload-characters"),
                limit(catalog, "payload-bytes"));
    }

    private static int limit(Catalog catalog, String name) {
        return (int) Math.min(Integer.MAX_VALUE, catalog.limit(name));
    }

    /** Where the document crosses a bound first; null when it crosses none. */
    public @Nullable BoundViolation violation(byte[] utf8) {
        return new BoundsScan(this, utf8, 0, "").violation();
    }

    /**
     * Where one member of the document's outermost object crosses a bound first; null when it crosses none, or is
     * absent. The member is the document that the bounds speak of.
     *
     * @param member its name; recognised with escapes, too
     */
    public @Nullable BoundViolation violation(byte[] utf8, String member) {
        MemberScan members = new MemberScan(utf8, member);
        for (int value = members.next(); value >= 0; value = members.next()) {
            BoundsScan scan = new BoundsScan(this, utf8, value, member);
            BoundViolation violation = scan.violation();
            if (violation != null) {
                return violation;
            }
            members.continueAt(scan.end());
        }
        return null;
    }
}
