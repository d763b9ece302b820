package dev.errata.benchmarks;

import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One of the processes that ask for one key; prints what it was granted, of how much, and from when to when. */
public final class LimitsWorker {
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final int THREADS = 4;
    /** Fewer than the slowest store decides on in the time, so that the limit is reached. */
    private static final RateLimit STANDS = new RateLimit("stands", Level.KEY, 10_000, Duration.ofHours(1));

    private static final RateLimit MOVES = new RateLimit("moves", Level.KEY, 500, Duration.ofSeconds(1)).withBurst(100);

    private LimitsWorker() {}

    /** With the location of the store, and whether the clock {@code stands} or {@code moves}. */
    public static void main(String[] arguments) throws Exception {
        boolean stands = arguments[1].equals("stands");
        InstantSource real = InstantSource.system();
        InstantSource clock = stands ? InstantSource.fixed(Instant.parse("2026-11-30T10:00:00Z")) : real;
        try (GuardStores stores = GuardStores.open(arguments[0], "exact", clock, 3)) {
            BucketStore buckets = stores.buckets();
            RateLimit limit = stands ? STANDS : MOVES;
            Instant first = real.instant();
            Instant end = first.plus(LENGTH);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<long[]>> counts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                counts.add(threads.submit(() -> ask(buckets, limit, real, end)));
            }
            long granted = 0;
            long asked = 0;
            for (Future<long[]> count : counts) {
                granted += count.get()[0];
                asked += count.get()[1];
            }
            threads.shutdown();
            System.out.println(granted + " " + asked + " " + micros(first) + " " + micros(real.instant()));
        }
    }

    private static long[] ask(BucketStore buckets, RateLimit limit, InstantSource real, Instant end) {
        long granted = 0;
        long asked = 0;
        while (real.instant().isBefore(end)) {
            asked++;
            granted += buckets.take("one", limit).granted() ? 1 : 0;
        }
        return new long[] {granted, asked};
    }

    /** What may be granted in this time. */
    static double due(String clock, Duration length) {
        return clock.equals("stands") ? STANDS.limit() : 100 + 500 * (length.toMillis() / 1_000.0);
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
