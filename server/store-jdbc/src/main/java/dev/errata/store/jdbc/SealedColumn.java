package dev.errata.store.jdbc;

import dev.errata.guard.secret.Sealer;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A column of texts that are sealed, each for its row. Thread-safe. */
public final class SealedColumn {
    private static final int BATCH = 200;

    private final Sealer sealer;
    private final String table;
    private final String key;
    private final String column;

    /**
     * The column, in which what is there plainly, or is sealed under an older key of the sealer's, is sealed under its
     * first now; several processes may begin so at once.
     *
     * @param key the column that names a row, a text
     * @param column of texts; empty in no row
     * @throws IllegalStateException when something is sealed under none of the keys; it is left as it is
     */
    public SealedColumn(Database database, Sealer sealer, String table, String key, String column) {
        this.sealer = sealer;
        this.table = table;
        this.key = key;
        this.column = column;
        int some;
        do {
            some = database.write(this::renew);
        } while (some == BATCH);
    }

    /** Seals a text for its row. */
    public String seal(String row, String text) {
        return sealer.seal(text, place(row));
    }

    /**
     * Opens what a row keeps.
     *
     * @throws IllegalStateException when none of the keys has sealed it for this row
     */
    public String open(String row, String kept) {
        return sealer.open(kept, place(row));
    }

    private String place(String row) {
        return table + "/" + column + "/" + row;
    }

    private int renew(JdbcClient db) {
        List<Kept> due = db.sql("SELECT " + key + ", " + column + " FROM " + table + " WHERE " + column
                        + " NOT LIKE :mark LIMIT " + BATCH)
                .param("mark", sealer.mark() + "%")
                .query((row, number) -> new Kept(row.getString(1), row.getString(2)))
                .list();
        for (Kept kept : due) {
            // What another process has sealed since it was read stays as that one has sealed it.
            db.sql("UPDATE " + table + " SET " + column + " = :sealed WHERE " + key + " = :row AND " + column
                            + " = :kept")
                    .param("sealed", seal(kept.row(), open(kept.row(), kept.text())))
                    .param("row", kept.row())
                    .param("kept", kept.text())
                    .update();
        }
        return due.size();
    }

    private record Kept(String row, String text) {}
}
