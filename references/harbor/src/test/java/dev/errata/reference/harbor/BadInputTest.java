package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.JsonValues;
import dev.errata.reference.control.JsonValues.Kind;
import dev.errata.reference.control.JsonValues.Value;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a member of a body, the answer is in the catalog, and what is refused leaves nothing behind. */
@ExtendWith(SharedHarbor.class)
class BadInputTest {
    /** Each with at most four requests, so that no bucket is ever empty. */
    private static final int ATTEMPTS_BEFORE_A_REST = 6;

    /** The routes with bodies, and the kind of each member. */
    enum Route {
        EVENTS(Map.of("workspace_id", Kind.STRING, "type", Kind.STRING, "payload", Kind.OBJECT)),
        WEBHOOKS(Map.of("workspace_id", Kind.STRING, "url", Kind.STRING, "events", Kind.ARRAY));

        final Map<String, Kind> members;

        Route(Map<String, Kind> members) {
            this.members = members;
        }

        String path() {
            return "/v1/" + name().toLowerCase(Locale.ROOT);
        }

        /** A body with every member, one of which has this value. */
        String body(Organization organization, String name, Value value) {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("workspace_id", "\"" + organization.workspace() + "\"");
            if (this == EVENTS) {
                body.put("type", "\"invoice.paid\"");
                body.put("payload", "{}");
            } else {
                body.put("url", "\"https://shop.example.com/\"");
                body.put("events", "[\"*\"]");
            }
            body.put(name, value.text());
            List<String> members = new ArrayList<>();
            body.forEach((member, text) -> members.add("\"" + member + "\":" + text));
            return "{" + String.join(",", members) + "}";
        }
    }

    private static String newest(Organization organization, Route route) {
        Reply list = organization.get(organization.list(route.name().toLowerCase(Locale.ROOT)) + "&limit=1");
        assertThat(list.outcome()).isEqualTo("200");
        return list.at("data").equals("[]") ? "" : list.at("data.0.id");
    }

    @ParameterizedTest
    @EnumSource
    void anyValueInAnyMemberIsTakenWholeOrRefusedWhole(Route route, Organization organization) {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        int attempts = 0;
        for (Map.Entry<String, Kind> member : route.members.entrySet()) {
            for (Value value : JsonValues.all(random)) {
                if (attempts++ % ATTEMPTS_BEFORE_A_REST == 0) {
                    organization.rest();
                }
                String before = newest(organization, route);
                String body = route.body(organization, member.getKey(), value);
                Reply reply = organization.post(route.path(), body, "Idempotency-Key", "try-" + attempts);
                String problem = problem(member.getKey(), member.getValue(), value, reply);
                String left = reply.status() == 201 ? reply.at("id") : before;
                if (problem == null && !newest(organization, route).equals(left)) {
                    problem = "was refused and left something behind, or was taken and did not";
                }
                if (problem != null) {
                    wrong.add(member.getKey() + " = " + value + ": " + reply.status() + " "
                            + reply.text()
                                    .substring(0, Math.min(150, reply.text().length())) + ": " + problem);
                }
            }
        }
        assertThat(String.join("\n", wrong)).as("seed %d", seed).isEmpty();
    }

    private static String problem(String name, Kind kind, Value value, Reply reply) {
        if (reply.status() >= 400 && reply.foreign() != null) {
            return reply.foreign();
        }
        if (value.unreadable()) {
            return reply.outcome().equals("400 invalid_request") ? null : "cannot be read and was not refused";
        }
        if (value.kind() == kind && !value.hasNul()) {
            return switch (name) {
                case "payload" -> reply.status() == 201 ? null : "is a payload like any other";
                case "workspace_id" ->
                    reply.outcome().equals("404 resource_not_found") ? null : "is the id of nobody's workspace";
                default -> reply.status() == 201 || named(name, reply) ? null : "should be taken or named";
            };
        }
        return named(name, reply) ? null : "should be named";
    }

    private static boolean named(String name, Reply reply) {
        return reply.outcome().equals("400 invalid_request")
                && reply.at("error.field").startsWith(name)
                && reply.at("error.location").equals("body")
                && reply.at("error.rule").startsWith("must ");
    }
}
