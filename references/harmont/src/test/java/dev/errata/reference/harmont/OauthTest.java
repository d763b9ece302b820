package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts elsewhere lead to accounts here, when they say enough of whose they are. */
@ExtendWith(SharedHarmont.class)
class OauthTest {
    private static Reply signIn(Harmont service, Object code) {
        return service.send(
                null,
                "POST",
                "/api/v0/auth/github",
                Json.write(Map.of("code", code, "redirect_uri", "http://localhost:3000/github")));
    }

    private static Reply signIn(Harmont service, String... person) {
        return signIn(service, service.fixture("person", person).get("code"));
    }

    @Test
    void theFirstSignInMakesAnAccountAndTheNextFindsIt(Member member) {
        String email = "New-" + member.email();

        Reply first = signIn(member.service(), "email", email, "name", "Grace");
        Reply second = signIn(member.service(), "email", email, "name", "Somebody");

        assertThat(first.at("user.email")).isEqualTo(email.toLowerCase(Locale.ROOT));
        assertThat(second.at("user.uuid")).isEqualTo(first.at("user.uuid"));
        assertThat(second.at("user.name")).isEqualTo("Grace");
    }

    @Test
    void whoCannotBeNamedOrReachedGetsNoAccount(Member member) {
        String email = "new-" + member.email();
        for (Reply reply : new Reply[] {
            signIn(member.service(), "name", "Grace"),
            signIn(member.service(), "email", email),
            signIn(member.service(), "email", email, "name", " "),
            signIn(member.service(), "email", email, "name", "x".repeat(256)),
            signIn(member.service(), "email", member.email(), "name", "Mallory", "verified", "false")
        }) {
            assertThat(reply.outcome()).isEqualTo("500 signup_failed");
        }
    }

    @Test
    void aCodeIsGoodForOneTry(Member member) {
        Object code = member.service()
                .fixture("person", "email", "new-" + member.email(), "name", "Grace")
                .get("code");

        assertThat(signIn(member.service(), code).outcome()).isEqualTo("200");
        assertThat(signIn(member.service(), code).outcome()).isEqualTo("502 oauth_provider_error");
    }

    @Test
    void aFullHouseLetsInWhoLivesThere(Member member) {
        member.service().fixture("signups", "state", "full");

        assertThat(signIn(member.service(), "email", member.email(), "name", "Ada")
                        .outcome())
                .isEqualTo("200");
        assertThat(signIn(member.service(), "email", "new-" + member.email(), "name", "Grace")
                        .outcome())
                .isEqualTo("503 signup_cap_reached");
        member.service().fixture("signups", "state", "open");
    }

    @Test
    void aProviderThatFailsIsNamed(Member member) {
        member.service().fixture("identities", "state", "down");
        Reply down = signIn(member.service(), (Object) "any");
        member.service().fixture("identities", "state", "unconfigured");
        Reply none = signIn(member.service(), (Object) "any");
        member.service().fixture("identities", "state", "up");

        assertThat(down.outcome()).isEqualTo("502 oauth_provider_error");
        assertThat(none.outcome()).isEqualTo("503 oauth_provider_error");
        assertThat(none.at("error.message")).isEqualTo("This installation has no sign-in by github; use a passkey.");
    }
}
