package dev.errata.guard.quota;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.quota.QuotaStore.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Counts what plans grant, month by month in UTC. Thread-safe.
 *
 * <p>Call it inside the transaction of the work, where the store is on the same database; and behind the look at the
 * idempotency key, so that an answer given again costs nothing.
 */
public final class Quotas {
    private final Catalog catalog;
    private final QuotaStore store;
    private final InstantSource clock;

    /** Quotas over a store. */
    public Quotas(Catalog catalog, QuotaStore store, InstantSource clock) {
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes an amount of what the plan grants this month.
     *
     * @param subject who uses it up, such as the account
     * @param meter what is used up, such as {@code messages}
     * @param amount at least 1
     * @return the usage with this amount
     * @throws ApiException {@code limit.quota} when more than the plan grants would be used up; nothing is taken then
     * @throws IllegalArgumentException when the amount is less than 1
     */
    public Usage take(String subject, String meter, long amount, PlanLimit plan) {
        if (amount < 1) {
            throw new IllegalArgumentException("Cannot take " + amount + " of " + meter + "; take 1 or more");
        }
        Instant now = clock.instant();
        YearMonth month = month(now);
        Taken taken = store.take(new Counter(subject, meter, month.toString()), amount, plan.limit());
        Usage usage = usage(taken.used(), month);
        if (!taken.granted()) {
            throw refusal(plan, usage, Duration.between(now, usage.resets()));
        }
        return usage;
    }

    /** What was used up this month. */
    public Usage usage(String subject, String meter) {
        return usage(subject, meter, month(clock.instant()));
    }

    /** What was used up in a month. */
    public Usage usage(String subject, String meter, YearMonth month) {
        return usage(store.used(new Counter(subject, meter, month.toString())), month);
    }

    private ApiException refusal(PlanLimit plan, Usage usage, Duration wait) {
        return catalog.answer(
                        Condition.LIMIT_QUOTA,
                        Facts.quota(plan.plan(), usage.used(), plan.limit(), usage.resets(), wait))
                .exception();
    }

    private static YearMonth month(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC));
    }

    private static Usage usage(long used, YearMonth month) {
        return new Usage(used, start(month), start(month.plusMonths(1)));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
