package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Money is counted once and an event told once, whoever comes first. */
@ExtendWith(SharedHarpoon.class)
class RaceTest {
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

    /** Where nothing was done, because all connections are taken on a slow machine, the same call is made again. */
    private static Callable<Reply> patiently(Callable<Reply> call) {
        return () -> {
            Reply reply = call.call();
            while (reply.status() == 503) {
                reply = call.call();
            }
            return reply;
        };
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

            List<Reply> replies =
                    Together.run(List.of(patiently(() -> one.reconcile(json)), patiently(() -> other.reconcile(json))));

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

            List<String> outcomes = Together.run(
                    List.of(() -> patiently(payment::cancel).call().outcome(), () -> payment.pay("10.00")));

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

            List<Reply> replies = Together.run(Collections.nCopies(12, patiently(payment::cancel)));

            assertThat(sorted(replies)).isEqualTo(Collections.nCopies(12, "200"));
            assertThat(ear.heard()).containsExactly("transaction.cancelled");
        }
    }

    @Test
    void aReferenceOfTheClientIsTakenOnce(Harpoon service) throws Exception {
        for (int round = 0; round < Seed.races(); round++) {
            Team team = service.team();
            String json = "{\"amount\": \"10.00\", \"client_reference\": \"order-" + round + "\"}";

            List<Reply> replies = Together.run(Collections.nCopies(30, patiently(() -> team.initialize(json))));

            List<String> expected = new ArrayList<>(List.of("201"));
            expected.addAll(Collections.nCopies(29, "409 DUPLICATE_REFERENCE"));
            assertThat(sorted(replies)).isEqualTo(expected);
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
