package dev.errata.spring;

import dev.errata.guard.Pulse;
import dev.errata.guard.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while every store of the application answers within a second; one that has none is up. Thread-safe. */
final class StoreHealth implements HealthIndicator, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Pulse> pulses;

    StoreHealth(Stream<Store> stores) {
        this.pulses = stores.map(Pulse::new).toList();
    }

    @Override
    public Health health() {
        // All are asked before one is waited for, and all have the same second.
        List<Future<Boolean>> asked = pulses.stream().map(Pulse::ask).toList();
        long until = System.nanoTime() + PATIENCE.toNanos();
        boolean up = asked.stream()
                .allMatch(answer -> Pulse.isAnswered(answer, Duration.ofNanos(until - System.nanoTime())));
        return up ? Health.up().build() : Health.down().build();
    }

    @Override
    public void close() {
        pulses.forEach(Pulse::close);
    }
}
