package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.reference.control.Heard;
import dev.errata.reference.control.History;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.Nodes;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What several ask for at once of the same thing, of whichever node. */
class RaceTest {
    private static final String HOOKS = "https://hooks.example.com/";
    private static final String PROJECTS = "/v1/projects";
    private static final List<String> DEMO =
            HookBridgeKeys.DEMO.stream().map(HookBridgeKeys::demoTenant).toList();

    private static Mailroom mailroom;
    private static Nodes<HookBridge> nodes;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        mailroom = new Mailroom();
        String setting = mailroom.setting();
        nodes = Nodes.with(
                HookBridge.start(data, setting), data, HookBridgeApplication.class, HookBridge::new, setting);
    }

    @AfterAll
    static void close() {
        nodes.close();
        mailroom.close();
    }

    private static Account account(Plan plan) {
        return nodes.of(0).account(plan);
    }

    /** The same call of many, by turns at each node. */
    private static Map<String, Long> crowd(Account account, int callers, Function<Account, Reply> call)
            throws Exception {
        return Race.outcomes(Race.crowd(callers, number -> call.apply(account.at(nodes.of(number)))));
    }

    @Test
    void aPauseAndAChangeAtOnceBothHold() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);
            String path = "/v1/endpoints/" + account.endpoint().get("id");

            List<Reply> replies = Race.of(
                    () -> account.patch(path, "{\"description\": \"changed\"}"),
                    () -> account.at(nodes.of(1)).post(path + "/pause", null));

            assertThat(Race.outcomes(replies)).as(round).isEqualTo(Map.of("200", 2L));
            Reply after = account.get(path);
            assertThat(after.at("data.description")).as(round).isEqualTo("changed");
            assertThat(after.at("data.paused")).as(round).isEqualTo("true");
        });
    }

    @Test
    void aProjectThatWasDeletedStaysSo() {
        Race.rounds(round -> {
            Account account = account(Plan.PRO);
            String path = "/v1/projects/"
                    + account.post("/v1/projects", "{\"name\": \"One\"}").at("data.id");

            List<Reply> replies = Race.of(
                    () -> account.put(path, "{\"name\": \"Two\"}"),
                    () -> account.at(nodes.of(1)).delete(path));

            assertThat(replies.get(0).outcome()).as(round).isIn("200", "404 NOT_FOUND");
            assertThat(replies.get(1).outcome()).as(round).isEqualTo("200");
            assertThat(account.get(path).outcome()).as(round).isEqualTo("404 NOT_FOUND");
        });
    }

    @Test
    void noKeyOutlivesItsProject() {
        Race.rounds(round -> {
            Account account = account(Plan.PRO);
            String project = account.post("/v1/projects", "{\"name\": \"One\"}").at("data.id");

            List<Reply> replies = Race.of(
                    () -> account.post("/v1/api-keys", "{\"project_id\": \"" + project + "\"}"),
                    () -> account.at(nodes.of(1)).delete("/v1/projects/" + project));

            Reply key = replies.get(0);
            assertThat(key.outcome()).as(round).isIn("201", "404 NOT_FOUND");
            if (key.status() == 201) {
                assertThat(account.service()
                                .send(key.at("data.key"), "GET", "/v1/endpoints", null)
                                .outcome())
                        .as(round)
                        .isEqualTo("401 UNAUTHORIZED");
            }
        });
    }

    @Test
    void whatIsDeletedIsDeletedOnce() {
        Race.rounds(round -> {
            Account account = account(Plan.PRO);
            String endpoint = "/v1/endpoints/" + account.endpoint().get("id");
            String project = "/v1/projects/"
                    + account.post("/v1/projects", "{\"name\": \"One\"}").at("data.id");
            Map<String, Long> once = Map.of("200", 1L, "404 NOT_FOUND", 7L);

            assertThat(crowd(account, 8, one -> one.delete(endpoint))).as(round).isEqualTo(once);
            assertThat(crowd(account, 8, one -> one.delete(project))).as(round).isEqualTo(once);
        });
    }

    @Test
    void aMessageThatIsSentToUsManyTimesAtOnceIsTakenInOnce() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);
            Reply made = account.post(
                    "/v1/inbound-endpoints", "{\"mode\": \"cli\", \"idempotency_header_names\": [\"X-Id\"]}");
            String path = "/v1/webhooks/receive/" + made.at("data.id") + "/" + made.at("data.secret_token");

            List<Reply> replies = Race.crowd(
                    8, number -> nodes.of(number).send(null, "POST", path, "{\"by\": " + number + "}", "X-Id", "1"));

            assertThat(Race.outcomes(replies)).as(round).isEqualTo(Map.of("202", 8L));
            assertThat(replies.stream()
                            .map(reply -> reply.at("data.message_id"))
                            .collect(Collectors.toSet()))
                    .as(round)
                    .hasSize(1);
            assertThat(account.get("/v1/inbound-logs").at("data.0.message_id"))
                    .as(round)
                    .isEqualTo(replies.get(0).at("data.message_id"));
        });
    }

    @Test
    void twoChangesOfAnInboundEndpointAtOnceBothHoldAndItIsDeletedOnce() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);
            String path = "/v1/inbound-endpoints/"
                    + account.post("/v1/inbound-endpoints", "{\"mode\": \"cli\"}")
                            .at("data.id");

            List<Reply> replies = Race.of(
                    () -> account.patch(path, "{\"description\": \"changed\"}"),
                    () -> account.at(nodes.of(1)).patch(path, "{\"name\": \"named\"}"),
                    () -> account.at(nodes.of(1)).post(path + "/pause", null));

            assertThat(Race.outcomes(replies)).as(round).isEqualTo(Map.of("200", 3L));
            Reply after = account.get(path);
            assertThat(after.at("data.description") + after.at("data.name") + after.at("data.paused"))
                    .as(round)
                    .isEqualTo("changednamedtrue");
            assertThat(crowd(account, 8, one -> one.delete(path)))
                    .as(round)
                    .isEqualTo(Map.of("200", 1L, "404 NOT_FOUND", 7L));
        });
    }

    @Test
    void ofTwoSigningKeysOneIsLeftAndNeverAreThereThree() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);
            String path = "/v1/endpoints/" + account.endpoint().get("id") + "/signing-keys";

            assertThat(crowd(account, 8, one -> one.post(path, null)))
                    .as(round)
                    .isEqualTo(Map.of("201", 1L, "409 MAX_SIGNING_KEYS_REACHED", 7L));
            Reply both = account.get(path);
            List<Reply> deleted = Race.crowd(
                    2, number -> account.at(nodes.of(number)).delete(path + "/" + both.at("data." + number + ".id")));

            assertThat(Race.outcomes(deleted))
                    .as(round)
                    .isEqualTo(Map.of("200", 1L, "409 CANNOT_DELETE_LAST_SIGNING_KEY", 1L));
        });
    }

    @Test
    void aPlanEndsExactlyAtItsNumbers() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);
            String endpoint = account.pausedEndpoint();
            account.service().fixture("usage", "tenant_id", account.tenant(), "messages", Long.toString(1000 - 5));

            assertThat(Race.outcomes(Race.crowd(
                            12,
                            number -> account.at(nodes.of(number))
                                    .post("/v1/endpoints", "{\"url\": \"" + HOOKS + number + "\"}"))))
                    .as(round)
                    .isEqualTo(Map.of("201", 2L, "429 ENDPOINT_LIMIT_REACHED", 10L));
            assertThat(crowd(account, 12, one -> one.send(endpoint, "{}", "")))
                    .as(round)
                    .isEqualTo(Map.of("202", 5L, "429 USAGE_LIMIT_EXCEEDED", 7L));
            assertThat(crowd(account, 12, one -> one.post("/v1/api-keys", "{}")))
                    .as(round)
                    .isEqualTo(Map.of("201", 9L, "429 KEY_LIMIT_EXCEEDED", 3L));
        });
    }

    @Test
    void anAddressIsTakenOnce() {
        Race.rounds(round -> assertThat(
                        crowd(account(Plan.PRO), 12, one -> one.post("/v1/endpoints", "{\"url\": \"" + HOOKS + "\"}")))
                .as(round)
                .isEqualTo(Map.of("201", 1L, "409 DUPLICATE_URL", 11L)));
    }

    @Test
    void aKeyMakesOneMessageWhichIsCountedOnce() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);
            String endpoint = account.pausedEndpoint();

            List<Reply> replies = Race.crowd(
                    16, number -> account.at(nodes.of(number)).send(endpoint, "{}", ", \"idempotency_key\": \"one\""));

            assertThat(Race.outcomes(replies)).as(round).isEqualTo(Map.of("202", 16L));
            assertThat(replies.stream()
                            .map(reply -> reply.at("data.message_id"))
                            .distinct())
                    .as(round)
                    .hasSize(1);
            assertThat(account.get("/v1/billing/subscription").at("data.usage.messages_used"))
                    .as(round)
                    .isEqualTo("1");
        });
    }

    @Test
    void replaysEndAtTheirNumber() {
        stallReplays();
        Race.rounds(round -> {
            Account account = account(Plan.PRO);
            String endpoint =
                    String.valueOf(account.endpoint(Mailroom.address("replays")).get("id"));
            String message = account.message(endpoint, "{}");
            account.awaitDelivery(message);
            account.service().fixture("replayed", "message_id", message, "times", "9");

            Map<String, Long> outcomes =
                    crowd(account, 12, one -> one.post("/v1/messages/" + message + "/replay", null));

            assertThat(outcomes.keySet()).isSubsetOf("202", "409 DELIVERY_IN_PROGRESS", "429 REPLAY_LIMIT_EXCEEDED");
            assertThat(outcomes.get("202")).isEqualTo(1);
            assertThat(account.get("/v1/messages/" + message).at("data.replay_count"))
                    .isEqualTo("10");
        });
    }

    /** Has a server wait before it counts a replay, so that one may be delivered between the look and the count of another. */
    private static void stallReplays() {
        if (TestDatabase.place() == Place.POSTGRES) {
            nodes.of(0).part(Database.class).write(db -> {
                db.sql("create function stalled() returns trigger language plpgsql as"
                                + " 'begin perform pg_sleep(random() / 5); return null; end'")
                        .update();
                return db.sql("create trigger replays_stall before update of replay_count on messages"
                                + " for each statement execute function stalled()")
                        .update();
            });
        }
    }

    @Test
    void aMessageThatIsDeletedWhileItIsDeliveredHasEnded() {
        Race.rounds(RaceTest::deleteWhileDelivering);
    }

    private static void deleteWhileDelivering(String round) {
        Account account = account(Plan.PRO);
        String endpoint =
                String.valueOf(account.endpoint(Mailroom.address(round)).get("id"));
        mailroom.answering(round, (Heard came) -> {
            account.delete("/v1/messages/" + came.header("X-Webhook-Id"));
            return 500;
        });

        String message = account.message(endpoint, "{}");

        Reply attempts = account.service()
                .eventually(
                        () -> account.get("/v1/messages/" + message + "/attempts"),
                        reply -> reply.text().contains("attempt_no"));
        assertThat(attempts.at("data.0.response_status")).isEqualTo("500");
        assertThat(account.get("/v1/messages/" + message).at("data.status")).isEqualTo("failed_permanent");
        assertThat(account.get("/v1/messages/" + message).at("data.last_error"))
                .isEqualTo("The endpoint answered 500.");
        assertThat(account.get("/v1/messages/" + message).text()).doesNotContain("next_attempt_at");
    }

    @Test
    void amongSeveralWhoDeleteTheSameMessagesEachIsDeletedOnce() {
        Race.rounds(round -> {
            Account account = account(Plan.PRO);
            String endpoint = account.pausedEndpoint();
            List<String> ids = IntStream.range(0, 4)
                    .mapToObj(number -> account.message(endpoint, "{}"))
                    .toList();
            String batch = Json.write(Map.of("message_ids", ids));
            List<String> turned = new ArrayList<>(ids);
            Collections.reverse(turned);
            String other = Json.write(Map.of("message_ids", turned));

            List<Reply> replies = Race.of(
                    () -> account.post("/v1/messages/delete-batch", batch),
                    () -> account.at(nodes.of(1)).post("/v1/messages/delete-batch", other),
                    () -> account.at(nodes.of(2)).post("/v1/messages/delete-all", null),
                    () -> account.at(nodes.of(1)).delete("/v1/messages/" + ids.get(0)));

            assertThat(Race.outcomes(replies)).as(round).isEqualTo(Map.of("200", 4L));
            int deleted = Integer.parseInt(replies.get(0).at("data.deleted_count"))
                    + Integer.parseInt(replies.get(1).at("data.deleted_count"))
                    + Integer.parseInt(replies.get(2).at("data.deleted"))
                    + (replies.get(3).at("data.already_deleted").equals("false") ? 1 : 0);
            assertThat(deleted).as(round).isEqualTo(4);
        });
    }

    @Test
    void anyNodeHandsOutWhatOneHasExported() {
        Account account = account(Plan.PRO);
        String endpoint = account.pausedEndpoint();
        String message = account.message(endpoint, "{}");
        Reply made = account.post(
                "/v1/exports", "{\"start_time\": \"2026-01-01T00:00:00Z\", \"end_time\": \"2027-12-31T00:00:00Z\"}");
        account.service().fixture("exported", "export_id", made.at("data.id"));
        String path = URI.create(account.get("/v1/exports/" + made.at("data.id") + "/download")
                        .header("Location"))
                .getPath();

        assertThat(nodes.all().stream().map(node -> node.send(null, "GET", path, null)))
                .allSatisfy(file -> {
                    assertThat(file.outcome()).isEqualTo("200");
                    assertThat(file.text().lines().skip(1))
                            .singleElement()
                            .asString()
                            .startsWith(message);
                    assertThat(file.header("Content-Length")).isEqualTo(Integer.toString(file.body().length));
                });
    }

    @Test
    void oneExportIsMadeAtATime() {
        Race.rounds(round -> {
            Account account = account(Plan.PRO);
            nodes.all().forEach(node -> node.fixture("stall_exports", "project_id", account.project()));

            assertThat(
                            crowd(
                                    account,
                                    12,
                                    one -> one.post(
                                            "/v1/exports",
                                            "{\"start_time\": \"2026-01-01T00:00:00Z\", \"end_time\": \"2026-01-02T00:00:00Z\"}")))
                    .as(round)
                    .isEqualTo(Map.of("202", 1L, "429 EXPORT_LIMIT_EXCEEDED", 11L));
        });
    }

    @Test
    void ofThirtyGuessesAtOnceTenAreToldAndTheLockHoldsEverywhere() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);

            List<Reply> guesses = Race.crowd(30, number -> nodes.of(number).send("wrong", "GET", PROJECTS, null));

            assertThat(guesses.stream()
                            .map(Reply::status)
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                    .isEqualTo(Map.of(401, 10L, 429, 20L));
            assertThat(nodes.all())
                    .allSatisfy(node ->
                            assertThat(account.at(node).get(PROJECTS).status()).isEqualTo(429));
            nodes.of(0).send(null, "DELETE", "/_control", null);
        });
    }

    @Test
    void nodesThatStartAtOnceMakeTheDemoTenantsOnce() {
        HookBridge service = nodes.of(0);
        AccountFixtures starting = service.part(AccountFixtures.class);
        Race.rounds(round -> {
            service.part(Database.class).write(RaceTest::removeDemoTenants);

            Together.run(4, () -> {
                starting.demo();
                return round;
            });

            assertThat(service.part(Database.class).read(RaceTest::demoTenants))
                    .containsExactlyInAnyOrderElementsOf(DEMO);
        });
    }

    private static int removeDemoTenants(JdbcClient db) {
        db.sql("delete from api_keys where project_id in (select id from projects where tenant_id in (:tenants))")
                .param("tenants", DEMO)
                .update();
        db.sql("delete from projects where tenant_id in (:tenants)")
                .param("tenants", DEMO)
                .update();
        return db.sql("delete from tenants where id in (:tenants)")
                .param("tenants", DEMO)
                .update();
    }

    private static List<String> demoTenants(JdbcClient db) {
        return db.sql("select tenant_id from projects where tenant_id in (:tenants)")
                .param("tenants", DEMO)
                .query(String.class)
                .list();
    }

    private static final String GONE = "404 NOT_FOUND";

    /** An endpoint by itself; its state is what {@code get} answers. */
    private static Set<String> endpointAlone(String state, History.Call call) {
        boolean there = !state.equals(GONE);
        String after = switch (call.kind()) {
            case "get" -> state;
            case "pause" -> state.replace("false", "true");
            case "resume" -> state.replace("true", "false");
            case "describe" -> state.replace("null", "described");
            case "delete" -> GONE;
            default -> throw new IllegalArgumentException(call.name());
        };
        String answer = call.kind().equals("get") || !there ? state : "200";
        return call.answer().equals(answer) ? Set.of(there ? after : GONE) : Set.of();
    }

    @Test
    void anOrderOfTheCallsExplainsEveryAnswerOfAnEndpoint() {
        Race.rounds(round -> {
            Account account = account(Plan.FREE);
            Account one = account.at(nodes.of(1));
            Account other = account.at(nodes.of(2));
            String path = "/v1/endpoints/" + account.endpoint().get("id");
            Map<String, Supplier<String>> calls = new LinkedHashMap<>();
            calls.put("pause", () -> outcome(() -> one.post(path + "/pause", null)));
            calls.put("resume", () -> outcome(() -> other.post(path + "/resume", null)));
            calls.put("describe", () -> outcome(() -> account.patch(path, "{\"description\": \"described\"}")));
            calls.put("delete", () -> outcome(() -> one.delete(path)));
            calls.put("get 1", () -> endpoint(account, path));
            calls.put("get 2", () -> endpoint(one, path));
            calls.put("get 3", () -> endpoint(other, path));

            History history = History.of(calls);

            String found = endpoint(account, path);
            assertThat(history.isExplainedBy(RaceTest::endpointAlone, "null, paused: false", found::equals))
                    .as("it ends as %s after %s", found, history)
                    .isTrue();
        });
    }

    private static String outcome(Race.Call call) {
        return Race.patiently(call).outcome();
    }

    private static String endpoint(Account account, String path) {
        Reply reply = Race.patiently(() -> account.get(path));
        return reply.status() == 200
                ? reply.at("data.description") + ", paused: " + reply.at("data.paused")
                : reply.outcome();
    }

    /** A project by itself; its state is what {@code get} answers. */
    private static Set<String> projectAlone(String state, History.Call call) {
        if (state.equals(GONE)) {
            return call.answer().equals(GONE) ? Set.of(GONE) : Set.of();
        }
        return switch (call.kind()) {
            case "get" -> call.answer().equals(state) ? Set.of(state) : Set.of();
            case "delete" -> call.answer().equals("200") ? Set.of(GONE) : Set.of();
            // It answers the name that it has given.
            default -> call.answer().equals(call.kind()) ? Set.of(call.kind()) : Set.of();
        };
    }

    @Test
    void anOrderOfTheCallsExplainsEveryAnswerOfAProject() {
        Race.rounds(round -> {
            Account account = account(Plan.PRO);
            Account one = account.at(nodes.of(1));
            Account other = account.at(nodes.of(2));
            String path = PROJECTS + "/"
                    + account.post(PROJECTS, "{\"name\": \"Zero\"}").at("data.id");
            Map<String, Supplier<String>> calls = new LinkedHashMap<>();
            calls.put("One", () -> project(() -> one.put(path, "{\"name\": \"One\"}")));
            calls.put("Two", () -> project(() -> other.put(path, "{\"name\": \"Two\"}")));
            calls.put("delete", () -> outcome(() -> account.delete(path)));
            calls.put("get 1", () -> project(() -> account.get(path)));
            calls.put("get 2", () -> project(() -> one.get(path)));
            calls.put("get 3", () -> project(() -> other.get(path)));

            History history = History.of(calls);

            String found = project(() -> account.get(path));
            assertThat(history.isExplainedBy(RaceTest::projectAlone, "Zero", found::equals))
                    .as("it ends as %s after %s", found, history)
                    .isTrue();
        });
    }

    private static String project(Race.Call call) {
        Reply reply = Race.patiently(call);
        return reply.status() == 200 ? reply.at("data.name") : reply.outcome();
    }
}
