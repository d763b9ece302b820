package dev.errata.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again.
 *
 * @param pauses after the first attempt, after the second, and so on; one attempt more than pauses in all
 * @param throttled the same for a receiver that said 429; its last pause is repeated
 * @param life how long after its first attempt a delivery is tried at most, however often a receiver asks for patience;
 *     time in which its destination was paused does not count
 * @param end the statuses of a receiver after which a delivery is not tried again
 */
public record RetrySchedule(List<Duration> pauses, List<Duration> throttled, Duration life, IntPredicate end) {
    private static final double JITTER = 0.2;
    private static final int TOO_MANY = 429;
    private static final int GONE = 410;
    /** A receiver may ask for more patience than the schedule has, up to this. */
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    /** A schedule that a receiver ends by saying that it is gone for good, 410. */
    public RetrySchedule(List<Duration> pauses, List<Duration> throttled, Duration life) {
        this(pauses, throttled, life, status -> status == GONE);
    }

    /** A schedule whose life is what the pauses need, and a day for receivers that ask for patience. */
    public RetrySchedule(List<Duration> pauses, List<Duration> throttled) {
        this(pauses, throttled, longest(pauses, throttled).plus(LONGEST_WISH));
    }

    /** One schedule for every failure. */
    public RetrySchedule(List<Duration> pauses) {
        this(pauses, pauses);
    }

    /** The same schedule, which other statuses of a receiver end. */
    public RetrySchedule endedBy(IntPredicate statuses) {
        return new RetrySchedule(pauses, throttled, life, statuses);
    }

    /** How many attempts a delivery has. */
    public int attempts() {
        return pauses.size() + 1;
    }

    /**
     * The pause after so many attempts, up to a fifth longer by chance, and no shorter than the receiver's own
     * {@code Retry-After}, but that the last attempt is made when the life ends; empty when there is no further attempt,
     * or the receiver answered with a status that ends it.
     *
     * @param age since the first attempt
     */
    public Optional<Duration> after(int attempts, Duration age, Attempt last, RandomGenerator random) {
        Integer status = last.status();
        Duration left = life.minus(age);
        if (attempts > pauses.size() || (status != null && end.test(status)) || left.isZero() || left.isNegative()) {
            return Optional.empty();
        }
        boolean slowDown = status != null && status == TOO_MANY && !throttled.isEmpty();
        Duration pause = slowDown ? patient(throttled, attempts) : pauses.get(attempts - 1);
        Duration jittered = pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
        return Optional.of(shorter(longer(jittered, wish(last)), left));
    }

    private static Duration patient(List<Duration> throttled, int attempts) {
        return throttled.get(Math.min(attempts, throttled.size()) - 1);
    }

    private static Duration longest(List<Duration> pauses, List<Duration> throttled) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < pauses.size(); i++) {
            sum = sum.plus(throttled.isEmpty() ? pauses.get(i) : longer(pauses.get(i), patient(throttled, i + 1)));
        }
        return sum.plusMillis((long) (sum.toMillis() * JITTER));
    }

    private static Duration wish(Attempt last) {
        Duration wish = last.retryAfter();
        return wish == null ? Duration.ZERO : shorter(wish, LONGEST_WISH);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
