package dev.errata.store.jdbc;

/**
 * Numbered migrations that belong together, {@code V1__name.sql} and so on, with their own history of what was run.
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
}
