package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.JsonValues;
import dev.errata.reference.control.JsonValues.Value;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any value in any member of any body, and any text in any path, is taken or refused by a code that the caller caused. */
@ExtendWith(SharedHarmont.class)
class BadInputTest {
    /** Fewer than a burst, so that no bucket is ever empty. */
    private static final int ATTEMPTS_BEFORE_A_REST = 25;

    /** The routes with bodies. */
    enum Route {
        SIGNUP_BEGIN("/auth/passkey/signup/begin", Map.of("email", "\"a@example.com\"", "name", "\"A\"")),
        SIGNUP_OPTIONS("/auth/passkey/signup/options", Map.of("verification_token", "\"x\"")),
        SIGNUP_FINALIZE(
                "/auth/passkey/signup/finalize",
                Map.of("challenge_id", "\"x\"", "verification_token", "\"x\"", "attestation", "{}")),
        LOGIN_FINALIZE("/auth/passkey/login/finalize", Map.of("challenge_id", "\"x\"", "assertion", "{}")),
        REGISTER_FINALIZE(
                "/auth/passkey/register/finalize",
                Map.of("challenge_id", "\"x\"", "attestation", "{}", "nickname", "\"x\"")),
        RECOVER_BEGIN("/auth/recover/begin", Map.of("email", "\"nobody@example.com\"")),
        RECOVER_OPTIONS("/auth/recover/options", Map.of("magic_link_token", "\"x\"")),
        RECOVER_FINALIZE(
                "/auth/recover/finalize",
                Map.of("challenge_id", "\"x\"", "magic_link_token", "\"x\"", "attestation", "{}")),
        GITHUB("/auth/github", Map.of("code", "\"x\"", "redirect_uri", "\"x\"")),
        API_TOKEN("/user/api-tokens", Map.of("description", "\"x\"", "expires_at", "\"2090-01-01T00:00:00Z\"")),
        PIPELINE(
                "/organizations/%s/pipelines",
                Map.of("name", "\"x\"", "repository", "\"x\"", "default_branch", "\"x\"")),
        BUILD(
                "/organizations/%s/pipelines/web/builds",
                Map.of("branch", "\"x\"", "commit", "\"x\"", "message", "\"x\"", "pipeline_ir", "\"\"", "env", "{}")),
        SOURCE(
                "/organizations/%s/builds",
                Map.of("branch", "\"x\"", "commit", "\"x\"", "repo_name", "\"x\"", "source_slug", "\"x\"")),
        CHECKOUT("/billing/checkout/%s", Map.of("amount_cents", "5000"));

        final String path;
        final Map<String, String> members;

        Route(String path, Map<String, String> members) {
            this.path = path;
            this.members = members;
        }

        String body(String name, Value value) {
            Map<String, String> body = new LinkedHashMap<>(members);
            body.put(name, value.text());
            List<String> texts = new ArrayList<>();
            body.forEach((member, text) -> texts.add("\"" + member + "\":" + text));
            return "{" + String.join(",", texts) + "}";
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyValueInAnyMemberIsTakenOrRefusedByACode(Route route, Member member) {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        int attempts = 0;
        for (String name : route.members.keySet()) {
            for (Value value : JsonValues.all(random)) {
                if (attempts++ % ATTEMPTS_BEFORE_A_REST == 0) {
                    member.service().advance(Duration.ofMinutes(1));
                }
                Reply reply = member.post(route.path.formatted(member.organization()), route.body(name, value));
                String problem = problem(route, reply);
                if (problem != null) {
                    wrong.add(name + " = " + value + ": " + reply.status() + " " + reply.text() + ": " + problem);
                }
            }
        }
        assertThat(String.join("\n", wrong)).as("seed %d", seed).isEmpty();
    }

    private static String problem(Route route, Reply reply) {
        if (reply.status() < 400 || reply.outcome().equals("429 rate_limited")) {
            return null;
        }
        if (route == Route.GITHUB && reply.outcome().equals("502 oauth_provider_error")) {
            return null;
        }
        return reply.foreign();
    }

    @Test
    void anyTextInAPathIsAnsweredByACode(Member member) {
        String[] texts = {"%00", "%2e%2e", "'", "\"", "%F0%9F%98%80", "%ff", "..;", "a".repeat(3000), "-1", "%25", "*"};
        for (String text : texts) {
            for (String path : new String[] {
                "/user/passkeys/" + text,
                "/user/api-tokens/" + text,
                "/organizations/" + text + "/pipelines",
                "/organizations/" + member.organization() + "/pipelines/" + text,
                member.builds() + "/" + text,
                "/billing/balance/" + text
            }) {
                Reply read = member.service().send(raw(member, "GET", path));
                Reply removed = member.service().send(raw(member, "DELETE", path));
                for (Reply reply : List.of(read, removed)) {
                    assertThat(reply.status()).as("%s: %s", path, reply.text()).isBetween(400, 499);
                    assertThat(reply.foreign()).as("%s: %s", path, reply.text()).isNull();
                }
            }
            member.service().advance(Duration.ofMinutes(1));
        }
    }

    private static HttpRequest.Builder raw(Member member, String method, String path) {
        URI address = URI.create(member.service().base() + "/api/v0" + path.replace("\"", "%22"));
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + member.token())
                .method(method, HttpRequest.BodyPublishers.noBody());
    }
}
