package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session goes over from the browser to the command-line program, and ends. */
@ExtendWith(SharedHarmont.class)
class HandoverTest {
    private static Reply open(Member member, String path, String name, String value) {
        return member.service().send(null, "POST", "/api/v0/auth/cli/" + path, Json.write(Map.of(name, value)));
    }

    @Test
    void aProgramAsksUntilTheBrowserHasLeftTheSession(Member member) {
        String nonce = "a-nonce-of-" + member.email();
        assertThat(open(member, "claim", "nonce", nonce).outcome()).isEqualTo("400 cli_code_invalid");

        assertThat(member.post("/auth/cli/transfer", Json.write(Map.of("nonce", nonce)))
                        .outcome())
                .isEqualTo("204");
        String token = open(member, "claim", "nonce", nonce).at("token");
        assertThat(member.service().send(token, "GET", "/api/v0/user", null).at("email"))
                .isEqualTo(member.email());
        assertThat(open(member, "claim", "nonce", nonce).outcome()).isEqualTo("400 cli_code_invalid");
    }

    @Test
    void aNonceIsGoodForAMinuteAndACodeForFive(Member member) {
        String nonce = "late-nonce-of-" + member.email();
        member.post("/auth/cli/transfer", Json.write(Map.of("nonce", nonce)));
        String code = member.post("/auth/cli/code", null).at("code");
        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{16}");

        member.service().advance(Duration.ofSeconds(60));
        assertThat(open(member, "claim", "nonce", nonce).outcome()).isEqualTo("400 cli_code_invalid");
        assertThat(open(member, "redeem", "code", code.toLowerCase()).outcome()).isEqualTo("400 cli_code_invalid");
        assertThat(open(member, "claim", "nonce", code).outcome())
                .as("a code is no nonce")
                .isEqualTo("400 cli_code_invalid");
        assertThat(open(member, "redeem", "code", code).outcome()).isEqualTo("200");

        String old = member.post("/auth/cli/code", null).at("code");
        member.service().advance(Duration.ofSeconds(300));
        assertThat(open(member, "redeem", "code", old).outcome()).isEqualTo("400 cli_code_invalid");
    }

    @Test
    void aCodeIsRedeemedOnceThoughManyTry(Member member) throws Exception {
        String code = member.post("/auth/cli/code", null).at("code");

        assertThat(Race.outcomes(Race.crowd(20, i -> open(member, "redeem", "code", code))))
                .isEqualTo(Map.of("200", 1L, "400 cli_code_invalid", 19L));
    }

    @Test
    void whoLogsOutEndsTheTokenInUseAndNoOther(Member member) {
        String code = member.post("/auth/cli/code", null).at("code");
        String other = open(member, "redeem", "code", code).at("token");

        assertThat(member.post("/auth/logout", null).outcome()).isEqualTo("204");

        assertThat(member.get("/user").outcome()).isEqualTo("401 unauthorized");
        assertThat(member.service().send(other, "GET", "/api/v0/user", null).status())
                .isEqualTo(200);
    }

    @Test
    void whoIsNotSignedInHasNoSessionToHandOver(Member member) {
        for (String path : new String[] {"cli/code", "cli/transfer", "logout"}) {
            assertThat(member.service()
                            .send(null, "POST", "/api/v0/auth/" + path, "{\"nonce\":\"0123456789abcdef\"}")
                            .outcome())
                    .as(path)
                    .isEqualTo("401 unauthorized");
            assertThat(member.service()
                            .send("nobody", "POST", "/api/v0/auth/" + path, "{\"nonce\":\"0123456789abcdef\"}")
                            .outcome())
                    .as(path)
                    .isEqualTo("401 unauthorized");
        }
    }
}
