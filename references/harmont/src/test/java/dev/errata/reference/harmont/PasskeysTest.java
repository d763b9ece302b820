package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harmont.Member.Ceremony;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passkeys are made, used and removed; nothing else gets in. */
@ExtendWith(SharedHarmont.class)
class PasskeysTest {
    private static final int RUNNERS = 50;

    private static final String LOGIN = "login/options";

    @Test
    void aPasskeySignsIn(Member member) {
        String credential = member.passkey();
        Ceremony ceremony = member.ask(LOGIN, null);

        Reply reply = member.login(ceremony, member.use(ceremony, credential));

        assertThat(reply.outcome()).isEqualTo("200");
        assertThat(member.service()
                        .send(reply.at("token"), "GET", "/api/v0/user", null)
                        .at("email"))
                .isEqualTo(member.email());
    }

    @ParameterizedTest
    @CsvSource({
        "signature, broken, 400 passkey_assertion_failed",
        "origin, https://evil.example.com, 400 passkey_assertion_failed",
        "origin, http://127.0.0.1:3000, 400 passkey_assertion_failed",
        "counter, stale, 400 passkey_assertion_failed",
        "verified, no, 400 passkey_user_verification_required"
    })
    void whatNoGoodAuthenticatorDoesIsRefused(String what, String how, String outcome, Member member) {
        String credential = member.passkey();
        Ceremony ceremony = member.ask(LOGIN, null);

        assertThat(member.login(ceremony, member.use(ceremony, credential, what, how))
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "origin, https://evil.example.com, 400 passkey_registration_failed",
        "verified, no, 400 passkey_user_verification_required"
    })
    void aRegistrationIsHeldToTheSame(String what, String how, String outcome, Member member) {
        Ceremony ceremony = member.ask("register/options", null);
        Object attestation = member.create(ceremony, what, how).get("attestation");

        Reply reply =
                member.post("/auth/passkey/register/finalize", Member.answer(ceremony, "attestation", attestation));

        assertThat(reply.outcome()).isEqualTo(outcome);
        assertThat(member.get("/user/passkeys").text()).isEqualTo("{\"passkeys\":[]}");
    }

    @Test
    void anAnswerIsNeverTakenTwice(Member member) {
        String credential = member.passkey();
        Ceremony ceremony = member.ask(LOGIN, null);
        Object assertion = member.use(ceremony, credential);

        assertThat(member.login(ceremony, assertion).outcome()).isEqualTo("200");
        assertThat(member.login(ceremony, assertion).outcome()).isEqualTo("400 passkey_challenge_invalid");
        Ceremony other = member.ask(LOGIN, null);
        assertThat(member.login(other, assertion).outcome())
                .as("the answer to one challenge with the id of another")
                .isEqualTo("400 passkey_challenge_invalid");
    }

    @Test
    void aWrongAnswerUsesTheChallengeUp(Member member) {
        String credential = member.passkey();
        Ceremony ceremony = member.ask(LOGIN, null);
        Object good = member.use(ceremony, credential);

        assertThat(member.login(ceremony, member.use(ceremony, credential, "signature", "broken"))
                        .outcome())
                .isEqualTo("400 passkey_assertion_failed");
        assertThat(member.login(ceremony, good).outcome()).isEqualTo("400 passkey_challenge_invalid");
    }

    @Test
    void twoCopiesOfAPasskeyDoNotBothSignInWithOneCount(Member member) throws Exception {
        String credential = member.passkey();
        Object[] assertions = new Object[10];
        Ceremony[] ceremonies = new Ceremony[10];
        IntStream.range(0, 10).forEach(i -> ceremonies[i] = member.ask(LOGIN, null));
        assertions[0] = member.use(ceremonies[0], credential);
        for (int i = 1; i < 10; i++) {
            assertions[i] = member.use(ceremonies[i], credential, "counter", "stale");
        }

        Map<String, Long> outcomes = Race.outcomes(Race.crowd(10, i -> member.login(ceremonies[i], assertions[i])));

        assertThat(outcomes).isEqualTo(Map.of("200", 1L, "400 passkey_assertion_failed", 9L));
    }

    @Test
    void aChallengeIsOpenForThreeHundredSeconds(Member member) {
        String credential = member.passkey();
        Ceremony first = member.ask(LOGIN, null);
        member.service().advance(Duration.ofSeconds(300).minusMillis(1));
        assertThat(member.login(first, member.use(first, credential)).outcome()).isEqualTo("200");

        Ceremony second = member.ask(LOGIN, null);
        member.service().advance(Duration.ofSeconds(300));
        assertThat(member.login(second, member.use(second, credential)).outcome())
                .isEqualTo("400 passkey_challenge_invalid");
    }

    @Test
    void aChallengeOfOneKindOrPersonIsNoneOfAnother(Member member) {
        Member other = member.service().member();
        Ceremony login = member.ask(LOGIN, null);
        Ceremony mine = member.ask("register/options", null);
        Object attestation = member.create(mine).get("attestation");

        assertThat(other.post("/auth/passkey/register/finalize", Member.answer(mine, "attestation", attestation))
                        .outcome())
                .as("somebody else's")
                .isEqualTo("400 passkey_challenge_invalid");
        assertThat(member.post(
                                "/auth/passkey/register/finalize",
                                Member.answer(new Ceremony(login.challenge(), "{}"), "attestation", attestation))
                        .outcome())
                .as("of a login")
                .isEqualTo("400 passkey_challenge_invalid");
        assertThat(member.post("/auth/passkey/register/finalize", "{\"attestation\":{}}")
                        .outcome())
                .as("none")
                .isEqualTo("400 passkey_challenge_invalid");
    }

