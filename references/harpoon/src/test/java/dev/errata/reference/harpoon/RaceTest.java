package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.reference.control.Heard;
import dev.errata.reference.control.History;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.Nodes;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harpoon.transactions.Transactions;
import dev.errata.store.jdbc.Database;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

/** Money is counted once, an event told once and a request counted once, whoever comes first at whichever node. */
class RaceTest {
    private static final String VERIFIED = "409 TRANSACTION_ALREADY_VERIFIED";

    private static Mailroom mailroom;
    private static Nodes<Harpoon> nodes;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        mailroom = new Mailroom();
        String setting = mailroom.setting();
        nodes = Nodes.with(Harpoon.start(data, setting), data, HarpoonApplication.class, Harpoon::new, setting);
    }

    @AfterAll
    static void close() {
        nodes.close();
        mailroom.close();
    }

    private interface Round {
        void run(String name, Team team) throws Exception;
    }

    private static void rounds(Round round) {
        Race.rounds(name -> {
            // Whoever asks for this many rounds asks more often than everybody together may in a minute.
            advance(Duration.ofMinutes(1));
            round.run(name, nodes.of(0).team());
        });
    }

    private static void advance(Duration by) {
        nodes.all().forEach(node -> node.advance(by));
    }

    /** A receiver that hears everything of a team. */
    private record Ear(Team team, String name) {
        static Ear of(Team team) {
            String name = team.name().replace('_', '-');
            Reply webhook = team.post(
                    "/v1/webhooks",
                    "{\"url\": \"" + Mailroom.address(name)
                            + "\", \"events\": [\"transaction.completed\", \"transaction.cancelled\","
                            + " \"transaction.expired\", \"transaction.disputed\"]}");
            assertThat(webhook.status()).as(webhook.text()).isEqualTo(201);
            return new Ear(team, name);
        }

        /** What it has heard, once all that is due has come, and what was told after it, which may overtake it. */
        List<Heard> heard(int due) {
            var marker = team.payment("{\"amount\": \"1.00\"}");
            marker.cancel();
            List<Heard> all = team.service().eventually(() -> mailroom.heard(name), heard -> {
                long others = heard.stream().filter(one -> !isOf(marker, one)).count();
                return others >= due && others < heard.size();
            });
            return all.stream().filter(one -> !isOf(marker, one)).toList();
        }

        private static boolean isOf(Team.Payment payment, Heard one) {
            return one.body().contains(payment.reference());
        }

        List<String> events(int due) {
            return heard(due).stream()
                    .map(one -> String.valueOf(one.members().get("event")))
                    .sorted()
                    .toList();
        }
    }

    /** A payment as other nodes know it. */
    private static Team.Payment at(int node, Team.Payment payment) {
        return new Team.Payment(payment.team().at(nodes.of(node)), payment.data());
    }

    /** The telco reports money that nobody has asked for by its number. */
    private static String paid(int node) {
        return String.valueOf(
                nodes.of(node).fixture("payment", "amount", "10.00").get("transaction_id"));
    }

    private static String reconciling(String paid) {
        return "{\"transaction_id\": \"" + paid + "\"}";
    }

    @Test
    void ofManyWhoCreateTheOneEndpointOfATeamOneDoesAndOfManyWhoDeleteItToo() {
        rounds((round, team) -> {
            String path = "/v1/open-collections/endpoint";
            String json = "{\"url\": \"https://shop.example.com/collections\"}";

            assertThat(Race.outcomes(
                            Race.crowd(4, call -> team.at(nodes.of(call)).post(path, json))))
                    .isEqualTo(Map.of("201", 1L, "409 ENDPOINT_EXISTS", 3L));
            assertThat(Race.outcomes(
                            Race.crowd(4, call -> team.at(nodes.of(call)).delete(path))))
                    .isEqualTo(Map.of("200", 1L, "404 WEBHOOK_NOT_FOUND", 3L));
            assertThat(Race.outcomes(Race.crowd(
                            4,
                            call -> call % 2 == 0
                                    ? team.at(nodes.of(call)).post(path, json)
                                    : team.at(nodes.of(call)).put(path, "{\"is_active\": false}"))))
                    .containsEntry("201", 1L)
                    .containsEntry("409 ENDPOINT_EXISTS", 1L);
        });
    }

    @Test
    void moneyThatIsReportedToSeveralNodesIsForwardedOnce() {
        rounds((round, team) -> {
            String name = team.name().replace('_', '-') + "-oc";
            team.post("/v1/open-collections/endpoint", "{\"url\": \"" + Mailroom.address(name) + "\"}");
            String number =
                    String.valueOf(nodes.of(0).fixture("payment", "amount", "1").get("transaction_id")) + "7";

            Together.run(IntStream.range(0, 4)
                    .<Callable<Map<String, Object>>>mapToObj(call -> () -> nodes.of(call)
                            .fixture("payment", "amount", "2", "team", team.name(), "transaction_id", number))
                    .toList());
            nodes.of(1).fixture("payment", "amount", "3", "team", team.name());

            List<Heard> heard = team.service().eventually(() -> mailroom.heard(name), all -> all.size() >= 2);
            assertThat(heard).hasSize(2);
            assertThat(heard).filteredOn(one -> one.body().contains(number)).hasSize(1);
        });
    }

    @Test
    void onePaymentSettlesOneOfTwoOrders() {
        rounds((round, team) -> {
            var one = team.payment("{\"amount\": \"10.00\"}");
            var other = at(1, team.payment("{\"amount\": \"10.00\"}"));
            String json = reconciling(paid(0));

            List<Reply> replies = Race.of(() -> one.reconcile(json), () -> other.reconcile(json));

            assertThat(Race.outcomes(replies)).isEqualTo(Map.of("200", 1L, VERIFIED, 1L));
            assertThat(List.of(one.get().at("data.status"), other.get().at("data.status")))
                    .containsExactlyInAnyOrder("SUCCESS", "PENDING");
        });
    }

    @Test
    void ofThreePaymentsForFourOrdersEachIsCountedOnce() {
        rounds((round, team) -> {
            Ear ear = Ear.of(team);
            List<Team.Payment> orders = IntStream.range(0, 4)
                    .mapToObj(number -> team.payment("{\"amount\": \"10.00\"}"))
                    .toList();
            List<String> payments =
                    IntStream.range(0, 3).mapToObj(RaceTest::paid).toList();

            List<Reply> replies = Race.crowd(
                    12, number -> at(number, orders.get(number % 4)).reconcile(reconciling(payments.get(number / 4))));

            assertThat(Race.outcomes(replies)).isEqualTo(Map.of("200", 3L, VERIFIED, 9L));
            List<Reply> settled = orders.stream()
                    .map(Team.Payment::get)
                    .filter(reply -> reply.at("data.status").equals("SUCCESS"))
                    .toList();
            assertThat(settled)
                    .extracting(reply -> reply.at("data.telco.transaction_id"))
                    .containsExactlyInAnyOrderElementsOf(payments);
            assertThat(settled.stream()
                            .map(reply -> new BigDecimal(reply.at("data.actual_amount")))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo("30.00");
            assertThat(ear.events(3)).isEqualTo(Collections.nCopies(3, "transaction.completed"));
        });
    }

    @Test
    void aPaymentAndACancelAtOnceEndAsOneOfThem() {
        rounds((round, team) -> {
            Ear ear = Ear.of(team);
            var payment = team.payment("{\"amount\": \"10.00\"}");
            var other = at(1, payment);

            List<String> outcomes =
                    Together.run(List.of(() -> Race.patiently(other::cancel).outcome(), () -> payment.pay("10.00")));

            boolean cancelled = outcomes.get(0).equals("200");
            assertThat(outcomes.get(0)).isIn("200", VERIFIED);
            assertThat(payment.get().at("data.status")).isEqualTo(cancelled ? "CANCELLED" : "SUCCESS");
            assertThat(ear.events(1)).containsExactly(cancelled ? "transaction.cancelled" : "transaction.completed");
        });
    }

    @Test
    void twelveCancelsAreOne() {
        rounds((round, team) -> {
            Ear ear = Ear.of(team);
            var payment = team.payment("{\"amount\": \"10.00\"}");

            List<Reply> replies = Race.crowd(12, number -> at(number, payment).cancel());

            assertThat(Race.outcomes(replies)).isEqualTo(Map.of("200", 12L));
            assertThat(ear.events(1)).containsExactly("transaction.cancelled");
        });
    }

    @Test
    void aReferenceOfTheClientIsTakenOnceByWhicheverNode() {
        rounds((round, team) -> {
            String json = "{\"amount\": \"10.00\", \"client_reference\": \"order\"}";

            List<Reply> replies =
                    Race.crowd(90, number -> team.at(nodes.of(number)).initialize(json));

            assertThat(Race.outcomes(replies)).isEqualTo(Map.of("201", 1L, "409 DUPLICATE_REFERENCE", 89L));
        });
    }

    /** A payment by itself: what of its states each call needs, and what it makes of it. */
    private static Set<String> alone(String status, History.Call call) {
        boolean open = status.equals("PENDING");
        return switch (call.kind()) {
            case "get" -> call.answer().equals(status) ? Set.of(status) : Set.of();
            case "pay" -> Set.of(open ? "SUCCESS" : status);
            case "reconcile" ->
                call.answer().equals(open ? "200" : VERIFIED) ? Set.of(open ? "SUCCESS" : status) : Set.of();
            case "cancel" -> {
                boolean may = open || status.equals("CANCELLED");
                yield call.answer().equals(may ? "200" : VERIFIED) ? Set.of(may ? "CANCELLED" : status) : Set.of();
            }
            default -> throw new IllegalArgumentException(call.name());
        };
    }

    @Test
    void anOrderOfTheCallsExplainsEveryAnswer() {
        rounds((round, team) -> {
            var payment = team.payment("{\"amount\": \"10.00\"}");
            var one = at(1, payment);
            var other = at(2, payment);
            String json = reconciling(paid(0));
            Map<String, Supplier<String>> calls = new LinkedHashMap<>();
            calls.put("pay", () -> payment.pay("10.00"));
            calls.put(
                    "reconcile", () -> Race.patiently(() -> one.reconcile(json)).outcome());
            calls.put("cancel 1", () -> Race.patiently(other::cancel).outcome());
            calls.put("cancel 2", () -> Race.patiently(payment::cancel).outcome());
            calls.put("get 1", () -> Race.patiently(one::get).at("data.status"));
            calls.put("get 2", () -> Race.patiently(other::get).at("data.status"));
            calls.put("get 3", () -> Race.patiently(one::get).at("data.status"));

            History history = History.of(calls);

            String found = payment.get().at("data.status");
            assertThat(history.isExplainedBy(RaceTest::alone, "PENDING", found::equals))
                    .as("it ends as %s after %s", found, history)
                    .isTrue();
        });
    }

    @Test
    void allNodesTellOfEachEndOnce() {
        rounds((round, team) -> {
            Ear ear = Ear.of(team);
            for (int i = 0; i < 12; i++) {
                team.payment("{\"amount\": \"10.00\", \"expires_in_hours\": 1}");
            }

            advance(Duration.ofHours(2));
            // Beside the sweeps of the nodes, which seldom meet within so few rounds.
            Together.run(3, RaceTest::sweep);

            List<Heard> heard = ear.heard(12);
            assertThat(heard)
                    .hasSize(12)
                    .allSatisfy(one -> assertThat(one.members()).containsEntry("event", "transaction.expired"));
            assertThat(heard).extracting(one -> one.members().get("webhook_id")).doesNotHaveDuplicates();
        });
    }

    private static boolean sweep() {
        Transactions transactions = nodes.of(0).part(Transactions.class);
        try {
            return nodes.of(0).part(Database.class).write(transactions::expireDue);
        } catch (DataAccessResourceFailureException waitedTooLong) {
            // On a slow machine; the next sweep of a node does what this one has not done.
            return false;
        }
    }

    private static Reply payments(int node, Team team) {
        return team.at(nodes.of(node)).get("/v1/transactions");
    }

    /** Where nothing was counted, because all connections are taken, the same call is made again. */
    private static Reply counted(int node, Team team) {
        Reply reply = payments(node, team);
        while (reply.status() == 503 && reply.header("X-RateLimit-Remaining").isEmpty()) {
            reply = payments(node, team);
        }
        return reply;
    }

    static boolean several() {
        return nodes.all().size() > 1;
    }

    @Test
    @EnabledIf("several")
    void ofFourHundredRequestsAtOnceAHundredPass() throws Exception {
        Team team = nodes.of(0).team();
        List<Callable<Reply>> calls = IntStream.range(0, 400)
                .<Callable<Reply>>mapToObj(number -> () -> counted(number, team))
                .toList();

        List<Reply> replies = Together.run(calls);

        // Who was let pass may still find all connections taken on a slow machine.
        assertThat(replies.stream()
                        .map(reply -> reply.status() == 503 ? "200" : reply.outcome())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .isEqualTo(Map.of("200", 100L, "429 RATE_LIMIT_EXCEEDED", 300L));
    }

    @Test
    void maintenanceHoldsAtEveryNodeUntilOneEndsIt() {
        Team team = nodes.of(0).team();
        nodes.of(1).fixture("maintenance", "seconds", "600");
        assertThat(nodes.all())
                .allSatisfy(node -> assertThat(node.eventually(
                                        () -> team.at(node).get("/v1/transactions"), reply -> reply.status() == 503)
                                .header("Retry-After"))
                        .asInt()
                        .isBetween(500, 600));

        nodes.of(2).fixture("maintenance", "seconds", "0");
        assertThat(nodes.all())
                .allSatisfy(node -> assertThat(node.eventually(
                                        () -> team.at(node).get("/v1/transactions"), reply -> reply.status() != 503)
                                .outcome())
                        .isEqualTo("200"));
    }
}
