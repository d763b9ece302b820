package dev.errata.guard.limit;

import dev.errata.guard.Caller;
import dev.errata.guard.GuardedRequest;
import java.util.function.ToLongFunction;

/** Which limit holds for a request. Thread-safe; a {@link RateLimit} is the rule that holds for all. */
@FunctionalInterface
public interface RateRule {
    /** The limit; those of one rule have one name and one level. */
    RateLimit forRequest(GuardedRequest request);

    /**
     * A rule whose number is the caller's own.
     *
     * @param otherwise what holds where the number is zero or less; the rest of it holds for all
     * @param number requests in one window, such as a project has in its settings; asked for each request
     */
    static RateRule byCaller(RateLimit otherwise, ToLongFunction<Caller> number) {
        return request -> {
            long own = number.applyAsLong(otherwise.caller(request));
            return own > 0 ? otherwise.withLimit(own) : otherwise;
        };
    }
}
