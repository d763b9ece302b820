package dev.errata.benchmarks;

import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotentRequest;
import dev.errata.guard.idempotency.StoredAnswer;
import dev.errata.guard.secret.MasterKeys;
import dev.errata.guard.secret.Sealer;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.JdbcIdempotencyStore;
import dev.errata.store.jdbc.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Prints what a write costs under an idempotency key, and a stored answer beside a row that is read by its key. */
public final class IdempotencyReport {
    private static final int THREADS = 16;
    private static final int ROUNDS = 3;
    /** Rows and answers that are read again. */
    private static final int KNOWN = 1_000;

    private static final byte[] BODY = "x".repeat(500).getBytes(StandardCharsets.UTF_8);

    private final AtomicLong next = new AtomicLong();
    private final List<Node> nodes = new ArrayList<>();

    /** A database as a node of a service has it. */
    private record Node(Database database, Idempotency idempotency) {
        static Node of(String location) {
            Database database = Databases.open(location);
            Sealer sealer = new Sealer(new MasterKeys(List.of(new byte[32])), new SecureRandom());
            return new Node(
                    database,
                    new Idempotency(
                            HarpoonErrors.CATALOG,
                            new JdbcIdempotencyStore(database, sealer),
                            InstantSource.system(),
                            new SplittableRandom(),
                            Duration.ofHours(24),
                            Duration.ofMinutes(1)));
        }
    }

    private IdempotencyReport() {}

    /** With the milliseconds of each measurement; 2,000 unless said. */
    public static void main(String[] arguments) throws Exception {
        Duration length = Duration.ofMillis(arguments.length == 0 ? 2_000 : Long.parseLong(arguments[0]));
        System.out.println(
                "| Store, nodes | a write | the same under a key | of it | a row by key | a replay | of it |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        Path folder = Files.createTempDirectory("idempotency");
        new IdempotencyReport().print("SQLite, 1", folder.resolve("bench.db").toString(), 1, length);
        for (int nodes = 1; nodes <= 3; nodes++) {
            new IdempotencyReport().print("PostgreSQL 18, " + nodes, PostgresServer.empty(), nodes, length);
        }
        System.exit(0);
    }

    private void print(String place, String location, int count, Duration length) throws Exception {
        for (int node = 0; node < count; node++) {
            nodes.add(Node.of(location));
        }
        nodes.get(0)
                .database()
                .write(db -> db.sql("create table thing (id text primary key, body bytea not null)")
                        .update());
        for (int known = 0; known < KNOWN; known++) {
            write(nodes.get(0), "known" + known);
            keyed(nodes.get(0), "known" + known);
        }
        Map<String, Work> contenders = new LinkedHashMap<>();
        contenders.put("write", (node, number) -> write(node, "plain" + number));
        contenders.put("keyed", (node, number) -> keyed(node, "keyed" + number));
        contenders.put("read", (node, number) -> read(node, "known" + number % KNOWN));
        contenders.put("replay", (node, number) -> keyed(node, "known" + number % KNOWN));
        Map<String, Double> best = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Work> contender : contenders.entrySet()) {
                best.merge(contender.getKey(), perSecond(contender.getValue(), length), Math::max);
            }
        }
        List<Double> rates = List.copyOf(best.values());
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f/s | %,.0f/s | %.2f | %,.0f/s | %,.0f/s | %.2f |%n",
                place,
                rates.get(0),
                rates.get(1),
                rates.get(1) / rates.get(0),
                rates.get(2),
                rates.get(3),
                rates.get(3) / rates.get(2));
        nodes.forEach(node -> node.database().close());
    }

    @FunctionalInterface
    private interface Work {
        void run(Node node, long number);
    }

    private static void write(Node node, String id) {
        node.database()
                .write(db -> db.sql("insert into thing (id, body) values (:id, :body)")
                        .param("id", id)
                        .param("body", BODY)
                        .update());
    }

    /** Claim, row and answer in one transaction, as the services do it. */
    private static void keyed(Node node, String key) {
        IdempotentRequest request = new IdempotentRequest("bench", "POST /things", key, "fingerprint");
        if (node.idempotency().replay(request) != null) {
            return;
        }
        node.database()
                .write(db -> node.idempotency().once(request, () -> {
                    write(node, "under " + key);
                    return new StoredAnswer(201, "application/json", BODY, Map.of());
                }));
    }

    private static void read(Node node, String id) {
        node.database()
                .read(db -> db.sql("select body from thing where id = :id")
                        .param("id", id)
                        .query(byte[].class)
                        .single());
    }

    private double perSecond(Work work, Duration length) throws Exception {
        count(work, length.dividedBy(4));
        return count(work, length) / (length.toMillis() / 1_000.0);
    }

    private long count(Work work, Duration length) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            long end = System.nanoTime() + length.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Node node = nodes.get(thread % nodes.size());
                counts.add(threads.submit(() -> {
                    long count = 0;
                    while (System.nanoTime() < end) {
                        work.run(node, next.incrementAndGet());
                        count++;
                    }
                    return count;
                }));
            }
            long all = 0;
            for (Future<Long> count : counts) {
                all += count.get();
            }
            return all;
        } finally {
            threads.shutdown();
        }
    }
}
