package dev.errata.reference.harmont;

import dev.errata.core.Catalog;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateLimiter;
import java.time.Duration;

/**
 * How many mails an address gets, so that nobody floods somebody else through us; none while they cannot be counted.
 * Thread-safe.
 */
final class MailLimit {
    private final RateLimit limit;
    private final RateLimiter limiter;
    private final BucketStore buckets;

    MailLimit(Catalog catalog, RateLimiter limiter, BucketStore buckets) {
        this.limit = RateLimit.of(catalog, "mails-per-hour", Level.OWNER, Duration.ofHours(1));
        this.limiter = limiter;
        this.buckets = buckets;
    }

    /** Counts a mail; refuses one too many. */
    void take(String email) {
        limiter.take(limit, email);
    }

    /** Counts a mail, and tells only us whether it is one too many. */
    boolean grants(String email) {
        return buckets.take(limit.name() + ":recovery:" + email, limit).granted();
    }
}
