package dev.errata.guard.bounds;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import org.jspecify.annotations.Nullable;

/**
 * Refuses documents that cross a bound with {@code request.body.bounds.payload}. Thread-safe.
 *
 * @param catalog that the refusal comes from
 * @param bounds that hold
 */
public record BoundsCheck(Catalog catalog, PayloadBounds bounds) {
    /** With the numbers of the catalog; see {@link PayloadBounds#of}. */
    public BoundsCheck(Catalog catalog) {
        this(catalog, PayloadBounds.of(catalog));
    }

    /** The error that refuses the document, null to let it pass. */
    public @Nullable ApiError check(byte[] utf8) {
        return answer(bounds.violation(utf8));
    }

    /** The error that refuses a member of the document's outermost object, null to let it pass. */
    public @Nullable ApiError check(byte[] utf8, String member) {
        return answer(bounds.violation(utf8, member));
    }

    private @Nullable ApiError answer(@Nullable BoundViolation violation) {
        return violation == null
                ? null
                : catalog.answer(
                        Condition.REQUEST_BODY_BOUNDS_PAYLOAD,
                        Facts.bound(violation.path(), violation.rule(), violation.limit()));
    }
}
