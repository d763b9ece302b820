package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.PackedAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnModelAuthenticator;
import com.webauthn4j.test.client.ClientPlatform;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harmont.Member.Ceremony;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Authenticators that are not ours, and attest in other ways, sign in as well. */
@ExtendWith(SharedHarmont.class)
class OtherAuthenticatorsTest {
    private static final JsonMapper JSON = new ObjectConverter().getJsonMapper();

    static Stream<WebAuthnModelAuthenticator> authenticators() {
        return Stream.of(new NoneAttestationAuthenticator(), new PackedAuthenticator());
    }

    private static Object read(Object credential) {
        return Objects.requireNonNull(
                Json.read(JSON.writeValueAsString(credential).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("authenticators")
    void aPasskeyOfAnotherMakeIsTakenAndSignsIn(WebAuthnModelAuthenticator authenticator, Member member) {
        ClientPlatform browser = new ClientPlatform(
                new Origin("http://localhost:3000"), new WebAuthnAuthenticatorAdaptor(authenticator));
        Ceremony registration = member.ask("register/options", null);
        Object attestation = read(browser.create(Objects.requireNonNull(
                JSON.readValue(registration.options(), PublicKeyCredentialCreationOptions.class))));

        Reply registered =
                member.post("/auth/passkey/register/finalize", Member.answer(registration, "attestation", attestation));
        assertThat(registered.outcome()).as(registered.text()).isEqualTo("200");
        Ceremony login = member.ask("login/options", null);
        Object assertion = read(browser.get(
                Objects.requireNonNull(JSON.readValue(login.options(), PublicKeyCredentialRequestOptions.class))));

        Reply signedIn = member.login(login, assertion);
        assertThat(signedIn.outcome()).as(signedIn.text()).isEqualTo("200");
    }
}
