/**
 * Rate limits: so many requests in a window, by everybody, by key, by user.
 *
 * <p>{@link dev.errata.guard.rate.RateLimit} is one rule, its number taken from the catalog.
 * {@link dev.errata.guard.rate.RateLimitGuard} applies rules at one place of the chain and announces them in
 * {@link dev.errata.guard.rate.RateLimitHeaders}; it counts in a {@link dev.errata.guard.rate.BucketStore}.
 */
@NullMarked
package dev.errata.guard.rate;

import org.jspecify.annotations.NullMarked;
