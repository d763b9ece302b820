package dev.errata.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.limits.redis.TestRedis;
import dev.errata.store.jdbc.PostgresServer;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Prints how many decisions a second shared limits take, beside peers, and how exact they are over processes. */
public final class LimitsReport {
    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final Duration MEASURED = Duration.ofMillis(1_500);
    private static final int ROUNDS = 3;
    private static final long PLENTY = 1_000_000_000;
    private static final RateLimit LIMIT = new RateLimit("r", Level.KEY, PLENTY, Duration.ofMinutes(1));

    /** Threads that ask at once, of so many buckets. */
    private record Load(int threads, int keys) {
        @Override
        public String toString() {
            return threads + " x " + keys;
        }
    }

    private LimitsReport() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        try (TestRedis redis = TestRedis.start()) {
            redis(redis.location());
            exactness("Redis", redis.location());
        }
        String postgres = PostgresServer.empty();
        postgres(postgres);
        exactness("PostgreSQL", postgres);
        System.exit(0);
    }

    private static void redis(String location) throws Exception {
        RedisClient client = RedisClient.create(location);
        try (StatefulRedisConnection<String, String> connection = client.connect();
                GuardStores stores = GuardStores.open(location, "bench", InstantSource.system(), 1)) {
            BucketStore buckets = stores.buckets();
            ProxyManager<byte[]> peer = Bucket4jLettuce.casBasedBuilder(client)
                    .expirationAfterWrite(
                            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                    .build();
            Map<String, IntConsumer> contenders = new LinkedHashMap<>();
            contenders.put("a bare SET", key -> set(connection, key));
            contenders.put("Errata, one script", key -> buckets.take("k" + key, LIMIT));
            contenders.put(
                    "bucket4j, compare and swap",
                    key -> peer.getProxy(("b" + key).getBytes(StandardCharsets.UTF_8), LimitsReport::peers)
                            .tryConsumeAndReturnRemaining(1));
            table(
                    "Redis 7",
                    contenders,
                    List.of(new Load(8, 1), new Load(8, 1_000), new Load(64, 1), new Load(64, 1_000)));
        } finally {
            client.shutdown();
        }
    }

    private static void set(StatefulRedisConnection<String, String> connection, int key) {
        try {
            connection
                    .async()
                    .set("s" + key, "0123456789abcdef0123456789abcdef")
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BucketConfiguration peers() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(PLENTY).refillIntervally(PLENTY, Duration.ofMinutes(1)))
                .build();
    }

    private static void postgres(String location) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(location);
        config.setMaximumPoolSize(6);
        try (HikariDataSource pool = new HikariDataSource(config);
                GuardStores stores = GuardStores.open(location, "bench", InstantSource.system(), 1)) {
            table(pool);
            BucketStore buckets = stores.buckets();
            ProxyManager<Long> peer =
                    Bucket4jPostgreSQL.selectForUpdateBasedBuilder(pool).build();
            Map<String, IntConsumer> contenders = new LinkedHashMap<>();
            contenders.put("Errata, one upsert", key -> buckets.take("k" + key, LIMIT));
            contenders.put(
                    "bucket4j, select for update",
                    key -> peer.getProxy((long) key, LimitsReport::peers).tryConsumeAndReturnRemaining(1));
            table("PostgreSQL 18, six connections each", contenders, List.of(new Load(8, 1), new Load(8, 1_000)));
        }
    }

    private static void table(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bucket (id BIGINT PRIMARY KEY, state BYTEA, expires_at BIGINT)");
        }
    }

    private static void table(String place, Map<String, IntConsumer> contenders, List<Load> loads) throws Exception {
        StringBuilder head = new StringBuilder("| " + place + ", threads x keys |");
        contenders.keySet().forEach(name -> head.append(' ').append(name).append(" |"));
        System.out.println(head.append(" second of first |"));
        System.out.println("| --- |" + " --- |".repeat(contenders.size() + 1));
        for (Load load : loads) {
            Map<String, Double> best = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, IntConsumer> contender : contenders.entrySet()) {
                    best.merge(contender.getKey(), perSecond(contender.getValue(), load), Math::max);
                }
            }
            StringBuilder line = new StringBuilder("| " + load + " |");
            best.values().forEach(rate -> line.append(String.format(Locale.ROOT, " %,.0f/s |", rate)));
            List<Double> rates = new ArrayList<>(best.values());
            System.out.println(line.append(String.format(Locale.ROOT, " %.2f |", rates.get(1) / rates.get(0))));
        }
        System.out.println();
    }

    private static double perSecond(IntConsumer decision, Load load) throws Exception {
        count(decision, load, WARM_UP);
        return count(decision, load, MEASURED) / (MEASURED.toMillis() / 1_000.0);
    }

    private static long count(IntConsumer decision, Load load, Duration length) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(load.threads());
        try {
            long end = System.nanoTime() + length.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (int thread = 0; thread < load.threads(); thread++) {
                int first = thread;
                counts.add(threads.submit(() -> {
                    long count = 0;
                    while (System.nanoTime() < end) {
                        decision.accept((int) ((first * 31L + count) % load.keys()));
                        count++;
                    }
                    return count;
                }));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Three processes ask for one key as fast as they can. */
    private static void exactness(String place, String location) throws IOException, InterruptedException {
        System.out.println("| Three processes for 20 s on one key | asked | granted | due | over |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (String clock : List.of("stands", "moves")) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LimitsWorker.class.getName(),
                                location,
                                clock)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            long granted = 0;
            long asked = 0;
            long first = Long.MAX_VALUE;
            long last = 0;
            for (Process process : processes) {
                String[] told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .strip()
                        .split(" ");
                process.waitFor();
                granted += Long.parseLong(told[0]);
                asked += Long.parseLong(told[1]);
                first = Math.min(first, Long.parseLong(told[2]));
                last = Math.max(last, Long.parseLong(told[3]));
            }
            double due = LimitsWorker.due(clock, Duration.ofNanos((last - first) * 1_000));
            System.out.printf(
                    Locale.ROOT,
                    "| %s, a clock that %s | %,d | %,d | %,.0f | %+.3f %% |%n",
                    place,
                    clock,
                    asked,
                    granted,
                    due,
                    100 * (granted / due - 1));
        }
        System.out.println();
    }
}
