package dev.errata.store.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what is older than its table keeps it, in small works between which others have their turn. Of several processes
 * that share a database one does it at a time. Thread-safe.
 */
public final class Retention {
    private static final int BATCH = 500;
    /** Names our lock among a database's; another than that of the migrations. */
    private static final long SWEEPING = 0x45_72_72_61_74_62L;

    private final Database database;
    private final InstantSource clock;
    private final Plan plan;

    /**
     * How long rows of a table are kept.
     *
     * @param key the columns that name a row, separated by commas; one column when there are children
     * @param due the condition under which a row goes, which must not be true for anything that is pending: with
     *     {@code :before}, in milliseconds since 1970, or {@code :day}, as in {@code 2026-11-20}, both in UTC
     * @param age how long before now these are
     * @param children what refers to a row and goes with it
     */
    public record Rule(String table, String key, String due, Duration age, List<Child> children) {
        /** For rows to which nothing refers. */
        public Rule(String table, String key, String due, Duration age) {
            this(table, key, due, age, List.of());
        }
    }

    /**
     * A table whose rows go with those to which they refer.
     *
     * @param column that refers to the key
     */
    public record Child(String table, String column) {}

    /**
     * What becomes of every table of a service.
     *
     * @param rules in the order in which they are carried out
     * @param kept the reasons for which other tables are not cleaned up, by their names
     */
    public record Plan(List<Rule> rules, Map<String, String> kept) {
        /** What holds for the tables of this package and for the queue of webhooks. */
        private static final Plan STORES = new Plan(
                List.of(
                        new Rule(
                                "errata_idempotency",
                                "principal, operation, idempotency_key",
                                "expires_at <= :before",
                                Duration.ZERO),
                        new Rule("errata_quota", "subject, meter, period", "period < :day", Duration.ofDays(760)),
                        new Rule("errata_event", "stream, sequence", "published_at < :before", Duration.ofDays(1))),
                Map.of(
                        "errata_api_key",
                        "a key goes when its owner removes it, and says for ever that it was revoked",
                        "errata_secret",
                        "one row for each secret of a service",
                        "errata_stream",
                        "one row for each stream of events",
                        "errata_bucket",
                        "its store drops what counts no more",
                        "errata_lock",
                        "its store drops what counts no more",
                        "errata_maintenance",
                        "one row for each service",
                        "scheduled_tasks",
                        "a delivery goes when it is made or given up"));

        /** This one, and what holds for every service. */
        Plan withStores() {
            List<Rule> all = new ArrayList<>(STORES.rules());
            all.addAll(rules);
            Map<String, String> reasons = new TreeMap<>(STORES.kept());
            reasons.putAll(kept);
            return new Plan(all, reasons);
        }
    }

    /** Keeps a database as a plan says, and the tables of this package as they say themselves. */
    public Retention(Database database, InstantSource clock, Plan plan) {
        this.database = database;
        this.clock = clock;
        this.plan = plan.withStores();
    }

    /**
     * Removes all that is due now; nothing while another process does.
     *
     * @return how many rows went by each rule that had any, without children, by the names of their tables
     */
    public Map<String, Integer> sweep() {
        Instant now = clock.instant();
        Map<String, Integer> removed = new TreeMap<>();
        for (Rule rule : plan.rules()) {
            Instant before = now.minus(rule.age());
            int last = BATCH;
            while (last == BATCH) {
                last = database.write(db -> mayBegin(db) ? remove(db, rule, before) : 0);
                if (last > 0) {
                    removed.merge(rule.table(), last, Integer::sum);
                }
            }
        }
        return removed;
    }

    /** Tables of the database that have neither a rule nor a reason, without the histories of migrations. */
    public Set<String> forgotten() {
        Set<String> tables = new HashSet<>(database.read(db -> db.sql(
                        isServer()
                                ? "select table_name from information_schema.tables where table_schema = current_schema()"
                                : "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
                .query(String.class)
                .list()));
        tables.removeIf(table -> table.endsWith("_schema_history"));
        plan.rules().forEach(rule -> {
            tables.remove(rule.table());
            rule.children().forEach(child -> tables.remove(child.table()));
        });
        tables.removeAll(plan.kept().keySet());
        return tables;
    }

    private boolean isServer() {
        return database instanceof PostgresDatabase;
    }

    /** The lock is given back when the work ends, also when its process dies. */
    private boolean mayBegin(JdbcClient db) {
        return !isServer()
                || db.sql("select pg_try_advisory_xact_lock(" + SWEEPING + ")")
                        .query(Boolean.class)
                        .single();
    }

    private int remove(JdbcClient db, Rule rule, Instant before) {
        // What another work holds is changing, and looked at again the next time.
        List<Map<String, @Nullable Object>> rows = db.sql("select " + rule.key() + " from " + rule.table() + " where "
                        + rule.due() + " limit " + BATCH + (isServer() ? " for update skip locked" : ""))
                .param("before", before.toEpochMilli())
                .param("day", before.atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .query()
                .listOfRows();
        if (rows.isEmpty()) {
            return 0;
        }
        for (Child child : rule.children()) {
            delete(db, child.table(), child.column(), rows);
        }
        delete(db, rule.table(), rule.key(), rows);
        return rows.size();
    }

    private static void delete(JdbcClient db, String table, String columns, List<Map<String, @Nullable Object>> rows) {
        String row = "(" + String.join(", ", Collections.nCopies(rows.get(0).size(), "?")) + ")";
        db.sql("delete from " + table + " where (" + columns + ") in (values "
                        + String.join(", ", Collections.nCopies(rows.size(), row)) + ")")
                .params(rows.stream().flatMap(one -> one.values().stream()).toList())
                .update();
    }
}
