package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import dev.errata.reference.harborprotocol.artifacts.ArtifactRecords;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.tasks.Control;
import dev.errata.reference.harborprotocol.tasks.Sessions;
import dev.errata.reference.harborprotocol.tasks.Tasks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls is known completely or not at all, and nobody learns of what is another's. */
@ExtendWith(Runtimes.class)
class IdentityTest {
    private static final String MISSING_SESSION =
            "The request names no session; send X-Harbor-Session or a token with a session claim.";

    private static void isRequired(Reply reply, String message) {
        assertThat(reply.text()).isEqualTo("{\"code\":\"identity_required\",\"message\":\"" + message + "\"}");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"Harbor Protocol\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "bearer", "Token abc"})
    void aRequestWithoutABearerTokenIsToldToSendOne(String header, HarborRuntime service) {
        String[] headers = header.isEmpty() ? new String[0] : new String[] {"Authorization", header};

        isRequired(
                service.send(null, "POST", "/v1/tasks/list", "{}", headers),
                "The request carries no bearer token; send one as Authorization: Bearer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "user"})
    void aTokenThatNamesNobodyIsOfNoUse(String claim, Agent agent) {
        Reply reply = agent.service().send(agent.minted("without", claim), "POST", "/v1/tasks/list", "{}");

        isRequired(
                reply,
                "The token names no tenant or no user (identity_claim_missing); ask its issuer for one that names both.");
    }

    @Test
    void theSessionComesFromTheHeaderBeforeTheToken(Agent agent) {
        String id = agent.waiting();

        assertThat(agent.post("/v1/tasks/list", "{}", "X-Harbor-Session", "other")
                        .at("rows"))
                .isEqualTo("[]");
        assertThat(agent.post(
                                "/v1/tasks/list",
                                "{}",
                                "X-Harbor-Session",
                                "  " + agent.owner().session() + " ")
                        .at("rows.0.id"))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void aHeaderWithoutAnythingInItNamesNoSession(String header, Agent agent) {
        assertThat(agent.post("/v1/tasks/list", "{}", "X-Harbor-Session", header)
                        .outcome())
                .isEqualTo("200");
        String token = agent.minted("without", "session");
        isRequired(
                agent.service().send(token, "POST", "/v1/tasks/list", "{}", "X-Harbor-Session", header),
                MISSING_SESSION);
        assertThat(agent.service()
                        .send(token, "POST", "/v1/tasks/list", "{}", "X-Harbor-Session", "mine")
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void twoHeadersNameNoSession(Agent agent) {
        String token = agent.minted("without", "session");

        isRequired(
                agent.service()
                        .send(token, "POST", "/v1/tasks/list", "{}", "X-Harbor-Session", "a", "X-Harbor-Session", "b"),
                MISSING_SESSION);
    }

    @ParameterizedTest
    @CsvSource({"tenant, X-Harbor-Tenant", "user, X-Harbor-User"})
    void noHeaderChangesTenantOrUser(String claim, String header, Agent agent) {
        String id = agent.waiting();

        assertThat(agent.post("/v1/tasks/list", "{}", header, "somebody").at("rows.0.id"))
                .isEqualTo(id);
        assertThat(agent.service()
                        .send(agent.minted("without", claim), "POST", "/v1/tasks/list", "{}", header, "somebody")
                        .outcome())
                .isEqualTo("401 identity_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "user", "session"})
    void aBodyMayRepeatTheIdentityAndNotChangeIt(String member, Agent agent) {
        Map<String, String> own = Map.of(
                "tenant", agent.owner().tenant(),
                "user", agent.owner().user(),
                "session", agent.owner().session());

        assertThat(agent.post("/v1/tasks/list", "{\"identity\":{\"" + member + "\":\"" + own.get(member) + "\"}}")
                        .outcome())
                .isEqualTo("200");
        for (String token : List.of(agent.token(), agent.adminToken())) {
            isRequired(
                    agent.service()
                            .send(token, "POST", "/v1/tasks/list", "{\"identity\":{\"" + member + "\":\"another\"}}"),
                    "The identity in the body is not that of the token and the session; leave it out, or make them"
                            + " equal.");
        }
    }

    @Test
    void whoMayLookIntoAnotherTenantDoes(HarborRuntime service) {
        Agent other = service.agent();
        Agent agent = service.agent();
        String id = other.waiting();
        String artifact = other.put(new byte[] {1});
        String elsewhere = "{\"tenant\":\"" + other.owner().tenant() + "\"}";
        String scope = "{\"scope\":" + elsewhere + "}";

        String identities = "{\"filter\":{\"identities\":[" + elsewhere + "]}}";
        String tenants = "{\"filter\":{\"tenant_ids\":[\"" + other.owner().tenant() + "\"]}}";
        assertThat(agent.asAdmin("/v1/tasks/list", identities).at("rows.0.id")).isEqualTo(id);
        assertThat(agent.asAdmin("/v1/sessions/list", tenants).at("rows.0.session_id"))
                .isEqualTo(other.owner().session());
        assertThat(agent.asAdmin("/v1/control/artifacts.list", scope).at("rows.0.ref.id"))
                .isEqualTo(artifact);
        assertThat(service.send(agent.consoleToken(), "POST", "/v1/sessions/list", tenants)
                        .at("rows.0.session_id"))
                .isEqualTo(other.owner().session());
        assertThat(agent.post("/v1/tasks/list", identities).outcome()).isEqualTo("403 scope_mismatch");
        assertThat(agent.post("/v1/sessions/list", tenants).outcome()).isEqualTo("403 scope_mismatch");
        assertThat(agent.post("/v1/pause/list", tenants).outcome()).isEqualTo("403 identity_scope_required");
        assertThat(agent.control("runtime.counters", "{\"identity\":" + elsewhere + "}")
                        .outcome())
                .isEqualTo("403 scope_mismatch");
        assertThat(agent.asAdmin("/v1/control/runtime.counters", "{\"identity\":" + elsewhere + "}")
                        .at("sessions_active"))
                .isEqualTo("1");
        assertThat(service.send(agent.consoleToken(), "POST", "/v1/tasks/list", identities)
                        .text())
                .isEqualTo("{\"code\":\"scope_mismatch\",\"message\":\"Reaching into another tenant needs a token with"
                        + " the scope admin.\"}");
    }

    /** Everything that a caller could tell two answers apart by, without what differs from one answer to the next. */
    private static Map<String, Object> seen(Reply reply) {
        Map<String, Object> seen = new TreeMap<>(reply.headers().map());
        List.of("x-request-id", "date", "connection").forEach(seen::remove);
        seen.put("status", reply.status());
        seen.put("body", reply.text());
        return seen;
    }

    private static Map<String, BiFunction<Agent, String, Reply>> lookups() {
        Map<String, BiFunction<Agent, String, Reply>> lookups = new LinkedHashMap<>();
        lookups.put("task_", (agent, id) -> agent.task(id));
        for (Control control : Control.values()) {
            lookups.put("task_" + control, (agent, id) -> agent.steer(control.method(), id, "{\"message\":\"x\"}"));
        }
        lookups.put("art_", (agent, id) -> agent.control("artifacts.get_ref", "{\"id\":\"" + id + "\"}"));
        lookups.put(
                "art_console",
                (agent, id) -> agent.service().send(agent.token(), "GET", "/console/artifacts/" + id, null));
        lookups.put("session_", (agent, id) -> agent.post("/v1/sessions/inspect", "{\"session_id\":\"" + id + "\"}"));
        return lookups;
    }

    @TestFactory
    Stream<DynamicTest> whatIsAnothersAnswersLikeWhatIsNotThere(HarborRuntime service) {
        Agent owner = service.agent();
        String task = owner.waiting();
        String artifact = owner.put(new byte[] {1, 2, 3});
        Agent stranger = service.agent();
        Owner whose = owner.owner();
        Agent sameTenant = new Agent(
                service,
                whose,
                String.valueOf(service.fixture(
                                "token", "tenant", whose.tenant(), "user", "another", "session", whose.session())
                        .get("made_token")),
                "",
                "");
        Agent sameUser = new Agent(
                service,
                whose,
                String.valueOf(
                        service.fixture("token", "tenant", whose.tenant(), "user", whose.user(), "session", "another")
                                .get("made_token")),
                "",
                "");
        return lookups().entrySet().stream()
                .map(lookup -> DynamicTest.dynamicTest(lookup.getKey(), () -> {
                    String kind = lookup.getKey().replaceFirst("_.*", "");
                    String id = kind.equals("task") ? task : kind.equals("art") ? artifact : whose.session();
                    List<Agent> strangers = kind.equals("session")
                            ? List.of(stranger, sameTenant)
                            : List.of(stranger, sameTenant, sameUser);
                    for (Agent somebody : strangers) {
                        Reply foreign = lookup.getValue().apply(somebody, id);
                        Reply missing = lookup.getValue().apply(somebody, kind + "_000000000000000000000000");

                        assertThat(foreign.outcome()).isEqualTo("404 not_found");
                        assertThat(seen(foreign)).isEqualTo(seen(missing));
                    }
                }));
    }

    /**
     * The medians of look-ups that take turns, without the request around them, which takes many times as long. The
     * machine may be busy, so the nearest of a few rounds counts; one statement more for what is there does not come near.
     */
    @ParameterizedTest
    @ValueSource(strings = {"task", "art", "session"})
    void whatIsAnothersIsLookedUpAsFastAsWhatIsNotThere(String kind, HarborRuntime service) {
        Agent agent = service.agent();
        Owner stranger = service.agent().owner();
        String foreign = switch (kind) {
            case "task" -> agent.waiting();
            case "art" -> agent.put(new byte[1 << 20]);
            default -> agent.owner().session();
        };
        Predicate<String> lookUp = switch (kind) {
            case "task" -> id -> service.part(Tasks.class).find(stranger, id).isPresent();
            case "art" ->
                id -> service.part(ArtifactRecords.class).find(stranger, id).isPresent();
            default ->
                id -> service.part(Sessions.class)
                        .find(new Owner(stranger.tenant(), stranger.user(), id))
                        .isPresent();
        };

        double nearest = Double.MAX_VALUE;
        for (int round = 0; round < 20 && nearest > 0.15; round++) {
            long[] times = new long[1000];
            long[] others = new long[1000];
            for (int i = 0; i < times.length; i++) {
                times[i] = nanos(lookUp, foreign);
                others[i] = nanos(lookUp, kind + "_000000000000000000000000");
            }
            Arrays.sort(times);
            Arrays.sort(others);
            double ratio = (double) times[times.length / 2] / others[others.length / 2];
            nearest = Math.min(nearest, Math.abs(1 - ratio));
        }

        assertThat(nearest).isLessThan(0.15);
    }

    private static long nanos(Predicate<String> lookUp, String id) {
        long begin = System.nanoTime();
        assertThat(lookUp.test(id)).isFalse();
        return System.nanoTime() - begin;
    }

    @Test
    void whatTheStartTellsIsOfTheCallersSessionAlone(HarborRuntime service) {
        Agent owner = service.agent();
        owner.control("start", "{\"query\":\"a\",\"idempotency_key\":\"once\"}");
        Agent stranger = service.agent();

        Reply reply = service.send(
                stranger.token(),
                "POST",
                "/v1/control/start",
                "{\"query\":\"b\",\"idempotency_key\":\"once\"}",
                "X-Harbor-Session",
                owner.owner().session());

        assertThat(reply.outcome()).isEqualTo("200");
        assertThat(reply.at("reused")).isEqualTo("false");
    }
}
