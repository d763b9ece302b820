package dev.errata.store.jdbc;

import dev.errata.guard.limit.LockRule;
import dev.errata.guard.limit.LockStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Failures of networks as rows. Thread-safe. */
final class PostgresLocks implements LockStore {
    private static final String LOCKED = """
            SELECT until_at - ? FROM errata_lock
            WHERE network = ? AND failures >= ? AND until_at > ? AND until_at <= ?""";

    private static final String FAIL = """
            INSERT INTO errata_lock AS held (network, failures, until_at, counted, drop_at)
            VALUES (?, 1, ?, true, ?)
            ON CONFLICT (network) DO UPDATE SET (failures, until_at, counted, drop_at) = (
                SELECT CASE WHEN NOT was.held THEN 1 WHEN was.locked THEN held.failures ELSE held.failures + 1 END,
                    CASE WHEN NOT was.held THEN excluded.until_at
                        WHEN was.locked OR held.failures + 1 < rule.failures THEN held.until_at
                        ELSE rule.locks_until END,
                    NOT was.locked, excluded.drop_at
                FROM (SELECT ?::bigint AS now, ?::bigint AS furthest, ?::integer AS failures, ?::bigint AS locks_until)
                    AS rule,
                LATERAL (SELECT held.until_at > rule.now AND held.until_at <= rule.furthest AS held) AS still,
                LATERAL (SELECT still.held, still.held AND held.failures >= rule.failures AS locked) AS was)
            RETURNING counted, until_at, xmax = 0 AS made""";

    private static final String REMOVE = """
            DELETE FROM errata_lock WHERE network IN (
                SELECT network FROM errata_lock WHERE drop_at <= ? ORDER BY drop_at LIMIT 2 FOR UPDATE SKIP LOCKED)""";

    private final Statements sql;
    private final String namespace;
    private final InstantSource clock;

    private record Row(boolean counted, long until, boolean made) {}

    PostgresLocks(Statements sql, String namespace, InstantSource clock) {
        this.sql = sql;
        this.namespace = namespace;
        this.clock = clock;
    }

    @Override
    public Duration locked(String network, LockRule rule) {
        long now = now();
        List<Long> left = sql.run(db -> db.queryForList(
                LOCKED, Long.class, now, name(network), rule.failures(), now, now + micros(rule.furthest())));
        return left.isEmpty() ? Duration.ZERO : Duration.of(left.get(0), ChronoUnit.MICROS);
    }

    @Override
    public Duration fail(String network, LockRule rule) {
        long now = now();
        long locksUntil = now + micros(rule.lock());
        Row row = sql.run(db -> db.query(
                        FAIL,
                        PostgresLocks::row,
                        name(network),
                        rule.failures() > 1 ? now + micros(rule.window()) : locksUntil,
                        PostgresGuardStores.dropAt(now, micros(rule.longest())),
                        now,
                        now + micros(rule.furthest()),
                        rule.failures(),
                        locksUntil)
                .get(0));
        if (row.made()) {
            sql.run(db -> db.update(REMOVE, now));
        }
        return row.counted() ? Duration.ZERO : Duration.of(row.until() - now, ChronoUnit.MICROS);
    }

    @Override
    public void release(String network) {
        sql.run(db -> db.update("DELETE FROM errata_lock WHERE network = ?", name(network)));
    }

    private static Row row(ResultSet result, int number) throws SQLException {
        return new Row(result.getBoolean("counted"), result.getLong("until_at"), result.getBoolean("made"));
    }

    private long now() {
        return PostgresGuardStores.micros(clock.instant());
    }

    private static long micros(Duration length) {
        return length.toNanos() / 1_000;
    }

    private String name(String network) {
        return namespace + ":" + network;
    }
}
