package dev.errata.reference.control;

import dev.errata.guard.Together;
import dev.errata.store.jdbc.Place;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One service, on as many nodes as its database lets run: three on a PostgreSQL, or as many as {@code -Dnodes=1} says,
 * and one on a file of SQLite. The first is a service of this process, each further one is a process of its own.
 *
 * @param all at least one
 */
public record Nodes<S extends Service>(List<S> all) implements AutoCloseable {
    private static final int SEVERAL = 3;

    /** Starts those that the first lacks, on its folder; where time stands still, it is the same at all. Further settings are Spring's. */
    public static <S extends Service> Nodes<S> with(
            S first, Path data, Class<?> application, BiFunction<URI, Runnable, S> service, String... more)
            throws Exception {
        List<S> all = new ArrayList<>(List.of(first));
        int lacking = TestDatabase.place() == Place.POSTGRES ? Integer.getInteger("nodes", SEVERAL) - 1 : 0;
        if (lacking > 0) {
            Together.run(lacking, () -> ServiceProcess.start(application, data, more))
                    .forEach(process -> all.add(service.apply(process.base(), process::kill)));
        }
        if (first.standsStill()) {
            Instant latest = all.stream()
                    .map(Service::now)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            all.forEach(node -> node.advance(Duration.between(node.now(), latest)));
        }
        return new Nodes<>(List.copyOf(all));
    }

    /** The node that a call with this number goes to; they take turns. */
    public S of(int call) {
        return all.get(call % all.size());
    }

    @Override
    public void close() {
        all.forEach(Service::close);
    }
}
