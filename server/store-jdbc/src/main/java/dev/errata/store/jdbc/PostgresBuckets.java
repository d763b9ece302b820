package dev.errata.store.jdbc;

import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.BucketTerms;
import dev.errata.guard.limit.RateLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** Buckets as rows, each decision one statement that looks and counts. Thread-safe. */
final class PostgresBuckets implements BucketStore {
    private static final long SKEW = BucketTerms.SKEW.toNanos() / 1_000;

    /**
     * A new bucket is one that has given a token; of one that is there, the time since it was seen is made up for first.
     * {@code excluded} has the rule's own numbers: what a full one has left, and the whole window.
     */
    private static final String TAKE = """
            INSERT INTO errata_bucket AS held (bucket, units, capacity, rest, seen, granted, drop_at)
            VALUES (?, ?, ?, ?, ?, true, ?)
            ON CONFLICT (bucket) DO UPDATE SET (units, capacity, rest, seen, granted, drop_at) = (
                SELECT CASE WHEN now.units >= rule.cost THEN now.units - rule.cost ELSE now.units END,
                    excluded.capacity, now.rest, since.seen, now.units >= rule.cost, excluded.drop_at
                FROM (SELECT ?::double precision AS cost, ?::double precision AS refill) AS rule,
                LATERAL (
                    SELECT greatest(excluded.seen - held.seen, 0) AS elapsed,
                        CASE WHEN excluded.seen < held.seen - %d THEN excluded.seen
                            ELSE greatest(excluded.seen, held.seen) END AS seen,
                        CASE WHEN excluded.capacity = held.capacity THEN held.units
                            ELSE floor(held.units * excluded.capacity / held.capacity) END AS units
                ) AS since,
                LATERAL (
                    SELECT CASE WHEN rule.refill > 0
                                THEN least(excluded.capacity, since.units + since.elapsed * rule.refill)
                            WHEN since.elapsed < held.rest THEN since.units
                            ELSE excluded.capacity END AS units,
                        CASE WHEN since.elapsed < held.rest THEN least(held.rest - since.elapsed, excluded.rest)
                            ELSE excluded.rest END AS rest
                ) AS now)
            RETURNING granted, units, rest, xmax = 0 AS made""".formatted(SKEW);

    private static final String LOOK = "SELECT units, capacity, rest, seen FROM errata_bucket WHERE bucket = ?";

    private static final String GIVE_BACK =
            "UPDATE errata_bucket SET units = least(capacity, units + ?) WHERE bucket = ?";

    private static final String REMOVE = """
            DELETE FROM errata_bucket WHERE bucket IN (
                SELECT bucket FROM errata_bucket WHERE drop_at <= ? ORDER BY drop_at LIMIT 2 FOR UPDATE SKIP LOCKED)""";

    private final Statements sql;
    private final String namespace;
    private final InstantSource clock;

    private record Row(Taken taken, boolean made) {}

    PostgresBuckets(Statements sql, String namespace, InstantSource clock) {
        this.sql = sql;
        this.namespace = namespace;
        this.clock = clock;
    }

    @Override
    public Taken take(String bucket, RateLimit limit) {
        BucketTerms terms = limit.terms();
        long now = PostgresGuardStores.micros(clock.instant());
        Row row = sql.run(db -> db.query(
                        TAKE,
                        (result, number) -> row(result, terms),
                        name(bucket),
                        terms.full() - terms.cost(),
                        terms.full(),
                        terms.window(),
                        now,
                        PostgresGuardStores.dropAt(now, terms.timeToFill()),
                        terms.cost(),
                        terms.refill())
                .get(0));
        if (row.made()) {
            sql.run(db -> db.update(REMOVE, now));
        }
        return row.taken();
    }

    @Override
    public Taken look(String bucket, RateLimit limit) {
        BucketTerms terms = limit.terms();
        long now = PostgresGuardStores.micros(clock.instant());
        List<Taken> held = sql.run(db -> db.query(
                LOOK,
                (row, number) -> terms.look(
                        row.getDouble("units"),
                        row.getDouble("capacity"),
                        row.getLong("rest"),
                        Math.max(0, now - row.getLong("seen"))),
                name(bucket)));
        return held.isEmpty() ? terms.untouched() : held.get(0);
    }

    @Override
    public void giveBack(String bucket, RateLimit limit) {
        sql.run(db -> db.update(GIVE_BACK, limit.terms().cost(), name(bucket)));
    }

    private static Row row(ResultSet result, BucketTerms terms) throws SQLException {
        return new Row(
                terms.taken(result.getBoolean("granted"), result.getDouble("units"), result.getLong("rest")),
                result.getBoolean("made"));
    }

    private String name(String bucket) {
        return namespace + ":" + bucket;
    }
}
