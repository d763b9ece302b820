package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.JsonValues;
import dev.errata.reference.control.JsonValues.Kind;
import dev.errata.reference.control.JsonValues.Value;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a member of a body, the answer is in the catalog, and what is refused leaves nothing behind. */
@ExtendWith(SharedHarpoon.class)
class BadInputTest {
    private static final String PACKAGE = "dev.errata.reference.harpoon.";
    private static final int ATTEMPTS_A_MINUTE = 25;

    /** The routes with bodies; {@code taken} is the outcome of a body that passes every check of its form. */
    enum Route {
        INITIALIZE(
                "POST",
                "/v1/transactions/initialize",
                "transactions.InitializeRequest",
                "201",
                Map.of("amount", "\"10.00\"")),
        RECONCILE(
                "POST",
                "/v1/transactions/{reference}/reconcile",
                "transactions.TransactionController$ReconcileRequest",
                "422 RECONCILIATION_FAILED",
                Map.of("transaction_id", "\"00000000000\"")),
        CANCEL(
                "POST",
                "/v1/transactions/{reference}/cancel",
                "transactions.TransactionController$CancelRequest",
                "200",
                Map.of()),
        CREATE_WEBHOOK(
                "POST",
                "/v1/webhooks",
                "webhooks.WebhookController$CreateRequest",
                "201",
                Map.of("url", "\"https://shop.example.com/hooks\"", "events", "[\"transaction.completed\"]")),
        UPDATE_WEBHOOK("PUT", "/v1/webhooks/{id}", "webhooks.WebhookController$UpdateRequest", "200", Map.of()),
        CREATE_COLLECTION_ENDPOINT(
                "POST",
                "/v1/open-collections/endpoint",
                "webhooks.CollectionController$CreateRequest",
                "409 ENDPOINT_EXISTS",
                Map.of("url", "\"https://shop.example.com/collections\"")),
        UPDATE_COLLECTION_ENDPOINT(
                "PUT", "/v1/open-collections/endpoint", "webhooks.CollectionController$UpdateRequest", "200", Map.of());

        final String method;
        final String path;
        final Class<?> body;
        final String taken;
        final Map<String, String> required;

        Route(String method, String path, String body, String taken, Map<String, String> required) {
            this.method = method;
            this.path = path;
            try {
                this.body = Class.forName(PACKAGE + body);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
            this.taken = taken;
            this.required = required;
        }
    }

    /** A team with a payment and a webhook, and how many it has. */
    private record Stage(Team team, String reference, String webhook) {
        static Stage of(Harpoon service) {
            Team team = service.team();
            String webhook = team.post(
                            "/v1/webhooks",
                            "{\"url\": \"https://shop.example.com/hooks\", \"events\": [\"transaction.completed\"]}")
                    .at("data.id");
            team.post("/v1/open-collections/endpoint", "{\"url\": \"https://shop.example.com/collections\"}");
            return new Stage(team, team.payment("{\"amount\": \"10.00\"}").reference(), webhook);
        }

        Reply send(Route route, Map<String, String> members) {
            StringBuilder body = new StringBuilder("{");
            members.forEach((name, value) -> body.append(body.length() > 1 ? "," : "")
                    .append('"')
                    .append(name)
                    .append("\":")
                    .append(value));
            String path = route.path.replace("{reference}", reference).replace("{id}", webhook);
            return team.service()
                    .send(team.secretKey(), route.method, path, body.append('}').toString());
        }

        List<String> belongings() {
            return List.of(
                    team.get("/v1/transactions?per_page=1").at("pagination.total"),
                    String.valueOf(
                            Json.objects(team.get("/v1/webhooks").members().get("data"))
                                    .size()));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Any value in any member is taken whole or refused whole")
    void anyValueInAnyMemberIsTakenWholeOrRefusedWhole(Route route, Harpoon service) {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        Stage stage = Stage.of(service);
        List<String> before = stage.belongings();
        int attempts = 0;
        for (RecordComponent member : route.body.getRecordComponents()) {
            String name = member.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            for (Value value : JsonValues.all(random)) {
                if (++attempts % ATTEMPTS_A_MINUTE == 0) {
                    service.advance(Duration.ofSeconds(61));
                    stage = Stage.of(service);
                    before = stage.belongings();
                }
                Map<String, String> body = new java.util.TreeMap<>(route.required);
                body.put(name, value.text());
                Reply reply = stage.send(route, body);
                String problem = problem(route, member, name, value, reply);
                List<String> after = stage.belongings();
                if (problem == null && reply.status() >= 400 && !before.equals(after)) {
                    problem = "was refused and left something behind";
                }
                before = after;
                if (problem != null) {
                    wrong.add(name + " = " + value + ": " + reply.status() + " " + abbreviated(reply.text()) + ": "
                            + problem);
                }
            }
        }
        assertThat(String.join("\n", wrong)).as("seed %d", seed).isEmpty();
    }

    private static String abbreviated(String text) {
        return text.length() < 150 ? text : text.substring(0, 150) + "…";
    }

    private static String problem(Route route, RecordComponent member, String name, Value value, Reply reply) {
        if (reply.status() >= 400) {
            String foreign = reply.foreign();
            if (foreign != null) {
                return foreign;
            }
        }
        if (reply.code().equals("MALFORMED_REQUEST")) {
            return value.unreadable() ? null : "could have been read";
        }
        boolean required = route.required.containsKey(name);
        if (value.kind() == Kind.NULL) {
            String expected = required ? "400 MISSING_REQUIRED_FIELD" : route.taken;
            return reply.outcome().equals(expected) ? null : "null should be " + expected;
        }
        if (fits(member.getType(), value.kind())) {
            return null;
        }
        if (member.getType() == Object.class) {
            boolean numberTaken = route == Route.RECONCILE
                    && Set.of(Kind.INTEGER, Kind.DECIMAL).contains(value.kind())
                    && reply.outcome().equals(route.taken);
            boolean own = numberTaken
                    || value.unreadable() && reply.code().equals("INVALID_FIELD")
                    || Set.of("INVALID_AMOUNT", "INVALID_CURRENCY", "INVALID_REFERENCE", "INVALID_URL")
                            .contains(reply.code());
            return own ? null : "should have the error of its format";
        }
        boolean named = reply.code().equals("INVALID_FIELD")
                && reply.at("error.details.field").equals(name);
        return named ? null : "should be INVALID_FIELD of " + name;
    }

    private static boolean fits(Class<?> type, Kind kind) {
        if (type == Object.class || type == String.class) {
            return kind == Kind.STRING;
        }
        if (type == Integer.class) {
            return kind == Kind.INTEGER;
        }
        if (type == Boolean.class) {
            return kind == Kind.BOOLEAN;
        }
        return kind == (type == List.class ? Kind.ARRAY : Kind.OBJECT);
    }
}
