package dev.errata.benchmarks;

import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.PostgresServer;
import dev.errata.store.jdbc.Schema;
import dev.errata.webhooks.Delivery;
import dev.errata.webhooks.DeliveryLog;
import dev.errata.webhooks.Destinations.Destination;
import dev.errata.webhooks.Network;
import dev.errata.webhooks.RetrySchedule;
import dev.errata.webhooks.SignatureScheme;
import dev.errata.webhooks.WebhookQueue;
import dev.errata.webhooks.WebhookSender;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How many messages are accepted in a second, and how long it takes until each is first attempted. Accepting is one
 * transaction: a row for the message, and its delivery. Callers, database, queue and receiver share this machine.
 *
 * <p>Arguments: {@code sqlite} or {@code postgres}, then seconds for each part (5).
 */
public final class DeliveryBenchmark {
    private static final int CALLERS = 32;
    private static final int IDLE_MESSAGES = 300;
    private static final int PACED_PER_SECOND = 200;
    private static final String BODY = "{\"type\":\"payment.settled\",\"data\":{\"note\":\"" + "x".repeat(300) + "\"}}";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Database database;
    private final Endpoint endpoint;
    private final WebhookSender sender;
    private final Duration part;
    private final AtomicLong numbers = new AtomicLong();

    private volatile Latencies latencies = new Latencies();

    private DeliveryBenchmark(String location, Duration part) {
        this.part = part;
        this.database = Databases.open(
                location,
                new Schema("webhooks", "classpath:dev/errata/webhooks/migration"),
                new Schema("benchmark", "classpath:dev/errata/benchmarks/migration"));
        this.endpoint = new Endpoint(id -> latencies.came(id));
        this.sender =
                new WebhookSender(new Loopback(), InstantSource.system(), "Benchmark/1.0", Duration.ofSeconds(15));
    }

    /** Only this machine, as a stand-in. */
    private static final class Loopback implements Network {
        @Override
        public List<InetAddress> resolve(String host) {
            return List.of(InetAddress.getLoopbackAddress());
        }

        @Override
        public boolean isStandIn(String host) {
            return true;
        }
    }

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        String store = arguments.length > 0 ? arguments[0] : "sqlite";
        Duration part = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 5);
        Path folder = Files.createTempDirectory("delivery-benchmark");
        String location = store.equals("postgres")
                ? PostgresServer.empty()
                : folder.resolve("benchmark.db").toString();
        say(
                "%s, JDK %s, %d processors",
                store, Runtime.version(), Runtime.getRuntime().availableProcessors());
        new DeliveryBenchmark(location, part).run();
        System.exit(0);
    }

    private void run() {
        say("warming up");
        try (WebhookQueue queue = queue()) {
            queue.start();
            accept(queue, part);
            drain(queue);
        }
        try (WebhookQueue queue = queue()) {
            say("accepted, nothing being delivered: %.0f/s by %d callers", accept(queue, part), CALLERS);
            queue.start();
            say("delivered, nothing being accepted: %.0f/s", drain(queue));

            say("first attempt, idle: %s", idle(queue));
            say("first attempt, %d/s accepted: %s", PACED_PER_SECOND, paced(queue));

            double accepted = accept(queue, part);
            int meanwhile = latencies.arrived();
            say(
                    "accepted while delivering: %.0f/s, and %.0f/s delivered meanwhile",
                    accepted, meanwhile / seconds(part));
            drain(queue);
        }
        sender.close();
        endpoint.close();
        database.close();
    }

    private WebhookQueue queue() {
        Destination destination = new Destination(endpoint.url(), List.of("a secret of the benchmark"));
        return new WebhookQueue(
                database.dataSource(),
                sender,
                new SignatureScheme("id", "timestamp", "signature", "", " ", SignatureScheme.Encoding.HEX, false),
                new RetrySchedule(List.of(Duration.ofMinutes(1))),
                name -> Optional.of(destination),
                InstantSource.system(),
                new SplittableRandom(),
                DeliveryLog.NONE,
                database::afterCommit);
    }

    private void accept(WebhookQueue queue, String id) {
        latencies.begins(id);
        database.write(sql -> {
            sql.sql("insert into messages (id, endpoint, body, accepted_at) values (?, ?, ?, ?)")
                    .params(id, "shop", BODY, System.currentTimeMillis())
                    .update();
            return queue.add(new Delivery(id, "shop", BODY));
        });
    }

    /** As many as the callers can in the time; accepted per second. */
    private double accept(WebhookQueue queue, Duration time) {
        latencies = new Latencies();
        AtomicLong accepted = new AtomicLong();
        long begun = System.nanoTime();
        together(CALLERS, () -> {
            while (System.nanoTime() - begun < time.toNanos()) {
                accept(queue, nextId());
                accepted.incrementAndGet();
            }
        });
        return accepted.get() * 1e9 / (System.nanoTime() - begun);
    }

    /** Until nothing is left; delivered per second. */
    private double drain(WebhookQueue queue) {
        int before = latencies.arrived();
        long begun = System.nanoTime();
        await(() -> latencies.arrived() == latencies.begun());
        double rate = (latencies.arrived() - before) * 1e9 / (System.nanoTime() - begun);
        await(() -> queue.size() == 0);
        return rate;
    }

    /** One at a time, each after the one before has arrived and some time has passed. */
    private Latencies idle(WebhookQueue queue) {
        latencies = new Latencies();
        SplittableRandom pauses = new SplittableRandom(20261120);
        for (int i = 1; i <= IDLE_MESSAGES; i++) {
            LockSupport.parkNanos(Duration.ofMillis(pauses.nextInt(40)).toNanos());
            accept(queue, nextId());
            int all = i;
            await(() -> latencies.arrived() == all);
        }
        return latencies;
    }

    /** At a steady pace, whatever comes of it; a caller that is late does not slow the next one down. */
    private Latencies paced(WebhookQueue queue) {
        latencies = new Latencies();
        long messages = PACED_PER_SECOND * part.toSeconds();
        AtomicLong next = new AtomicLong();
        long begun = System.nanoTime();
        together(CALLERS, () -> {
            for (long i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
                long at = begun + i * TimeUnit.SECONDS.toNanos(1) / PACED_PER_SECOND;
                for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                accept(queue, nextId());
            }
        });
        await(() -> latencies.arrived() == messages);
        return latencies;
    }

    private String nextId() {
        return "msg_" + numbers.incrementAndGet();
    }

    private static void together(int callers, Runnable work) {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        CountDownLatch ended = new CountDownLatch(callers);
        for (int i = 0; i < callers; i++) {
            pool.execute(() -> {
                try {
                    work.run();
                } finally {
                    ended.countDown();
                }
            });
        }
        await(() -> ended.getCount() == 0);
        pool.shutdown();
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Nothing came of it in " + PATIENCE.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static void say(String what, Object... values) {
        System.out.println(String.format(Locale.ROOT, what, values));
    }
}
