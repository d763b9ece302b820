package dev.errata.guard.limit;

import dev.errata.guard.StoreAway;
import dev.errata.guard.StoreFault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one call in a second through to a store that is away, so that nobody waits for it. Thread-safe.
 *
 * <p>Not Resilience4j's breaker, which {@code errata-store-jdbc} uses: the starter needs this package, and would give three
 * libraries to applications that only want errors, for thirty lines.
 */
final class Breaker {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Away> away = new AtomicReference<>();

    private record Away(RuntimeException fault, long since) {}

    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What a store answers.
     *
     * @throws RuntimeException that is a {@link StoreFault} when it is away
     */
    <T> T ask(Supplier<T> question) {
        Away before = away.get();
        if (before != null && !isTurn(before)) {
            throw new StoreAway(
                    "A store of guards is away and asked once in a second only: "
                            + before.fault().getMessage(),
                    before.fault());
        }
        try {
            T answer = question.get();
            if (before != null) {
                away.set(null);
            }
            return answer;
        } catch (RuntimeException e) {
            if (isAway(e)) {
                away.set(new Away(e, nanoTime.getAsLong()));
            }
            throw e;
        }
    }

    static boolean isAway(RuntimeException failure) {
        return failure instanceof StoreFault fault && !fault.busy();
    }

    private boolean isTurn(Away before) {
        long now = nanoTime.getAsLong();
        return now - before.since() >= PAUSE && away.compareAndSet(before, new Away(before.fault(), now));
    }
}
