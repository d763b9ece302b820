package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.store.jdbc.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Gives each test of the queue a bench, on each database; receivers are real. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Place.class)
abstract class OnEachDatabase {
    static final Delivery FIRST = new Delivery("whk_1", "shop", "{\"event\":\"caf\u00e9\"}");
    static final Instant START = ManualClock.START;

    @TempDir
    private Path folder;

    @Parameter
    Place place;

    /** Where the database is. */
    String location;

    QueueBench bench;

    @BeforeEach
    void open() {
        location = place.empty(folder);
        bench = new QueueBench(location, new ManualClock());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static void assertGenuine(Receiver.Request request, Instant at) {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        assertThat(QueueBench.SECRETS)
                .allMatch(secret ->
                        QueueBench.SCHEME.verify(name -> request.headers().get(name), body, secret, at, Duration.ZERO));
    }
}
