package dev.errata.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again.
 *
 * @param pauses after the first attempt, after the second, and so on; one attempt more than pauses in all
 */
public record RetrySchedule(List<Duration> pauses) {
    private static final double JITTER = 0.2;

    /** How many attempts a delivery has. */
    public int attempts() {
        return pauses.size() + 1;
    }

    /** The pause after so many attempts, up to a fifth longer by chance; empty when there is no further attempt. */
    public Optional<Duration> after(int attempts, RandomGenerator random) {
        if (attempts > pauses.size()) {
            return Optional.empty();
        }
        Duration pause = pauses.get(attempts - 1);
        return Optional.of(pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble())));
    }
}
