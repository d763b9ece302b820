package dev.errata.guard.limit;

/**
 * The names of the headers that announce a limit.
 *
 * @param limit of the header with the requests in a window
 * @param remaining of the header with the requests left now, in a burst perhaps fewer than the limit
 * @param reset of the header with the moment at which all are there again or, on a refusal, the next one; in whole seconds since
 *     1970, rounded up
 */
public record RateLimitHeaders(String limit, String remaining, String reset) {
    /** {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}. */
    public static final RateLimitHeaders X =
            new RateLimitHeaders("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
}
