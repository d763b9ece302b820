package dev.errata.store.jdbc;

import java.nio.file.Path;

/** Where a test keeps its data; what holds for a {@link Database} is tested in each. */
public enum Place {
    SQLITE,
    POSTGRES;

    /** A location with nothing in it. */
    public String empty(Path folder) {
        return this == SQLITE ? folder.resolve("data/of/service.db").toString() : PostgresServer.empty();
    }
}
