package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes with which token, and for how long. */
@ExtendWith(SharedHarmont.class)
class TokensTest {
    private static Reply make(Member member, String description) {
        return member.post("/user/api-tokens", Json.write(Map.of("description", description)));
    }

    @Test
    void anApiTokenIsShownOnceAndActsForWhoMadeIt(Member member) {
        Reply made = make(member, "deploy");
        String secret = made.at("token");

        assertThat(made.outcome()).isEqualTo("201");
        assertThat(secret).matches("hm_[A-Za-z0-9_-]{43}");
        assertThat(made.at("api_token.description")).isEqualTo("deploy");
        assertThat(member.service().send(secret, "GET", "/api/v0/user", null).at("email"))
                .isEqualTo(member.email());
        Reply list = member.get("/user/api-tokens");
        assertThat(list.text()).doesNotContain(secret);
        assertThat(list.at("api_tokens.0.last_used_at")).isNotEqualTo("null");
    }

    @Test
    void anApiTokenThatWasRemovedIsNobodys(Member member) {
        Reply made = make(member, "deploy");

        assertThat(member.delete("/user/api-tokens/" + made.at("api_token.id")).outcome())
                .isEqualTo("204");
        Reply reply = member.service().send(made.at("token"), "GET", "/api/v0/user", null);
        assertThat(reply.outcome()).isEqualTo("401 unauthorized");
        assertThat(reply.at("error.message"))
                .isEqualTo("Nobody has this token any more; sign in again, or make a new API token.");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"Harmont\", error=\"invalid_token\"");
    }

    @Test
    void neitherASessionNorSomebodyElsesTokenNorNonsenseIsAnApiTokenOfTheAccount(Member member) {
        Member other = member.service().member();
        String theirs = make(other, "theirs").at("api_token.id");

        for (String id : List.of(theirs, "nonsense", "7b1f8f0e-0d5e-4a53-9d7a-2f2b5d0f6c11", member.token())) {
            assertThat(member.delete("/user/api-tokens/" + id).outcome()).as(id).isEqualTo("404 api_token_not_found");
        }
        assertThat(Json.objects(other.get("/user/api-tokens").members().get("api_tokens")))
                .hasSize(1);
    }

    @Test
    void aSessionLastsThirtyDays(Member member) {
        member.service().advance(Duration.ofDays(30).minusMillis(1));
        assertThat(member.get("/user").outcome()).isEqualTo("200");

        member.service().advance(Duration.ofMillis(1));
        Reply late = member.get("/user");
        assertThat(late.outcome()).isEqualTo("401 unauthorized");
        assertThat(late.at("error.message"))
                .isEqualTo("This token has passed its end; sign in again, or make a new API token.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "Bearer %00", "nothing"})
    void whatIsNoTokenIsToldSo(String header, Harmont service) {
        HttpRequest.Builder request = service.request("/api/v0/user").header("Authorization", header);

        assertThat(service.send(request).outcome()).isEqualTo("401 unauthorized");
    }

    @Test
    void anOldSessionDoesNotKeepAnybodyFromSigningIn(Harmont service) {
        assertThat(service.send("nobodys", "POST", "/api/v0/auth/passkey/login/options", null)
                        .outcome())
                .isEqualTo("200");
        assertThat(service.send("nobodys", "POST", "/api/v0/auth/passkey/register/options", null)
                        .outcome())
                .isEqualTo("401 unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1",
                "9223372036854775807",
                "-18261652184980653",
                "1e30",
                "\"2000-01-01T00:00:00Z\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"never\""
            })
    void anEndThatCannotBeIsNamed(String end, Member member) {
        Reply reply = member.post("/user/api-tokens", "{\"description\":\"deploy\",\"expires_at\":" + end + "}");

        assertThat(reply.outcome()).isEqualTo("400 field_invalid");
        assertThat(reply.at("error.field")).isEqualTo("expires_at");
    }

    @Test
    void useIsNotedOnceAMinute(Member member) {
        Reply made = make(member, "deploy");
        String secret = made.at("token");
        member.service().send(secret, "GET", "/api/v0/user", null);
        String first = member.get("/user/api-tokens").at("api_tokens.0.last_used_at");

        member.service().advance(Duration.ofSeconds(59));
        member.service().send(secret, "GET", "/api/v0/user", null);
        assertThat(member.get("/user/api-tokens").at("api_tokens.0.last_used_at"))
                .isEqualTo(first);
        member.service().advance(Duration.ofSeconds(2));
        member.service().send(secret, "GET", "/api/v0/user", null);
        assertThat(member.get("/user/api-tokens").at("api_tokens.0.last_used_at"))
                .isNotEqualTo(first);
    }

    @Test
    void demoTokensAreTheSameAtEveryStartAndEndWithTheirAccount(@TempDir Path data) {
        String token = Objects.requireNonNull(HarmontTokens.demo().get("api"));
        String builds = "/api/v0/organizations/demo/pipelines/web/builds";
        try (Harmont first = Harmont.start(data)) {
            assertThat(first.send(token, "GET", builds, null).outcome()).isEqualTo("200");
            assertThat(first.send(token, "DELETE", "/api/v0/user", null).outcome())
                    .isEqualTo("204");
            assertThat(first.send(token, "GET", "/api/v0/user", null).outcome()).isEqualTo("401 unauthorized");
        }
        try (Harmont second = Harmont.start(data)) {
            assertThat(second.send(token, "GET", builds, null).outcome()).isEqualTo("200");
        }
    }
}
