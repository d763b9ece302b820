package dev.errata.client;

import dev.errata.core.RetryAdvice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A service that is down for a minute, and a hundred clients that call it once a second all the while. Nothing is sent:
 * time is a number, chance is seeded, and what follows an attempt is decided by {@link Decision}.
 */
final class Outage {
    static final int CLIENTS = 100;
    static final int SECONDS = 180;
    static final int DOWN_FROM = 60;
    static final int DOWN_UNTIL = 120;
    private static final long SEED = 20261120;
    private static final long ATTEMPT_MILLIS = 50;

    private Outage() {}

    /** What a caller does about an attempt that failed. */
    interface Habit {
        /** How long it waits, or null when it gives up. */
        @Nullable
        Duration after(int attempt, long callAgeMillis);

        /** A call has succeeded, after so many attempts. */
        void succeeded(int attempts);
    }

    /** Three more attempts after one, two and four seconds, as loops in many samples have it. */
    static final class Naive implements Habit {
        @Override
        public @Nullable Duration after(int attempt, long callAgeMillis) {
            return attempt > 3 ? null : Duration.ofSeconds(1L << (attempt - 1));
        }

        @Override
        public void succeeded(int attempts) {}
    }

    /** What this client does. */
    static final class Budgeted implements Habit {
        private final RetryPolicy policy = RetryPolicy.standard();
        private final Budget budget = new Budget(policy.budget());
        private final Random chance;
        private int refund = 1;

        Budgeted(long seed) {
            this.chance = new Random(seed);
        }

        @Override
        public @Nullable Duration after(int attempt, long callAgeMillis) {
            Duration left = policy.deadline().minusMillis(callAgeMillis);
            Decision decision = Decision.decide(
                    policy,
                    new Situation(attempt, "GET", true, false, left),
                    new Outcome.Answered(503, null, null),
                    RetryAdvice.BACKOFF,
                    budget.tokens(),
                    chance.nextDouble());
            if (decision instanceof Decision.Retry retry && budget.take(retry.cost())) {
                refund = retry.cost();
                return retry.after();
            }
            return null;
        }

        @Override
        public void succeeded(int attempts) {
            budget.refund(attempts == 1 ? 1 : refund);
        }
    }

    private record Event(long at, int client, int attempt, long begun) {}

    /** The attempts that reach the service in each second. */
    static int[] run(IntFunction<Habit> habits) {
        PriorityQueue<Event> events = new PriorityQueue<>((one, other) -> Long.compare(one.at(), other.at()));
        List<Habit> clients = new ArrayList<>();
        Random phase = new Random(SEED);
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(habits.apply(client));
            long first = phase.nextInt(1000);
            for (int second = 0; second < SECONDS; second++) {
                long at = first + second * 1000L;
                events.add(new Event(at, client, 1, at));
            }
        }
        int[] attempts = new int[SECONDS];
        for (Event event = events.poll(); event != null; event = events.poll()) {
            int second = (int) (event.at() / 1000);
            if (second >= SECONDS) {
                continue;
            }
            attempts[second]++;
            Habit habit = clients.get(event.client());
            long ended = event.at() + ATTEMPT_MILLIS;
            if (second < DOWN_FROM || second >= DOWN_UNTIL) {
                habit.succeeded(event.attempt());
                continue;
            }
            Duration after = habit.after(event.attempt(), ended - event.begun());
            if (after != null) {
                events.add(new Event(ended + after.toMillis(), event.client(), event.attempt() + 1, event.begun()));
            }
        }
        return attempts;
    }

    static int[] naive() {
        return run(client -> new Naive());
    }

    static int[] budgeted() {
        return run(client -> new Budgeted(SEED + client));
    }
}
