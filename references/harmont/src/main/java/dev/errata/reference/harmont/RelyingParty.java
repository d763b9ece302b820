package dev.errata.reference.harmont;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.RegistrationExtensionAuthenticatorOutput;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import dev.errata.core.ApiException;
import dev.errata.reference.harmont.Passkey.Credential;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks authenticators and verifies what they answer, with webauthn4j, in the JSON forms of Web Authentication Level 3,
 * sections 5.1.8 to 5.1.10. Thread-safe.
 */
final class RelyingParty {
    private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);
    private static final List<PublicKeyCredentialParameters> PARAMETERS = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();

    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager();
    private final AttestedCredentialDataConverter keys = new AttestedCredentialDataConverter(new ObjectConverter());
    private final Origin origin;
    private final String id;
    private final long timeoutMillis;

    RelyingParty(URI origin, long challengeSeconds) {
        this.origin = new Origin(origin.toString());
        this.id = origin.getHost();
        this.timeoutMillis = challengeSeconds * 1000;
    }

    /** What a registration has brought; {@code aaguid} is that of the authenticator's make, as hex digits. */
    record Registered(Credential credential, String aaguid) {}

    /** The answer to what is wrong with a ceremony. */
    private interface Otherwise extends Function<PasskeyFault, ApiException> {}

    /** What a browser needs to make a passkey. */
    Map<String, Object> creation(Challenges.Challenge challenge, String email, String name, List<Passkey> present) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("rp", Map.of("id", id, "name", "Harmont"));
        options.put("user", Map.of("id", encode(handle(challenge.userId())), "name", email, "displayName", name));
        options.put("challenge", challenge.challenge());
        options.put(
                "pubKeyCredParams",
                ALGORITHMS.stream()
                        .map(algorithm -> Map.of("type", "public-key", "alg", algorithm.getValue()))
                        .toList());
        options.put("timeout", timeoutMillis);
        options.put(
                "excludeCredentials",
                present.stream()
                        .map(passkey -> Map.of(
                                "type", "public-key", "id", passkey.credential().id()))
                        .toList());
        options.put(
                "authenticatorSelection",
                Map.of("residentKey", "required", "requireResidentKey", true, "userVerification", "required"));
        options.put("attestation", "none");
        return options;
    }

    /** What a browser needs to sign in with any passkey of this site. */
    Map<String, Object> request(Challenges.Challenge challenge) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("challenge", challenge.challenge());
        options.put("timeout", timeoutMillis);
        options.put("rpId", id);
        options.put("allowCredentials", List.of());
        options.put("userVerification", "required");
        return options;
    }

    /** Verifies a new passkey. */
    Registered register(Challenges.Challenge challenge, @Nullable JsonNode attestation) {
        RegistrationData data =
                read(attestation, webAuthn::parseRegistrationResponseJSON, RelyingParty::registrationFailed);
        verify(
                () -> webAuthn.verify(data, new RegistrationParameters(property(challenge), PARAMETERS, true, true)),
                RelyingParty::registrationFailed);
        AuthenticatorData<RegistrationExtensionAuthenticatorOutput> made =
                Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData credential = Objects.requireNonNull(made.getAttestedCredentialData());
        return new Registered(
                new Credential(
                        encode(credential.getCredentialId()),
                        keys.convert(credential),
                        made.isFlagBE(),
                        made.getSignCount()),
                HexFormat.of().formatHex(credential.getAaguid().getBytes()));
    }

    /** Verifies a use of a passkey; answers the authenticator's count of uses. */
    long authenticate(Challenges.Challenge challenge, Passkey passkey, @Nullable JsonNode assertion) {
        AuthenticationData data =
                read(assertion, webAuthn::parseAuthenticationResponseJSON, RelyingParty::assertionFailed);
        CredentialRecordImpl known = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.credential().backupEligible(),
                false,
                passkey.credential().uses(),
                keys.convert(passkey.credential().key()),
                null,
                null,
                null,
                null);
        verify(
                () -> webAuthn.verify(data, new AuthenticationParameters(property(challenge), known, null, true, true)),
                RelyingParty::assertionFailed);
        if (data.getUserHandle() != null && !Arrays.equals(data.getUserHandle(), handle(passkey.userId()))) {
            throw assertionFailed(PasskeyFault.ACCOUNT);
        }
        return Objects.requireNonNull(data.getAuthenticatorData()).getSignCount();
    }

    /** Whatever a reader throws at what a stranger has sent, it is a thing that cannot be read. */
    private static <T> T read(@Nullable JsonNode answer, Function<String, T> reader, Otherwise otherwise) {
        try {
            return reader.apply(String.valueOf(answer));
        } catch (RuntimeException e) {
            throw otherwise.apply(PasskeyFault.UNREADABLE);
        }
    }

    private static void verify(Runnable ceremony, Otherwise otherwise) {
        try {
            ceremony.run();
        } catch (BadChallengeException e) {
            throw HarmontErrors.passkeyChallengeInvalid();
        } catch (UserNotVerifiedException e) {
            throw HarmontErrors.passkeyUserVerificationRequired();
        } catch (WebAuthnException | IllegalArgumentException e) {
            throw otherwise.apply(PasskeyFault.of(e));
        }
    }

    static ApiException assertionFailed(PasskeyFault fault) {
        return HarmontErrors.passkeyAssertionFailed(fault.word(), fault.sentence());
    }

    private static ApiException registrationFailed(PasskeyFault fault) {
        return HarmontErrors.passkeyRegistrationFailed(fault.word(), fault.sentence());
    }

    private ServerProperty property(Challenges.Challenge challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(id)
                .challenge(new DefaultChallenge(challenge.challenge()))
                .build();
    }

    /** What an authenticator keeps as the account that a passkey is for. */
    private static byte[] handle(String userId) {
        return userId.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
