package dev.errata.store.jdbc;

import java.nio.file.Path;
import java.time.Duration;

/** Where a test keeps its data; what holds for a {@link Database} is tested in each. */
public enum Place {
    SQLITE,
    POSTGRES;

    /** A location with nothing in it. */
    public String empty(Path folder) {
        return this == SQLITE ? folder.resolve("data/of/service.db").toString() : PostgresServer.empty();
    }

    /** A database whose crowds wait for each other, however long that takes on this machine. */
    Database openForCrowds(String location) {
        return this == SQLITE
                ? Databases.open(location, Samples.SCHEMA)
                : PostgresDatabase.open(location, Duration.ofMinutes(1), Samples.SCHEMA);
    }
}
