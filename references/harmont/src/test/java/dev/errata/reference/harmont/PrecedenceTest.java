package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.harmont.Member.Ceremony;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that break two rules at once are refused by the first, in the order of the contract. */
@ExtendWith(SharedHarmont.class)
class PrecedenceTest {
    private static final String BROKEN = "{\"branch\":";

    @Test
    void theTokenComesFirst(Member member) {
        assertThat(member.service()
                        .send("nobodys", "POST", "/api/v0/organizations/none/pipelines/none/builds", BROKEN)
                        .outcome())
                .isEqualTo("401 unauthorized");
        assertThat(member.service()
                        .send(null, "POST", "/api/v0/organizations/none/pipelines/none/builds", BROKEN)
                        .outcome())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void anOrganizationComesBeforeItsPipelineAndAPipelineBeforeItsBuild(Member member) {
        Member other = member.service().member();
        assertThat(member.get("/organizations/none/pipelines/none/builds/1").outcome())
                .isEqualTo("404 organization_not_found");
        assertThat(member.get("/organizations/" + other.organization() + "/pipelines/web/builds/1")
                        .outcome())
                .as("of which others are members")
                .isEqualTo("404 organization_not_found");
        assertThat(member.get("/organizations/" + member.organization() + "/pipelines/none/builds/1")
                        .outcome())
                .isEqualTo("404 pipeline_not_found");
        assertThat(member.put(member.builds() + "/1/cancel").outcome()).isEqualTo("404 build_not_found");
    }

    @Test
    void manualBuildsComeBeforeTheBalance(Member member) {
        member.service().fixture("balance", "organization", member.organization(), "cents", "0");
        assertThat(member.build("echo").outcome()).isEqualTo("402 billing_insufficient_balance");
        member.service()
                .send(
                        member.token(),
                        "PATCH",
                        "/api/v0/organizations/" + member.organization() + "/pipelines/" + member.pipeline(),
                        "{\"allow_manual\":false}");

        assertThat(member.build("echo").outcome()).isEqualTo("403 pipeline_manual_disabled");
    }

    @Test
    void theAmountComesBeforeTheProvider(Member member) {
        String path = "/billing/checkout/" + member.organization();
        for (String state : new String[] {"down", "unconfigured"}) {
            member.service().fixture("payments", "state", state);
            assertThat(member.post(path, "{\"amount_cents\":99}").outcome()).isEqualTo("400 invalid_amount");
            assertThat(member.post("/billing/checkout/none", "{\"amount_cents\":99}")
                            .outcome())
                    .isEqualTo("404 organization_not_found");
        }
        member.service().fixture("payments", "state", "up");
    }

    @Test
    void atTheEndOfASignupTheChallengeComesBeforeThePasskeyTheLinkAndTheAddress(Member member) {
        Newcomer newcomer = new Newcomer(member.service(), member.email());
        newcomer.begin();
        String link = newcomer.link();
        newcomer.begin();
        String other = newcomer.link();
        Object evil = newcomer.attest(newcomer.ceremony(link), "origin", "https://evil.example.com");

        Ceremony unknown = new Ceremony("nothing", "{}");
        assertThat(newcomer.complete(unknown, link, evil).outcome()).isEqualTo("400 passkey_challenge_invalid");
        assertThat(newcomer.complete(newcomer.ceremony(link), other, evil).outcome())
                .as("bound to another link")
                .isEqualTo("400 passkey_challenge_invalid");
        Ceremony again = newcomer.ceremony(link);
        assertThat(newcomer.complete(again, link, newcomer.attest(again, "origin", "https://evil.example.com"))
                        .outcome())
                .as("the passkey before the address")
                .isEqualTo("400 passkey_registration_failed");
        Ceremony last = newcomer.ceremony(link);
        assertThat(newcomer.complete(last, link, newcomer.attest(last)).outcome())
                .isEqualTo("409 passkey_signup_email_taken");
    }

    @Test
    void atALoginTheChallengeComesBeforeTheCredentialAndThatBeforeTheSignature(Member member) {
        Ceremony ceremony = member.ask("login/options", null);
        Map<String, Object> assertion = Map.of("rawId", "none", "id", "none");

        assertThat(member.login(new Ceremony("nothing", "{}"), assertion).outcome())
                .isEqualTo("400 passkey_challenge_invalid");
        assertThat(member.login(ceremony, assertion).outcome()).isEqualTo("400 passkey_unknown_credential");
    }

    @Test
    void aFullHouseComesBeforeTheMailAndTheMailBeforeItsServer(Member member) {
        Newcomer newcomer = Newcomer.of(member);
        member.service().fixture("mail", "state", "unconfigured");
        assertThat(newcomer.begin().outcome()).isEqualTo("500 email_unconfigured");
        member.service().fixture("signups", "state", "full");
        assertThat(newcomer.begin().outcome()).isEqualTo("503 signup_cap_reached");
        assertThat(newcomer.post("/api/v0/auth/passkey/signup/begin", Map.of("email", "x", "name", ""))
                        .outcome())
                .isEqualTo("400 field_invalid");
        member.service().member();
    }

    @Test
    void aPasskeyThatIsNotThereComesBeforeTheLastOne(Member member) {
        member.passkey();

        assertThat(member.delete("/user/passkeys/none").outcome()).isEqualTo("404 passkey_not_found");
        assertThat(member.delete(
                                "/user/passkeys/" + member.get("/user/passkeys").at("passkeys.0.uuid"))
                        .outcome())
                .isEqualTo("409 passkey_last_credential");
        assertThat(Json.objects(member.get("/user/passkeys").members().get("passkeys")))
                .hasSize(1);
    }
}
