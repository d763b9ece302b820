package dev.errata.guard.idempotency;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of all requests under one idempotency key once. Thread-safe if its store and its randomness are.
 *
 * <p>Call it inside the transaction of the work, where the store is on the same database: then claim, work and answer
 * are committed together. After draft-ietf-httpapi-idempotency-key-header-07.
 */
public final class Idempotency {
    /** Works end soon; the end of the lock would make every client wait for the worst case. */
    private static final Duration BACK = Duration.ofSeconds(1);

    private static final String FIELD = "idempotency_key";

    private final Catalog catalog;
    private final IdempotencyStore store;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration keep;
    private final Duration lock;

    /**
     * Idempotency over a store.
     *
     * @param random tells attempts apart
     * @param keep how long a key stands for its first request
     * @param lock how long an attempt may take before another one takes over; twice the longest request or more
     * @throws IllegalArgumentException when a lock could outlive its key
     */
    public Idempotency(
            Catalog catalog,
            IdempotencyStore store,
            InstantSource clock,
            RandomGenerator random,
            Duration keep,
            Duration lock) {
        if (lock.isNegative() || lock.isZero() || lock.compareTo(keep) > 0) {
            throw new IllegalArgumentException("A lock of " + lock + " does not fit keys that are kept for " + keep
                    + "; it must be more than nothing and no longer than these");
        }
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.keep = keep;
        this.lock = lock;
    }

    /**
     * The answer of a request whose work was done before, with the header {@value StoredAnswer#REPLAYED}; null when there
     * is none, and {@link #once} must decide. It only reads: ask it before the transaction of the work begins, and a client
     * that sends again costs no write.
     */
    public @Nullable StoredAnswer replay(IdempotentRequest request) {
        StoredAnswer answer = store.answer(request, clock.instant());
        return answer == null ? null : answer.replayed();
    }

    /**
     * The answer of the work, which is run unless it was run before; an answer from before has the header
     * {@value StoredAnswer#REPLAYED}. Work that throws leaves nothing behind: the key is free again.
     *
     * @throws ApiException {@code conflict.idempotency-mismatch} when the key stands for another request,
     *     {@code conflict.idempotency-running} when another attempt is at it or took over from this one
     */
    public StoredAnswer once(IdempotentRequest request, Supplier<StoredAnswer> work) {
        Instant now = clock.instant();
        Attempt attempt = new Attempt(random.nextLong(), now, now.plus(lock), now.plus(keep));
        Claim claim = store.claim(request, attempt);
        if (claim instanceof Claim.Replay replay) {
            return replay.answer().replayed();
        }
        if (claim instanceof Claim.Mismatch) {
            throw catalog.answer(Condition.CONFLICT_IDEMPOTENCY_MISMATCH, Facts.idempotencyKey(FIELD, request.key()))
                    .exception();
        }
        if (claim instanceof Claim.Running) {
            throw running(request);
        }
        return run(request, attempt, work);
    }

    private StoredAnswer run(IdempotentRequest request, Attempt attempt, Supplier<StoredAnswer> work) {
        StoredAnswer answer;
        try {
            answer = work.get();
        } catch (RuntimeException | Error e) {
            release(request, attempt, e);
            throw e;
        }
        if (!store.complete(request, attempt, answer)) {
            throw running(request);
        }
        return answer;
    }

    private void release(IdempotentRequest request, Attempt attempt, Throwable reason) {
        try {
            store.release(request, attempt);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private ApiException running(IdempotentRequest request) {
        return catalog.answer(
                        Condition.CONFLICT_IDEMPOTENCY_RUNNING, Facts.idempotencyRunning(FIELD, request.key(), BACK))
                .exception();
    }
}
