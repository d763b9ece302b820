package dev.errata.store.jdbc;

import dev.errata.guard.quota.Counter;
import dev.errata.guard.quota.QuotaStore;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts usage in a database. Thread-safe.
 *
 * <p>Called inside of {@link Database#write}, it is part of that work: what the work took is used up when it is
 * committed, and not when it fails.
 */
public final class JdbcQuotaStore implements QuotaStore {
    private final Database database;

    /** A store in this database. */
    public JdbcQuotaStore(Database database) {
        this.database = database;
    }

    /** One statement, so that nobody can come between the look and the count; the row that exists is looked at. */
    @Override
    public Taken take(Counter counter, long amount, long limit) {
        return database.write(sql -> {
            Optional<Long> used = amount > limit
                    ? Optional.empty()
                    : statement(sql, """
                            INSERT INTO errata_quota AS held (subject, meter, period, used)
                            VALUES (:subject, :meter, :period, :amount)
                            ON CONFLICT (subject, meter, period) DO UPDATE SET used = held.used + excluded.used
                            WHERE held.used <= :limit - excluded.used
                            RETURNING used""", counter)
                            .param("amount", amount)
                            .param("limit", limit)
                            .query(Long.class)
                            .optional();
            return used.map(now -> new Taken(true, now)).orElseGet(() -> new Taken(false, used(sql, counter)));
        });
    }

    @Override
    public long used(Counter counter) {
        return database.read(sql -> used(sql, counter));
    }

    private static long used(JdbcClient sql, Counter counter) {
        return statement(
                        sql,
                        "SELECT used FROM errata_quota"
                                + " WHERE subject = :subject AND meter = :meter AND period = :period",
                        counter)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private static JdbcClient.StatementSpec statement(JdbcClient sql, String text, Counter counter) {
        return sql.sql(text)
                .param("subject", counter.subject())
                .param("meter", counter.meter())
                .param("period", counter.period());
    }
}
