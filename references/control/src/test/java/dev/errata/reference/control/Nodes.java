package dev.errata.reference.control;

import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One service, on as many nodes as its database lets run: three on a PostgreSQL, one on a file of SQLite.
 *
 * @param all at least one
 */
public record Nodes<S extends Service>(List<S> all) implements AutoCloseable {
    private static final int SEVERAL = 3;

    /** Starts them on a folder, one after the other. */
    public static <S extends Service> Nodes<S> start(Path data, Function<Path, S> start) {
        int nodes = TestDatabase.place() == Place.POSTGRES ? SEVERAL : 1;
        return new Nodes<>(
                IntStream.range(0, nodes).mapToObj(number -> start.apply(data)).toList());
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
