package dev.errata.limits.redis;

import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.BucketTerms;
import dev.errata.guard.limit.RateLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Buckets as keys. Thread-safe. */
final class RedisBuckets implements BucketStore {
    private static final Script TAKE = Script.of("take");
    private static final Script LOOK = Script.of("look");
    private static final Script GIVE_BACK = Script.of("give-back");
    private static final String SKEW = Long.toString(BucketTerms.SKEW.toNanos() / 1_000);

    private final Redis redis;
    private final String prefix;
    private final InstantSource clock;

    RedisBuckets(Redis redis, String prefix, InstantSource clock) {
        this.redis = redis;
        this.prefix = prefix;
        this.clock = clock;
    }

    @Override
    public Taken take(String bucket, RateLimit limit) {
        BucketTerms terms = limit.terms();
        List<Long> answer = redis.run(
                TAKE,
                prefix + bucket,
                Long.toString(RedisGuardStores.micros(clock.instant())),
                Double.toString(terms.full()),
                Double.toString(terms.cost()),
                Double.toString(terms.refill()),
                Long.toString(terms.window()),
                SKEW,
                RedisGuardStores.life(Duration.of(terms.timeToFill(), ChronoUnit.MICROS)));
        return terms.taken(answer.get(0) == 1, answer.get(1), answer.get(2));
    }

    @Override
    public Taken look(String bucket, RateLimit limit) {
        List<Long> held = redis.run(LOOK, prefix + bucket);
        BucketTerms terms = limit.terms();
        if (held.isEmpty()) {
            return terms.untouched();
        }
        long elapsed = Math.max(0, RedisGuardStores.micros(clock.instant()) - held.get(3));
        return terms.look(held.get(0), held.get(1), held.get(2), elapsed);
    }

    @Override
    public void giveBack(String bucket, RateLimit limit) {
        redis.run(GIVE_BACK, prefix + bucket, Double.toString(limit.terms().cost()));
    }
}
