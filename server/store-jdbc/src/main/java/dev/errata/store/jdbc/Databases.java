package dev.errata.store.jdbc;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the database that a service's settings name. */
public final class Databases {
    static final String POSTGRES = "jdbc:postgresql://";
    /** Two letters at least: a single one is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

    private Databases() {}

    /**
     * Opens a database and brings it up to date.
     *
     * @param location a path of a file, which is kept by SQLite; or {@code jdbc:postgresql://host:port/database} with
     *     {@code ?user=…&password=…}
     * @param more what the service keeps beside the stores of this package
     * @throws IllegalArgumentException when the location is neither
     * @throws org.flywaydb.core.api.FlywayException when a migration fails or is not there
     * @throws IllegalStateException when another version made the tables that are there
     * @throws org.springframework.dao.DataAccessException when the database cannot be used
     */
    public static Database open(String location, Schema... more) {
        if (location.startsWith(POSTGRES)) {
            return PostgresDatabase.open(location, more);
        }
        if (location.isBlank() || SCHEME.matcher(location).lookingAt()) {
            throw refused(location, null);
        }
        return SqliteDatabase.open(path(location), more);
    }

    /** The location without its secrets: they may stand before an at sign or among the settings. */
    static String shown(String location) {
        if (location.contains("@")) {
            int slashes = location.indexOf("//");
            int end = slashes < 0 ? location.indexOf(':') + 1 : slashes + 2;
            return end == 0 ? location : location.substring(0, end) + "…";
        }
        return location.replaceFirst("[?;].*", "");
    }

    private static Path path(String location) {
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            throw refused(location, e);
        }
    }

    private static IllegalArgumentException refused(String location, @Nullable Exception reason) {
        return new IllegalArgumentException(
                "'" + shown(location) + "' is no place for a database; give the path of a file, or " + POSTGRES
                        + "host:port/database?user=…&password=…",
                reason);
    }
}
