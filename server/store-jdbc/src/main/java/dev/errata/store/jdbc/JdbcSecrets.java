package dev.errata.store.jdbc;

import dev.errata.guard.secret.Sealer;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets of an installation by name, sealed, the same for all processes that share the database. Thread-safe. */
public final class JdbcSecrets {
    private final Database database;
    private final SealedColumn secrets;

    /**
     * Secrets in this database.
     *
     * @throws IllegalStateException when some are sealed under none of the sealer's keys
     */
    public JdbcSecrets(Database database, Sealer sealer) {
        this.database = database;
        this.secrets = new SealedColumn(database, sealer, "errata_secret", "name", "secret");
    }

    /** Whether a database keeps any. */
    public static boolean areIn(Database database) {
        return database.read(db ->
                db.sql("SELECT count(*) FROM errata_secret").query(Long.class).single() > 0);
    }

    /**
     * The secret of a name. Of several that ask for a new one at once, all get the same.
     *
     * @param first makes it when there is none yet
     */
    public byte[] of(String name, Supplier<byte[]> first) {
        return database.read(db -> find(db, name))
                .orElseGet(() -> database.write(db -> {
                    db.sql("INSERT INTO errata_secret (name, secret) VALUES (:name, :secret) ON CONFLICT DO NOTHING")
                            .param("name", name)
                            .param(
                                    "secret",
                                    secrets.seal(name, Base64.getEncoder().encodeToString(first.get())))
                            .update();
                    return find(db, name).orElseThrow();
                }));
    }

    /** The secret of a name, where there is one. */
    public Optional<byte[]> find(String name) {
        return database.read(db -> find(db, name));
    }

    /**
     * Puts another secret in the place of one. Of several that do so at once, each changes what the one before has left.
     *
     * @param to from the secret that is there
     * @return the new one
     * @throws IllegalStateException when there is none of this name
     */
    public byte[] change(String name, UnaryOperator<byte[]> to) {
        return database.write(db -> {
            // Whoever changes it at the same time waits here.
            db.sql("UPDATE errata_secret SET secret = secret WHERE name = :name")
                    .param("name", name)
                    .update();
            byte[] changed = to.apply(find(db, name)
                    .orElseThrow(() -> new IllegalStateException("There is no secret '" + name + "' to change")));
            db.sql("UPDATE errata_secret SET secret = :secret WHERE name = :name")
                    .param("name", name)
                    .param("secret", sealed(name, changed))
                    .update();
            return changed;
        });
    }

    private String sealed(String name, byte[] secret) {
        return secrets.seal(name, Base64.getEncoder().encodeToString(secret));
    }

    private Optional<byte[]> find(JdbcClient db, String name) {
        return db.sql("SELECT secret FROM errata_secret WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .optional()
                .map(kept -> Base64.getDecoder().decode(secrets.open(name, kept)));
    }
}
