package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes that publish into one stream. */
final class SharedEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final int RETAINED = 1_000;

    private final List<Database> databases = new ArrayList<>();
    private final List<SharedEvents> nodes = new ArrayList<>();
    private final List<List<SharedEvents.Event>> read = new ArrayList<>();
    private String location;

    @BeforeEach
    void start() {
        location = PostgresServer.empty();
        for (int node = 0; node < 3; node++) {
            join(RETAINED);
        }
    }

    private int join(int retained) {
        Database database = Databases.open(location, Samples.SCHEMA);
        databases.add(database);
        SharedEvents events = new SharedEvents(database, "bus", InstantSource.fixed(NOW), retained);
        nodes.add(events);
        List<SharedEvents.Event> heard = Collections.synchronizedList(new ArrayList<>());
        read.add(heard);
        events.follow(heard::add);
        return nodes.size() - 1;
    }

    @AfterEach
    void stop() {
        nodes.forEach(SharedEvents::close);
        databases.forEach(Database::close);
    }

    private void publish(int node, String... texts) {
        nodes.get(node)
                .publish(
                        "note",
                        "about",
                        List.of(texts).stream()
                                .<LongFunction<String>>map(text -> number -> number + " " + text)
                                .toList());
    }

    private List<SharedEvents.Event> awaited(int node, int count) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (read.get(node).size() < count && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return List.copyOf(read.get(node));
    }

    @Test
    void aNodeHearsAtOnceWhatItPublishesAndOthersSoon() {
        publish(0, "first", "second");

        assertThat(read.get(0))
                .containsExactly(
                        new SharedEvents.Event(1, "note", "about", "1 first", NOW),
                        new SharedEvents.Event(2, "note", "about", "2 second", NOW));
        assertThat(awaited(2, 2)).isEqualTo(read.get(0));
    }

    @Test
    void whatAllPublishAtOnceEachHearsOnceAndInOneOrder() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int node = i % 3;
            String text = "text " + i;
            calls.add(() -> {
                publish(node, text, text + " too");
                return text;
            });
        }
        Together.run(calls);

        List<SharedEvents.Event> one = awaited(0, 120);
        assertThat(one)
                .extracting(SharedEvents.Event::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 120).boxed().toList());
        assertThat(one)
                .extracting(event -> event.data().replaceFirst("^\\d+ ", ""))
                .doesNotHaveDuplicates();
        assertThat(awaited(1, 120)).isEqualTo(one);
        assertThat(awaited(2, 120)).isEqualTo(one);
    }

    @Test
    void aNodeThatComesLaterHearsTheNewestThatAreRetained() {
        publish(0, "1", "2", "3", "4", "5");
        awaited(1, 5);

        int later = join(2);
        assertThat(read.get(later)).extracting(SharedEvents.Event::sequence).containsExactly(4L, 5L);

        new Retention(
                        databases.get(0),
                        InstantSource.fixed(NOW.plus(Duration.ofDays(2))),
                        new Retention.Plan(List.of(), Map.of()))
                .sweep();
        int latest = join(2);
        assertThat(nodes.get(latest).place()).as("numbers go on").isEqualTo(5);
        publish(latest, "6");
        assertThat(awaited(later, 3).get(2).sequence()).isEqualTo(6);
    }

    @Test
    void whatIsPublishedInsideOfWorkIsToldOnlyWhenThatIsKept() {
        assertThatThrownBy(() -> databases.get(0).write(db -> {
                    publish(0, "not kept");
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        databases.get(0).write(db -> {
            publish(0, "kept");
            assertThat(read.get(0)).isEmpty();
            return db;
        });

        assertThat(read.get(0)).extracting(SharedEvents.Event::data).containsExactly("1 kept");
    }
}
