/**
 * Rate limits: so many requests in a window, by everybody, by key, by user, by owner.
 *
 * <p>{@link dev.errata.guard.limit.RateLimit} is one rule, its number taken from the catalog or, by
 * {@link dev.errata.guard.limit.RateRule}, from the caller. {@link dev.errata.guard.limit.RateLimitGuard} applies rules
 * at one place of the chain and announces them in {@link dev.errata.guard.limit.RateLimitHeaders};
 * {@link dev.errata.guard.limit.RateLimiter} applies one inside of a handler. Both count in a
 * {@link dev.errata.guard.limit.BucketStore}.
 */
@NullMarked
package dev.errata.guard.limit;

import org.jspecify.annotations.NullMarked;
