package dev.errata.reference.control;

import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.Retention;
import dev.errata.store.jdbc.Schema;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/** What becomes of the tables of a service. */
public final class Ages {
    private Ages() {}

    /** Tables that a service makes and of which its plan says nothing. */
    public static Set<String> forgotten(Path folder, Schema schema, Retention.Plan plan) {
        try (Database database = Databases.open(TestDatabase.of(folder), ReferenceConfiguration.WEBHOOKS, schema)) {
            return new Retention(database, InstantSource.system(), plan).forgotten();
        }
    }
}
