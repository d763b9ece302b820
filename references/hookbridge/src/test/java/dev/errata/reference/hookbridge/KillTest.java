package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import dev.errata.reference.control.ServiceProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was taken in is delivered, whenever the process dies while it sends, delivers, replays and exports. */
class KillTest {
    private static final int ROUNDS = Seed.kills();
    private static final int THREADS = 2;
    private static final int MOST_MESSAGES = 150;
    private static final String SPAN =
            "{\"start_time\": \"2026-01-01T00:00:00Z\", \"end_time\": \"9999-01-01T00:00:00Z\"}";

    /** Customers of one life of the service, and what it told them. */
    private static final class Customer {
        final Account account;
        final String receiver;
        final Map<String, Object> endpoint;
        /** What was taken in, and how often it was then replayed. */
        final Map<String, Integer> messages = new HashMap<>();

        final List<String> keyed = new ArrayList<>();
        final List<String> exports = new ArrayList<>();

        Customer(HookBridge service, String name) {
            account = service.account();
            receiver = name;
            endpoint = account.endpoint(Mailroom.address(name));
        }

        /** Until the service is gone. */
        void work(Random random) {
            try {
                while (messages.size() < MOST_MESSAGES) {
                    send();
                    // Each does everything once, however short its life.
                    if (random.nextInt(4) == 0 || !messages.containsValue(1)) {
                        replay(random);
                    }
                    if (random.nextInt(8) == 0 || exports.isEmpty()) {
                        export();
                    }
                }
            } catch (UncheckedIOException killed) {
                return;
            }
        }

        private void send() {
            int number = messages.size();
            Reply sent = send(account, number);
            assertThat(sent.status()).as(sent.text()).isEqualTo(202);
            messages.put(sent.at("data.message_id"), 0);
            keyed.add(sent.at("data.message_id"));
        }

        /** The same key and payload for the same number, whoever asks. */
        Reply send(Account account, int number) {
            return account.send(
                    String.valueOf(endpoint.get("id")),
                    "{\"number\": " + number + "}",
                    ", \"idempotency_key\": \"" + receiver + "-" + number + "\"");
        }

        private void replay(Random random) {
            String message = keyed.get(random.nextInt(keyed.size()));
            Reply replayed = account.post("/v1/messages/" + message + "/replay", null);
            if (replayed.status() < 300) {
                messages.merge(message, 1, Integer::sum);
            }
        }

        private void export() {
            Reply made = account.post("/v1/exports", SPAN);
            if (made.status() == 202) {
                exports.add(made.at("data.id"));
            }
        }

        /** The same customer at a service that was started again. */
        Account at(HookBridge service) {
            return new Account(service, account.tenant(), account.project(), account.key());
        }
    }

    private static HookBridge service(ServiceProcess process) {
        return new HookBridge(process.base(), process::kill);
    }

