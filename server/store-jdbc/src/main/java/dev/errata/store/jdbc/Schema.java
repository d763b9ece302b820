package dev.errata.store.jdbc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Numbered migrations that belong together, {@code V1__name.sql} and so on, with their own history of what was run.
 *
 * <p>One text serves SQLite and PostgreSQL: write {@code bigint}, {@code boolean}, {@code bytea}, {@code timestamptz},
 * of which SQLite takes any name. {@code ${numbered}} stands for a key that the database counts up, as in
 * {@code number ${numbered}}: the one thing that has no name in common.
 *
 * @param name names the history table {@code <name>_schema_history}: small letters, digits, underscores
 * @param location such as {@code classpath:dev/errata/reference/harpoon/migration}
 */
public record Schema(String name, String location) {
    /** The tables of the stores in this package. */
    static final Schema ERRATA = new Schema("errata", "classpath:dev/errata/store/jdbc/migration");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it does not fit into the name of a table
     */
    public Schema {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("'" + name + "' cannot name a schema; use small letters, digits and"
                    + " underscores, and begin with a letter");
        }
    }

    String historyTable() {
        return name + "_schema_history";
    }

    /** Brings a database up to date, with the tables of this package first. */
    static void migrate(String place, DataSource source, String numbered, Schema... more) {
        all(more).forEach(schema -> schema.migrate(place, source, numbered));
    }

    /** The newest migrations that this program has, such as {@code errata.3 webhooks.1}. */
    static String newest(DataSource source, Schema... more) {
        return all(more)
                .map(schema -> schema.name + "."
                        + Arrays.stream(schema.flyway(source, "").info().all())
                                .map(MigrationInfo::getVersion)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .map(MigrationVersion::toString)
                                .orElse("0"))
                .collect(Collectors.joining(" "));
    }

    /** Whether the tables that are there were made by an earlier version of this program. */
    static boolean isEarlier(DataSource source, Schema... more) {
        return all(more)
                .map(schema -> schema.flyway(source, "").info())
                .anyMatch(info -> info.applied().length > 0 && info.pending().length > 0);
    }

    private static Stream<Schema> all(Schema... more) {
        return Stream.concat(Stream.of(ERRATA), Stream.of(more));
    }

    void migrate(String place, DataSource source, String numbered) {
        Flyway flyway = flyway(source, numbered);
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            IllegalStateException other = new IllegalStateException("The tables '" + name + "' in " + place
                    + " were made by another version of this program, from which this one does not go on; they were"
                    + " left as they are. Start that version again, or begin with an empty database");
            other.addSuppressed(e);
            throw other;
        }
    }

    private Flyway flyway(DataSource source, String numbered) {
        return Flyway.configure()
                .dataSource(source)
                .locations(location)
                .table(historyTable())
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .placeholders(Map.of("numbered", numbered))
                // Another schema's tables may be there already; that is no reason to begin elsewhere than at the start.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // Those of a later version are none that this one knows to keep.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }
}
