package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harmont.Member.Ceremony;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an e-mail address to an account with a passkey. */
@ExtendWith(SharedHarmont.class)
class SignupTest {
    private static final int RUNNERS = 50;

    @Test
    void aMailALinkAndAPasskeyMakeAnAccountThatIsSignedIn(Member member) {
        Newcomer newcomer = Newcomer.of(member);
        Reply begun = newcomer.begin();
        String link = newcomer.link();
        Ceremony ceremony = newcomer.ceremony(link);

        Reply done = newcomer.complete(ceremony, link, newcomer.attest(ceremony));

        assertThat(begun.outcome()).isEqualTo("204");
        assertThat(begun.text()).isEmpty();
        assertThat(done.outcome()).isEqualTo("200");
        assertThat(Json.write(done.members().get("user")))
                .isEqualTo("{\"uuid\":\"" + done.at("user.uuid") + "\",\"email\":\"" + newcomer.email()
                        + "\",\"name\":\"Grace\"}");
        Reply me = newcomer.service().send(done.at("token"), "GET", "/api/v0/user", null);
        assertThat(me.at("email")).isEqualTo(newcomer.email());
    }

    @Test
    void optionsHaveTheFormThatBrowsersRead(Member member) {
        Newcomer newcomer = Newcomer.of(member);
        newcomer.begin();
        Reply options = newcomer.options(newcomer.link());

        assertThat(options.at("options.rp.id")).isEqualTo("localhost");
        assertThat(options.at("options.user.name")).isEqualTo(newcomer.email());
        assertThat(options.at("options.user.displayName")).isEqualTo("Grace");
        assertThat(options.at("options.user.id")).matches("[A-Za-z0-9_-]+");
        assertThat(options.at("options.challenge")).matches("[A-Za-z0-9_-]{43}");
        assertThat(Json.objects(Json.members(options.members().get("options")).get("pubKeyCredParams")))
                .containsExactly(
                        Map.of("type", "public-key", "alg", -7),
                        Map.of("type", "public-key", "alg", -8),
                        Map.of("type", "public-key", "alg", -257));
        assertThat(options.at("options.authenticatorSelection.userVerification"))
                .isEqualTo("required");
        assertThat(options.at("options.timeout")).isEqualTo("300000");
    }

    @Test
    void aLinkLeadsOnForADayAndNotLonger(Member member) {
        Newcomer newcomer = Newcomer.of(member);
        newcomer.begin();
        String link = newcomer.link();

        member.service().advance(Duration.ofHours(24).minusMillis(1));
        assertThat(newcomer.options(link).outcome()).isEqualTo("200");
        member.service().advance(Duration.ofMillis(1));
        Reply late = newcomer.options(link);

        assertThat(late.outcome()).isEqualTo("400 passkey_token_invalid");
        assertThat(late.at("error.message")).isEqualTo("This link has expired or was used already; ask for a new one.");
    }

    @Test
    void aLinkOfARecoveryIsNoneOfASignup(Member member) {
        Newcomer known = new Newcomer(member.service(), member.email());
        assertThat(known.recover().outcome()).isEqualTo("204");
        String link = known.link();

        assertThat(known.options(link).outcome()).isEqualTo("400 passkey_token_invalid");
        assertThat(known.recoveryOptions(link).outcome()).isEqualTo("200");
    }

    @Test
    void ofFiftyWhoUseALinkAtOnceOneGetsTheAccount(Member member) throws Exception {
        Newcomer newcomer = Newcomer.of(member);
        newcomer.begin();
        String link = newcomer.link();
        Ceremony[] ceremonies = new Ceremony[RUNNERS];
        Object[] attestations = new Object[RUNNERS];
        IntStream.range(0, RUNNERS).forEach(i -> {
            ceremonies[i] = newcomer.ceremony(link);
            attestations[i] = newcomer.attest(ceremonies[i]);
        });

        Map<String, Long> outcomes =
                Race.outcomes(Race.crowd(RUNNERS, i -> newcomer.complete(ceremonies[i], link, attestations[i])));

        assertThat(outcomes).isEqualTo(Map.of("200", 1L, "400 passkey_token_invalid", RUNNERS - 1L));
    }

