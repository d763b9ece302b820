package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.JsonValues;
import dev.errata.reference.control.JsonValues.Kind;
import dev.errata.reference.control.JsonValues.Value;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a member of a body, the answer is a success or in the catalog, and never our fault. */
@ExtendWith(SharedHookBridge.class)
class BadInputTest {
    /** The routes with bodies, each with members that are right, and their kinds. */
    enum Route {
        SEND(
                "/v1/webhooks/send",
                member("endpoint_id", Kind.STRING, "\"{endpoint}\""),
                member("payload", Kind.OBJECT, "{}"),
                member("headers", Kind.OBJECT, "{}"),
                member("idempotency_key", Kind.STRING, null),
                member("retention_hours", Kind.INTEGER, "1")),
        ENDPOINTS(
                "/v1/endpoints",
                member("url", Kind.STRING, "\"https://{unique}.example.com/\""),
                member("description", Kind.STRING, "\"a\""),
                member("rate_limit_rps", Kind.INTEGER, "1"),
                member("burst", Kind.INTEGER, "1"),
                member("headers", Kind.OBJECT, "{}")),
        INBOUND(
                "/v1/inbound-endpoints",
                member("name", Kind.STRING, "\"a\""),
                member("mode", Kind.STRING, "\"cli\""),
                member("active", Kind.BOOLEAN, "true"),
                member("token_value", Kind.STRING, "\"a\""),
                member("timestamp_ttl_seconds", Kind.INTEGER, "1"),
                member("allowed_cidrs", Kind.ARRAY, "[]"),
                member("idempotency_header_names", Kind.ARRAY, "[]"),
                member("ingest_response_code", Kind.INTEGER, "200")),
        PROJECTS("/v1/projects", member("name", Kind.STRING, "\"a\""), member("rate_limit_default", Kind.INTEGER, "0")),
        KEYS(
                "/v1/api-keys",
                member("label", Kind.STRING, "\"a\""),
                member("mode", Kind.STRING, "\"test\""),
                member("project_id", Kind.STRING, null)),
        EXPORTS(
                "/v1/exports",
                member("start_time", Kind.STRING, "\"2026-01-01T00:00:00Z\""),
                member("end_time", Kind.STRING, "\"2026-02-01T00:00:00Z\""),
                member("status", Kind.STRING, "\"queued\""),
                member("direction", Kind.STRING, "\"outbound\""),
                member("endpoint_id", Kind.STRING, null)),
        BATCH("/v1/messages/replay-batch", member("message_ids", Kind.ARRAY, "[\"a\"]")),
        CHECKOUT(
                "/v1/billing/checkout",
                member("plan", Kind.STRING, "\"pro\""),
                member("interval", Kind.STRING, "\"annual\"")),
        PORTAL("/v1/billing/portal", member("return_url", Kind.STRING, "\"https://a.example.com/\""));

        final String path;
        final List<Member> members;

        Route(String path, Member... members) {
            this.path = path;
            this.members = List.of(members);
        }
    }

    /** A member of a body; left out where there is no right value. */
    record Member(String name, Kind kind, @Nullable String right) {}

    private static Member member(String name, Kind kind, @Nullable String right) {
        return new Member(name, kind, right);
    }

    private static String body(Route route, Member odd, Value value, String endpoint, int unique) {
        Map<String, String> body = new LinkedHashMap<>();
        for (Member member : route.members) {
            if (member.right() != null) {
                body.put(
                        member.name(),
                        member.right().replace("{endpoint}", endpoint).replace("{unique}", "u" + unique));
            }
        }
        body.put(odd.name(), value.text());
        List<String> members = new ArrayList<>();
        body.forEach((name, text) -> members.add("\"" + name + "\":" + text));
        return "{" + String.join(",", members) + "}";
    }

    @ParameterizedTest
    @EnumSource
    void anyValueInAnyMemberIsTakenOrRefusedByTheCatalog(Route route, HookBridge service) {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        int attempts = 0;
        for (Member odd : route.members) {
            Account account = service.account(Plan.BUSINESS);
            String endpoint = account.pausedEndpoint();
            for (Value value : JsonValues.all(random)) {
                Reply reply = account.post(route.path, body(route, odd, value, endpoint, attempts++));
                String problem = problem(odd, value, reply);
                if (problem != null) {
                    wrong.add(odd.name() + " = " + value + ": " + reply.status() + " "
                            + reply.text()
                                    .substring(0, Math.min(200, reply.text().length())) + ": " + problem);
                }
            }
        }
        assertThat(String.join("\n", wrong)).as("seed %d", seed).isEmpty();
    }

    private static @Nullable String problem(Member odd, Value value, Reply reply) {
        if (reply.status() >= 400 && reply.foreign() != null) {
            return reply.foreign();
        }
        boolean refused = reply.outcome().equals("400 INVALID_REQUEST");
        if (value.unreadable()) {
            return refused ? null : "cannot be read and was not refused";
        }
        boolean emptyOfPhp = odd.kind() == Kind.OBJECT && value.text().equals("[]");
        if (value.kind() == odd.kind() || value.kind() == Kind.NULL || emptyOfPhp) {
            return null;
        }
        return refused && reply.at("error.details.field").startsWith(odd.name()) ? null : "should be named";
    }
}
