package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.reference.control.Heard;
import dev.errata.reference.control.History;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.Nodes;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Money is counted once and an event told once, whoever comes first. */
@ExtendWith(SharedHarpoon.class)
class RaceTest {
    private static Nodes<Harpoon> nodes;

    @BeforeAll
    static void start(@TempDir Path data) {
        nodes = Nodes.start(data, Harpoon::start);
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    /** A receiver that hears everything of a team. */
    private record Ear(Team team, String host) {
        static Ear of(Team team) {
            Map<String, Object> made = team.service().fixture("receiver");
            Reply webhook = team.post(
                    "/v1/webhooks",
                    "{\"url\": \"" + made.get("receiver_url")
                            + "\", \"events\": [\"transaction.completed\", \"transaction.cancelled\","
                            + " \"transaction.expired\", \"transaction.disputed\"]}");
            assertThat(webhook.status()).as(webhook.text()).isEqualTo(201);
            return new Ear(team, String.valueOf(made.get("receiver_host")));
        }

        /** The events in the order of their names, once the last one that was told has come. */
        List<String> heard() {
            var marker = team.payment("{\"amount\": \"1.00\"}");
            marker.cancel();
            List<Heard> all = team.service()
                    .eventually(
                            () -> team.service().received(host),
                            heard -> heard.stream().anyMatch(one -> one.body().contains(marker.reference())));
            return all.stream()
                    .filter(one -> !one.body().contains(marker.reference()))
                    .map(one -> String.valueOf(one.members().get("event")))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> sorted(List<Reply> replies) {
        return replies.stream().map(Reply::outcome).sorted().toList();
    }

    @Test
    void onePaymentSettlesOneOfTwoOrders(Harpoon service) throws Exception {
        for (int round = 0; round < Seed.races(); round++) {
            Team team = service.team();
            var one = team.payment("{\"amount\": \"10.00\"}");
            var other = team.payment("{\"amount\": \"10.00\"}");
            String paid =
                    String.valueOf(service.fixture("payment", "amount", "10.00").get("transaction_id"));
            String json = "{\"transaction_id\": \"" + paid + "\"}";

            List<Reply> replies = Race.of(() -> one.reconcile(json), () -> other.reconcile(json));

            assertThat(sorted(replies)).containsExactly("200", "409 TRANSACTION_ALREADY_VERIFIED");
            assertThat(List.of(one.get().at("data.status"), other.get().at("data.status")))
                    .containsExactlyInAnyOrder("SUCCESS", "PENDING");
        }
    }

    @Test
    void aPaymentAndACancelAtOnceEndAsOneOfThem(Harpoon service) throws Exception {
        for (int round = 0; round < Seed.races(); round++) {
            Team team = service.team();
            Ear ear = Ear.of(team);
            var payment = team.payment("{\"amount\": \"10.00\"}");

            List<String> outcomes =
                    Together.run(List.of(() -> Race.patiently(payment::cancel).outcome(), () -> payment.pay("10.00")));

            boolean cancelled = outcomes.get(0).equals("200");
            assertThat(outcomes.get(0)).isIn("200", "409 TRANSACTION_ALREADY_VERIFIED");
            assertThat(payment.get().at("data.status")).isEqualTo(cancelled ? "CANCELLED" : "SUCCESS");
            assertThat(ear.heard()).containsExactly(cancelled ? "transaction.cancelled" : "transaction.completed");
        }
    }

    @Test
    void twelveCancelsAreOne(Harpoon service) throws Exception {
        for (int round = 0; round < Seed.races(); round++) {
            Team team = service.team();
            Ear ear = Ear.of(team);
            var payment = team.payment("{\"amount\": \"10.00\"}");

            List<Reply> replies = Race.crowd(12, number -> payment.cancel());

            assertThat(sorted(replies)).isEqualTo(Collections.nCopies(12, "200"));
            assertThat(ear.heard()).containsExactly("transaction.cancelled");
        }
    }

    @Test
    void aReferenceOfTheClientIsTakenOnceByWhicheverNode() throws Exception {
        for (int round = 0; round < Seed.races(); round++) {
            Team team = nodes.of(0).team();
            String json = "{\"amount\": \"10.00\", \"client_reference\": \"order-" + round + "\"}";

            List<Reply> replies =
                    Race.crowd(90, number -> team.at(nodes.of(number)).initialize(json));

            assertThat(Race.outcomes(replies)).isEqualTo(Map.of("201", 1L, "409 DUPLICATE_REFERENCE", 89L));
        }
    }

    /** A payment by itself: what of its states each call needs, and what it makes of it. */
    private static Set<String> alone(String status, History.Call call) {
        boolean open = status.equals("PENDING");
        String verified = "409 TRANSACTION_ALREADY_VERIFIED";
        return switch (call.name().substring(0, 3)) {
            case "get" -> call.answer().equals(status) ? Set.of(status) : Set.of();
            case "pay" -> Set.of(open ? "SUCCESS" : status);
            case "rec" -> call.answer().equals(open ? "200" : verified) ? Set.of(open ? "SUCCESS" : status) : Set.of();
            case "can" -> {
                boolean may = open || status.equals("CANCELLED");
                yield call.answer().equals(may ? "200" : verified) ? Set.of(may ? "CANCELLED" : status) : Set.of();
            }
            default -> throw new IllegalArgumentException(call.name());
        };
    }

    @Test
    void anOrderOfTheCallsExplainsEveryAnswer() throws Exception {
        for (int round = 0; round < Seed.races() * 5; round++) {
            Team team = nodes.of(0).team();
            var payment = team.payment("{\"amount\": \"10.00\"}");
            var one = new Team.Payment(team.at(nodes.of(1)), payment.data());
            var other = new Team.Payment(team.at(nodes.of(2)), payment.data());
            String paid = String.valueOf(
                    nodes.of(0).fixture("payment", "amount", "10.00").get("transaction_id"));
            Map<String, Supplier<String>> calls = new LinkedHashMap<>();
            calls.put("pay", () -> payment.pay("10.00"));
            calls.put(
                    "reconcile",
                    () -> Race.patiently(() -> one.reconcile("{\"transaction_id\": \"" + paid + "\"}"))
                            .outcome());
            calls.put("cancel 1", () -> Race.patiently(other::cancel).outcome());
            calls.put("cancel 2", () -> Race.patiently(payment::cancel).outcome());
            calls.put("get 1", () -> Race.patiently(one::get).at("data.status"));
            calls.put("get 2", () -> Race.patiently(other::get).at("data.status"));
            calls.put("get 3", () -> Race.patiently(one::get).at("data.status"));

            History history = History.of(calls);

            String found = payment.get().at("data.status");
            assertThat(history.isExplainedBy(RaceTest::alone, "PENDING", found::equals))
                    .as("round %d ends as %s after %s", round, found, history)
                    .isTrue();
        }
    }

    static boolean several() {
        return TestDatabase.place() == Place.POSTGRES;
    }

    @Test
    @EnabledIf("several")
    void twoNodesTellOfEachEndOnce(@TempDir Path data) {
        try (Mailroom mailroom = new Mailroom();
                Harpoon node = Harpoon.start(data, mailroom.setting());
                Harpoon other = Harpoon.start(data, mailroom.setting())) {
            Team team = node.team();
            team.post(
                    "/v1/webhooks",
                    "{\"url\": \"" + Mailroom.address("ear")
                            + "\", \"events\": [\"transaction.expired\", \"transaction.cancelled\"]}");
            for (int i = 0; i < 40; i++) {
                team.payment("{\"amount\": \"10.00\", \"expires_in_hours\": 1}");
            }

            other.advance(Duration.ofHours(2));
            node.advance(Duration.ofHours(2));

            node.eventually(() -> mailroom.heard("ear"), all -> all.size() >= 40);
            team.payment("{\"amount\": \"1.00\"}").cancel();
            List<Heard> heard = node.eventually(
                    () -> mailroom.heard("ear"),
                    all -> all.stream()
                            .anyMatch(one -> one.members().get("event").equals("transaction.cancelled")));
            assertThat(heard.stream().map(one -> one.members().get("event")).filter("transaction.expired"::equals))
                    .hasSize(40);
            assertThat(heard.stream().map(one -> one.members().get("webhook_id")))
                    .doesNotHaveDuplicates();
        }
    }
}