    @Test
    void ofFiftyWhoAnswerAChallengeAtOnceOneIsHeard(Member member) throws Exception {
        Newcomer newcomer = Newcomer.of(member);
        newcomer.begin();
        String link = newcomer.link();
        Ceremony ceremony = newcomer.ceremony(link);
        Object attestation = newcomer.attest(ceremony);

        Map<String, Long> outcomes =
                Race.outcomes(Race.crowd(RUNNERS, i -> newcomer.complete(ceremony, link, attestation)));

        assertThat(outcomes).isEqualTo(Map.of("200", 1L, "400 passkey_challenge_invalid", RUNNERS - 1L));
    }

    @Test
    void ofTwoLinksToOneAddressOneMakesTheAccount(Member member) {
        Newcomer newcomer = Newcomer.of(member);
        newcomer.begin();
        newcomer.begin();
        String first = newcomer.link();
        String second = newcomer.link();
        Ceremony one = newcomer.ceremony(first);
        Ceremony other = newcomer.ceremony(second);

        assertThat(newcomer.complete(one, first, newcomer.attest(one)).outcome())
                .isEqualTo("200");
        Reply taken = newcomer.complete(other, second, newcomer.attest(other));

        assertThat(taken.outcome()).isEqualTo("409 passkey_signup_email_taken");
    }

    @Test
    void theLastPlaceIsGivenOnceThoughManyRunForIt(Member member) throws Exception {
        Newcomer[] newcomers = IntStream.range(0, 10)
                .mapToObj(i -> new Newcomer(member.service(), i + "-" + member.email()))
                .toArray(Newcomer[]::new);
        String[] links = new String[newcomers.length];
        Ceremony[] ceremonies = new Ceremony[newcomers.length];
        Object[] attestations = new Object[newcomers.length];
        for (int i = 0; i < newcomers.length; i++) {
            newcomers[i].begin();
            links[i] = newcomers[i].link();
            ceremonies[i] = newcomers[i].ceremony(links[i]);
            attestations[i] = newcomers[i].attest(ceremonies[i]);
        }
        member.service().fixture("signups", "state", "full", "room", "1");

        Map<String, Long> outcomes = Race.outcomes(
                Race.crowd(newcomers.length, i -> newcomers[i].complete(ceremonies[i], links[i], attestations[i])));

        assertThat(outcomes).isEqualTo(Map.of("200", 1L, "503 signup_cap_reached", newcomers.length - 1L));
        member.service().fixture("signups", "state", "open");
    }

    @Test
    void anAddressGetsFiveMailsAnHour(Member member) {
        Newcomer newcomer = Newcomer.of(member);
        for (int i = 0; i < 5; i++) {
            assertThat(newcomer.begin().outcome()).isEqualTo("204");
        }
        Reply sixth = newcomer.begin();

        assertThat(sixth.outcome()).isEqualTo("429 rate_limited");
        assertThat(sixth.header("Retry-After")).isEqualTo("3600");
        member.service().advance(Duration.ofHours(1));
        assertThat(newcomer.begin().outcome()).isEqualTo("204");
    }

    @Test
    void linksLeadToThePagesOfTheBrowserApplication(Member member) {
        String fresh = "new-" + member.email();
        member.service()
                .send(
                        null,
                        "POST",
                        "/api/v0/auth/passkey/signup/begin",
                        "{\"email\":\"" + fresh + "\",\"name\":\"A\"}");
        assertThat(member.service().fixture("link", "email", fresh).get("link_page"))
                .isEqualTo("http://localhost:3000/register/verify");

        member.service().send(null, "POST", "/api/v0/auth/recover/begin", "{\"email\":\"" + member.email() + "\"}");
        assertThat(member.service().fixture("link", "email", member.email()).get("link_page"))
                .isEqualTo("http://localhost:3000/recover/verify");
    }
}