    @Test
    void aPasskeyOfSomebodyElseIsNotTakenForOnesOwn(Member member) {
        Member other = member.service().member();
        String mine = member.passkey();
        String theirs = other.passkey();
        Ceremony ceremony = member.ask(LOGIN, null);
        Map<String, Object> assertion = new LinkedHashMap<>(Json.members(member.use(ceremony, mine)));
        assertion.put("rawId", theirs);
        assertion.put("id", theirs);

        assertThat(member.login(ceremony, assertion).outcome()).isEqualTo("400 passkey_assertion_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "\"text\"",
                "[]",
                "{}",
                "{\"rawId\":5}",
                "{\"rawId\":\"!\"}",
                "{\"rawId\":null,\"id\":\"x\"}"
            })
    void anAssertionThatNamesNoPasskeyIsOneOfAnUnknown(String assertion, Member member) {
        Ceremony ceremony = member.ask(LOGIN, null);
        String body = "{\"challenge_id\":\"" + ceremony.challenge() + "\",\"assertion\":" + assertion + "}";

        assertThat(member.service()
                        .send(null, "POST", "/api/v0/auth/passkey/login/finalize", body)
                        .outcome())
                .isEqualTo("400 passkey_unknown_credential");
    }

    @Test
    void anyPartOfAnAnswerThatIsBrokenIsRefusedByItsCode(Member member) {
        String credential = member.passkey();
        for (String part : List.of("clientDataJSON", "authenticatorData", "signature", "userHandle")) {
            for (Object broken : new Object[] {"", "!", "AAAA", 5, Map.of(), List.of(), "A".repeat(5000)}) {
                Ceremony ceremony = member.ask(LOGIN, null);
                Map<String, Object> assertion = new LinkedHashMap<>(Json.members(member.use(ceremony, credential)));
                Map<String, Object> response = new LinkedHashMap<>(Json.members(assertion.get("response")));
                response.put(part, broken);
                assertion.put("response", response);

                assertThat(member.login(ceremony, assertion).outcome())
                        .as("%s = %s", part, broken)
                        .isEqualTo("400 passkey_assertion_failed");
            }
            member.service().advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void anyPartOfANewPasskeyThatIsBrokenIsRefusedByItsCode(Member member) {
        for (String part : List.of("clientDataJSON", "attestationObject")) {
            for (Object broken : new Object[] {"", "!", "AAAA", 5, Map.of(), List.of(), "o2NmbXRkbm9uZQ"}) {
                Ceremony ceremony = member.ask("register/options", null);
                Map<String, Object> attestation =
                        new LinkedHashMap<>(Json.members(member.create(ceremony).get("attestation")));
                Map<String, Object> response = new LinkedHashMap<>(Json.members(attestation.get("response")));
                response.put(part, broken);
                attestation.put("response", response);

                assertThat(member.post(
                                        "/auth/passkey/register/finalize",
                                        Member.answer(ceremony, "attestation", attestation))
                                .outcome())
                        .as("%s = %s", part, broken)
                        .isEqualTo("400 passkey_registration_failed");
            }
            member.service().advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void aLinkedAccountElsewhereIsAWayToSignInToo(Member member) {
        member.passkey();
        String uuid = member.get("/user/passkeys").at("passkeys.0.uuid");
        Object code = member.service()
                .fixture("person", "email", member.email(), "name", "Ada")
                .get("code");
        Reply signedIn = member.service()
                .send(
                        null,
                        "POST",
                        "/api/v0/auth/github",
                        Json.write(Map.of("code", code, "redirect_uri", "http://localhost:3000/github")));

        assertThat(signedIn.at("user.email")).isEqualTo(member.email());
        assertThat(member.delete("/user/passkeys/" + uuid).outcome()).isEqualTo("204");
    }

    @Test
    void somebodyElsesPasskeyIsNotThere(Member member) {
        Member other = member.service().member();
        other.passkey();
        String theirs = other.get("/user/passkeys").at("passkeys.0.uuid");
        member.passkey();

        for (String id : List.of(theirs, "nothing", "7b1f8f0e")) {
            assertThat(member.delete("/user/passkeys/" + id).outcome()).as(id).isEqualTo("404 passkey_not_found");
        }
        assertThat(member.delete("/user/passkeys/%00").outcome()).isEqualTo("400 invalid_request");
        Reply reply = member.delete("/user/passkeys/" + theirs);
        assertThat(reply.at("error.message"))
                .isEqualTo("The account has no passkey " + theirs + "; load the list again.");
    }

    @Test
    void aPasskeyAndItsOwnerAreAllThatTheVendorsClientsRead(Member member) {
        member.passkey();

        assertThat(Json.objects(member.get("/user/passkeys").members().get("passkeys"))
                        .get(0)
                        .keySet())
                .containsExactlyInAnyOrder("uuid", "nickname", "aaguid", "created_at", "last_used_at");
        assertThat(member.get("/user/passkeys").at("passkeys.0.nickname")).isEqualTo("Passkey");
        assertThat(member.get("/user/passkeys").at("passkeys.0.aaguid")).matches("[0-9a-f]{32}");
        assertThat(member.get("/user").at("personal_org_slug"))
                .isEqualTo(member.organization())
                .isEqualTo(member.email().replaceAll("[@.]", "-"));
    }
}
