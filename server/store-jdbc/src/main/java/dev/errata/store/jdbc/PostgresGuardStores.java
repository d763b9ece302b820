package dev.errata.store.jdbc;

import dev.errata.guard.MaintenanceStore;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.LockStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What nodes count together in a PostgreSQL server: one statement a decision, on connections of its own, so that no work
 * holds a bucket until it is committed. Thread-safe.
 *
 * <p>Buckets and locks are not logged: after a crash of the server, and on a server that takes over from another, they
 * begin anew. Maintenance is kept. Two buckets and two networks that are full or free again are deleted for each that comes.
 */
public final class PostgresGuardStores implements GuardStores {
    private static final int CONNECTIONS = 6;

    private static final Schema SCHEMA = new Schema("errata_limits", "classpath:dev/errata/store/jdbc/limits");

    private final Statements sql;
    private final PostgresBuckets buckets;
    private final PostgresLocks locks;
    private final MaintenanceStore maintenance;

    private PostgresGuardStores(Statements sql, String namespace, InstantSource clock) {
        this.sql = sql;
        this.buckets = new PostgresBuckets(sql, namespace, clock);
        this.locks = new PostgresLocks(sql, namespace, clock);
        this.maintenance = new Maintenance(sql, namespace);
    }

    /**
     * Opens them, and makes their tables where they are not there; services that start at the same time wait for each other.
     *
     * @param location as for {@link PostgresDatabase#open}
     * @param namespace keeps services in one schema apart
     * @throws IllegalArgumentException when the location is not such an address
     * @throws org.flywaydb.core.api.FlywayException when a migration fails
     * @throws IllegalStateException when another version made the tables that are there
     * @throws org.springframework.dao.DataAccessException when the server cannot be used
     */
    public static PostgresGuardStores open(String location, String namespace, InstantSource clock) {
        return new PostgresGuardStores(
                PostgresDatabase.statements(location, "errata-limits", CONNECTIONS, SCHEMA), namespace, clock);
    }

    /** Another service's, on the same connections. */
    PostgresGuardStores with(String other, InstantSource clock) {
        return new PostgresGuardStores(sql, other, clock);
    }

    @Override
    public BucketStore buckets() {
        return buckets;
    }

    @Override
    public LockStore locks() {
        return locks;
    }

    @Override
    public MaintenanceStore maintenance() {
        return maintenance;
    }

    @Override
    public void close() {
        sql.close();
    }

    static long micros(Instant moment) {
        return TimeUnit.SECONDS.toMicros(moment.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(moment.getNano());
    }

    /** A moment at which a row may go, for clocks that are late too; one in ten minutes, so that its index rests. */
    static long dropAt(long now, long life) {
        long grid = TimeUnit.MINUTES.toMicros(10);
        return (now + life + grid) / grid * grid + grid;
    }

    private record Maintenance(Statements sql, String namespace) implements MaintenanceStore {
        @Override
        public Instant until() {
            List<Long> micros = sql.run(db -> db.queryForList(
                    "SELECT until_at FROM errata_maintenance WHERE service = ?", Long.class, namespace));
            return micros.isEmpty()
                    ? Instant.EPOCH
                    : Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros.get(0)));
        }

        @Override
        public void until(Instant moment) {
            sql.run(db -> db.update(
                    "INSERT INTO errata_maintenance (service, until_at) VALUES (?, ?)"
                            + " ON CONFLICT (service) DO UPDATE SET until_at = excluded.until_at",
                    namespace,
                    moment.isBefore(Instant.EPOCH) ? 0 : micros(moment)));
        }
    }
}
