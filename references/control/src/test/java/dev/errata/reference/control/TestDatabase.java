package dev.errata.reference.control;

import dev.errata.store.jdbc.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the services of this run keep what they keep; the build runs their tests once for each {@link Place}. */
public final class TestDatabase {
    private static final String SETTING = "reference.database";

    private TestDatabase() {}

    /** The place of this run. */
    public static Place place() {
        return Place.valueOf(System.getProperty(SETTING, Place.SQLITE.name()));
    }

    /** The location for a folder's service; a service that is started on the folder again finds its database again. */
    public static String of(Path data) {
        Path note = data.resolve("database");
        try {
            if (!Files.exists(note)) {
                Files.createDirectories(data);
                Files.writeString(note, place().empty(data));
            }
            return Files.readString(note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