    @Test
    void whatWasTakenInIsDeliveredAfterEveryKill(@TempDir Path data) throws Exception {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<Customer> all = new ArrayList<>();
        try (Mailroom mailroom = new Mailroom()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (ServiceProcess process = start(data, mailroom)) {
                    checkSome(all, service(process), random, seed);
                    all.addAll(round(process, round, random));
                }
            }
            try (ServiceProcess process = start(data, mailroom)) {
                HookBridge service = service(process);
                all.forEach(customer -> checkKept(customer, service, seed));
                // What was being delivered when its process died is taken up again after a while.
                service.advance(Duration.ofHours(1));
                service.eventually(() -> missing(all, mailroom), List::isEmpty);
                assertThat(missing(all, mailroom)).as("seed %d", seed).isEmpty();
                assertThat(foreign(all, mailroom)).as("seed %d", seed).isEmpty();
                all.forEach(customer -> checkExports(customer, service, seed));
            }
        }
        assertThat(all.stream().mapToInt(customer -> customer.messages.size()).sum())
                .as("messages, seed %d", seed)
                .isGreaterThan(ROUNDS * 5);
        assertThat(all.stream().mapToInt(customer -> customer.exports.size()).sum())
                .as("exports, seed %d", seed)
                .isGreaterThan(ROUNDS / 5);
        assertThat(all.stream()
                        .flatMap(customer -> customer.messages.values().stream())
                        .mapToInt(Integer::intValue)
                        .sum())
                .as("replays, seed %d", seed)
                .isGreaterThan(ROUNDS / 5);
    }

    private static ServiceProcess start(Path data, Mailroom mailroom) {
        return ServiceProcess.start(HookBridgeApplication.class, data, mailroom.setting());
    }

    private static List<Customer> round(ServiceProcess process, int round, Random random) throws InterruptedException {
        HookBridge service = service(process);
        List<Customer> customers = IntStream.range(0, THREADS)
                .mapToObj(index -> new Customer(service, "k" + round + "-" + index))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        customers.forEach(customer -> {
            Random own = new Random(random.nextLong());
            threads.execute(() -> customer.work(own));
        });
        LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(1200)).toNanos());
        process.kill();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        return customers;
    }

    /** Those of the last life, and one of any before. */
    private static void checkSome(List<Customer> all, HookBridge service, Random random, long seed) {
        if (!all.isEmpty()) {
            all.subList(all.size() - THREADS, all.size()).forEach(customer -> checkKept(customer, service, seed));
            checkKept(all.get(random.nextInt(all.size())), service, seed);
        }
    }

    /** Every message is there, the same key finds it, and the request that was cut off can be made once more. */
    private static void checkKept(Customer customer, HookBridge service, long seed) {
        Account account = customer.at(service);
        for (int number = 0; number < customer.keyed.size(); number += 10) {
            Reply again = customer.send(account, number);
            assertThat(again.at("data.message_id"))
                    .as("seed %d: %s", seed, again.text())
                    .isEqualTo(customer.keyed.get(number));
        }
        Reply interrupted = customer.send(account, customer.keyed.size());
        assertThat(interrupted.outcome())
                .as("seed %d: %s", seed, interrupted.text())
                .isEqualTo("202");
        String message = interrupted.at("data.message_id");
        if (!customer.messages.containsKey(message)) {
            customer.messages.put(message, 0);
            customer.keyed.add(message);
        }
    }

    /** Messages that were not heard as often as they were sent and replayed. */
    private static List<String> missing(List<Customer> all, Mailroom mailroom) {
        List<String> missing = new ArrayList<>();
        for (Customer customer : all) {
            Map<String, Integer> heard = new HashMap<>();
            mailroom.heard(customer.receiver).forEach(one -> heard.merge(one.header("X-Webhook-Id"), 1, Integer::sum));
            customer.messages.forEach((message, replays) -> {
                if (heard.getOrDefault(message, 0) < 1 + replays) {
                    missing.add(message + " of " + customer.receiver);
                }
            });
        }
        return missing;
    }

    /** Deliveries at a receiver that its own secret does not prove. */
    private static List<String> foreign(List<Customer> all, Mailroom mailroom) {
        List<String> foreign = new ArrayList<>();
        for (Customer customer : all) {
            String secret = String.valueOf(customer.endpoint.get("signing_secret"));
            for (Heard heard : mailroom.heard(customer.receiver)) {
                Instant then = Instant.ofEpochSecond(Long.parseLong(heard.header("X-Webhook-Timestamp")));
                if (!heard.verified(WebhookConfiguration.SCHEME, secret, then)) {
                    foreign.add(heard.toString());
                }
            }
        }
        return foreign;
    }

    /** Every export was written, whole. */
    private static void checkExports(Customer customer, HookBridge service, long seed) {
        for (String export : customer.exports) {
            service.fixture("exported", "export_id", export);
            Account account = customer.at(service);
            Reply done = account.get("/v1/exports/" + export);
            assertThat(done.at("data.status"))
                    .as("seed %d: %s", seed, done.text())
                    .isEqualTo("completed");
            Reply link = account.get("/v1/exports/" + export + "/download");
            Reply file = service.send(
                    HttpRequest.newBuilder(URI.create(link.header("Location"))).GET());
            assertThat(file.text().lines().count() - 1)
                    .as("seed %d", seed)
                    .isEqualTo(Long.parseLong(done.at("data.row_count")));
        }
    }
}
