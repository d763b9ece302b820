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

/** Back into an account whose passkeys are lost, and no other. */
@ExtendWith(SharedHarmont.class)
class RecoveryTest {
    private static final int RUNNERS = 50;

    private static Newcomer known(Member member) {
        return new Newcomer(member.service(), member.email());
    }

    @Test
    void aLinkAndANewPasskeySignIn(Member member) {
        Newcomer known = known(member);
        known.recover();
        String link = known.link();
        Ceremony ceremony = Newcomer.ceremony(known.recoveryOptions(link));

        Reply done = known.recovered(ceremony, link, known.attest(ceremony));

        assertThat(done.outcome()).isEqualTo("200");
        assertThat(done.at("user.email")).isEqualTo(member.email());
        Reply passkeys = member.service().send(done.at("token"), "GET", "/api/v0/user/passkeys", null);
        assertThat(Json.objects(passkeys.members().get("passkeys"))).hasSize(1);
    }

    @Test
    void nobodyLearnsWhetherThereIsAnAccountOrMail(Member member) {
        Newcomer known = known(member);
        Newcomer stranger = Newcomer.of(member);
        for (String state : new String[] {"up", "down", "unconfigured"}) {
            member.service().fixture("mail", "state", state);
            assertThat(known.recover().outcome()).as(state).isEqualTo("204");
            assertThat(stranger.recover().outcome()).as(state).isEqualTo("204");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(known.recover().outcome()).isEqualTo("204");
        }
        member.service().fixture("mail", "state", "up");
    }

    @Test
    void aLinkLeadsBackForAQuarterOfAnHour(Member member) {
        Newcomer known = known(member);
        known.recover();
        String link = known.link();

        member.service().advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(known.recoveryOptions(link).outcome()).isEqualTo("200");
        member.service().advance(Duration.ofMillis(1));
        assertThat(known.recoveryOptions(link).outcome()).isEqualTo("400 passkey_token_invalid");
    }

    @Test
    void aLinkIsUsedUpByItsFirstAnswerRightOrWrong(Member member) {
        Newcomer known = known(member);
        known.recover();
        String link = known.link();
        Ceremony ceremony = Newcomer.ceremony(known.recoveryOptions(link));
        Object attestation = known.attest(ceremony);

        Reply wrong = known.recovered(new Ceremony("nothing", "{}"), link, attestation);
        Reply right = known.recovered(ceremony, link, attestation);

        assertThat(wrong.outcome()).isEqualTo("400 passkey_challenge_invalid");
        assertThat(right.outcome()).isEqualTo("400 passkey_token_invalid");
    }

    @Test
    void ofFiftyWhoUseALinkAtOnceOneComesIn(Member member) throws Exception {
        Newcomer known = known(member);
        known.recover();
        String link = known.link();
        Ceremony[] ceremonies = new Ceremony[RUNNERS];
        Object[] attestations = new Object[RUNNERS];
        IntStream.range(0, RUNNERS).forEach(i -> {
            ceremonies[i] = Newcomer.ceremony(known.recoveryOptions(link));
            attestations[i] = known.attest(ceremonies[i]);
        });

        Map<String, Long> outcomes =
                Race.outcomes(Race.crowd(RUNNERS, i -> known.recovered(ceremonies[i], link, attestations[i])));

        assertThat(outcomes).isEqualTo(Map.of("200", 1L, "400 passkey_token_invalid", RUNNERS - 1L));
        assertThat(Json.objects(member.get("/user/passkeys").members().get("passkeys")))
                .hasSize(1);
    }
}
