package dev.errata.store.jdbc;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
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
        ERRATA.migrate(place, source, numbered);
        for (Schema schema : more) {
            schema.migrate(place, source, numbered);
        }
    }

    private void migrate(String place, DataSource source, String numbered) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations(location)
                .table(historyTable())
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .placeholders(Map.of("numbered", numbered))
                // Another schema's tables may be there already; that is no reason to begin elsewhere than at the start.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
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
}
