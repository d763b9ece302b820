package dev.errata.reference.harborprotocol.artifacts;

import dev.errata.store.jdbc.Database;
import java.util.Optional;

/** Keeps bytes in the database. */
public record SqlDriver(Database database) implements ArtifactDriver {
    @Override
    public String name() {
        return "sql";
    }

    @Override
    public void put(String id, byte[] bytes) {
        database.write(db -> db.sql("insert into blobs (id, bytes) values (:id, :bytes) on conflict (id) do nothing")
                .param("id", id)
                .param("bytes", bytes)
                .update());
    }

    @Override
    public Optional<byte[]> get(String id) {
        return database.read(db -> db.sql("select bytes from blobs where id = :id")
                .param("id", id)
                .query((row, number) -> row.getBytes("bytes"))
                .optional());
    }
}
