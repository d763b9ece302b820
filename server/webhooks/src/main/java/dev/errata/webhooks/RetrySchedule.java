package dev.errata.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again.
 *
 * @param pauses after the first attempt, after the second, and so on; one attempt more than pauses in all
 * @param throttled the same for a receiver that said 429; its last pause is repeated
 */
public record RetrySchedule(List<Duration> pauses, List<Duration> throttled) {
    private static final double JITTER = 0.2;
    private static final int TOO_MANY = 429;
    private static final int GONE = 410;
    /** A receiver may ask for more patience than the schedule has, up to this. */
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    /** One schedule for every failure. */
    public RetrySchedule(List<Duration> pauses) {
        this(pauses, pauses);
    }

    /** How many attempts a delivery has. */
    public int attempts() {
        return pauses.size() + 1;
    }

    /**
     * The pause after so many attempts, up to a fifth longer by chance, and no shorter than the receiver's own
     * {@code Retry-After}; empty when there is no further attempt, or the receiver said 410.
     */
    public Optional<Duration> after(int attempts, Attempt last, RandomGenerator random) {
        Integer status = last.status();
        if (attempts > pauses.size() || (status != null && status == GONE)) {
            return Optional.empty();
        }
        boolean slowDown = status != null && status == TOO_MANY && !throttled.isEmpty();
        Duration pause = slowDown ? throttled.get(Math.min(attempts, throttled.size()) - 1) : pauses.get(attempts - 1);
        Duration jittered = pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
        return Optional.of(longer(jittered, wish(last)));
    }

    private static Duration wish(Attempt last) {
        Duration wish = last.retryAfter();
        return wish == null ? Duration.ZERO : wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
