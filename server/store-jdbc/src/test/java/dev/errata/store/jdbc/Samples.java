package dev.errata.store.jdbc;

import java.util.List;

/** A table to write to. */
final class Samples {
    static final Schema SCHEMA = new Schema("sample", "classpath:dev/errata/store/jdbc/sample");

    /** The same with one migration more. */
    static final Schema LATER = new Schema("sample", "classpath:dev/errata/store/jdbc/later");

    static final Schema OTHER = new Schema("other", "classpath:dev/errata/store/jdbc/other");

    private Samples() {}

    static void insert(Database database, String id) {
        database.write(sql ->
                sql.sql("INSERT INTO sample VALUES (:id)").param("id", id).update());
    }

    static List<String> ids(Database database) {
        return database.read(sql ->
                sql.sql("SELECT id FROM sample ORDER BY id").query(String.class).list());
    }
}
