package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import dev.errata.reference.control.ServiceProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives the sudden death of the process. */
class KillTest {
    private static final int ROUNDS = Seed.kills();
    private static final int THREADS = 3;
    /** Fewer than a key may send in a minute, with room for the questions afterwards. */
    private static final int MOST_REQUESTS = 60;
    /** Nobody listens there, so that every event is still to be delivered when its process is killed. */
    private static final String NOWHERE = "https://shop.example.com/hooks";

    /** What one customer of the service was told, in the order in which it was told. */
    private static final class Customer {
        final Team team;
        final String webhook;
        final Map<String, String> answers = new HashMap<>();
        final Set<String> references = new HashSet<>();
        final Set<String> paid = new HashSet<>();
        int attempts;

        Customer(Harpoon service) {
            team = service.team();
            webhook = team.post(
                            "/v1/webhooks", "{\"url\": \"" + NOWHERE + "\", \"events\": [\"transaction.completed\"]}")
                    .at("data.id");
        }

        /** Until the service is gone. */
        void buy() {
            try {
                while (attempts < MOST_REQUESTS) {
                    attempts++;
                    buyOnce("try-" + attempts);
                }
            } catch (UncheckedIOException killed) {
                return;
            }
        }

        private void buyOnce(String key) {
            Reply reply = attempts % 2 == 0
                    ? team.initialize("{\"amount\": \"1.00\"}", "Idempotency-Key", key)
                    : team.initialize("{\"amount\": \"1.00\"}");
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
            references.add(reply.at("data.reference"));
            if (attempts % 2 == 0) {
                answers.put(key, reply.text());
            }
            if (attempts % 3 == 0) {
                new Team.Payment(team, Json.members(reply.members().get("data"))).pay("1.00");
                paid.add(reply.at("data.reference"));
            }
        }

        /** The same customer at a service that was started again. */
        Team at(Harpoon service) {
            return new Team(service, team.name(), team.secretKey(), team.publicKey());
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterEveryKill(@TempDir Path data) throws Exception {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<Customer> all = new ArrayList<>();
        List<Customer> last = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            try (ServiceProcess process = ServiceProcess.start(HarpoonApplication.class, data)) {
                last.forEach(customer -> check(customer, service(process), seed));
                last = round(process, random);
                all.addAll(last);
            }
        }
        try (ServiceProcess process = ServiceProcess.start(HarpoonApplication.class, data)) {
            last.forEach(customer -> check(customer, service(process), seed));
            checkDeliveries(all, service(process), seed);
        }
    }

    private static List<Customer> round(ServiceProcess process, Random random) throws InterruptedException {
        List<Customer> customers = IntStream.range(0, THREADS)
                .mapToObj(i -> new Customer(service(process)))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        customers.forEach(customer -> threads.execute(customer::buy));
        LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(800)).toNanos());
        process.kill();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        return customers;
    }

    private static Harpoon service(ServiceProcess process) {
        return new Harpoon(process.base(), process::kill);
    }

    private static void check(Customer customer, Harpoon service, long seed) {
        Team team = customer.at(service);
        Map<String, String> statuses = new HashMap<>();
        Reply list = team.get("/v1/transactions?per_page=100");
        Json.objects(list.members().get("data"))
                .forEach(item ->
                        statuses.put(String.valueOf(item.get("reference")), String.valueOf(item.get("status"))));

        assertThat(statuses.keySet()).as("seed %d", seed).containsAll(customer.references);
        assertThat(statuses.size()).as("seed %d", seed).isBetween(customer.references.size(), customer.attempts);
        customer.paid.forEach(
                reference -> assertThat(statuses).as("seed %d", seed).containsEntry(reference, "SUCCESS"));
        customer.answers.entrySet().stream().limit(10).forEach(answer -> {
            Reply again = team.initialize("{\"amount\": \"1.00\"}", "Idempotency-Key", answer.getKey());
            assertThat(again.text()).as("seed %d", seed).isEqualTo(answer.getValue());
            assertThat(again.header("Idempotent-Replayed")).as("seed %d", seed).isEqualTo("true");
        });
        Reply interrupted = team.initialize("{\"amount\": \"1.00\"}", "Idempotency-Key", "try-" + customer.attempts);
        assertThat(interrupted.outcome())
                .as("a key whose answer was lost, seed %d", seed)
                .isEqualTo("201");
    }

    /** Now somebody listens; what was being sent when its process died is taken up again after a while. */
    private static void checkDeliveries(List<Customer> customers, Harpoon service, long seed) {
        Map<String, Object> receiver = service.fixture("receiver");
        Set<String> expected = new HashSet<>();
        for (Customer customer : customers) {
            expected.addAll(customer.paid);
            customer.at(service)
                    .put("/v1/webhooks/" + customer.webhook, "{\"url\": \"" + receiver.get("receiver_url") + "\"}");
        }
        service.advance(Duration.ofHours(1));
        String host = String.valueOf(receiver.get("receiver_host"));
        Set<String> heard =
                service.eventually(() -> references(service.received(host)), all -> all.containsAll(expected));

        assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(ROUNDS);
        assertThat(heard).as("seed %d", seed).containsAll(expected);
    }

    private static Set<String> references(List<Heard> received) {
        Set<String> references = new HashSet<>();
        for (Heard one : received) {
            references.add(
                    String.valueOf(Json.members(one.members().get("data")).get("reference")));
        }
        return references;
    }
}
