package dev.errata.reference.harmont;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionAuthenticatorOutput;
import com.webauthn4j.data.extension.authenticator.RegistrationExtensionAuthenticatorOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser and its authenticator: real keys on P-256, real signatures, in the JSON forms that browsers send. It can be
 * told to do what no good one does. Thread-safe.
 */
final class SoftwareAuthenticator {
    private static final int ID_BYTES = 32;

    private final String origin;
    private final SecureRandom random;
    private final JsonMapper json = JsonMapper.builder().build();
    private final ObjectConverter converter = new ObjectConverter();
    private final Map<String, Credential> credentials = new ConcurrentHashMap<>();

    private record Credential(KeyPair keys, String user, AtomicLong uses) {}

    /**
     * What it does wrong.
     *
     * @param origin where the browser says that it is; null for where it should be
     * @param verified whether it has verified its user
     * @param genuine whether what it signs is what it sends
     * @param counting whether its count goes on, as that of a copy would not
     */
    record Manners(@Nullable String origin, boolean verified, boolean genuine, boolean counting) {
        static final Manners GOOD = new Manners(null, true, true, true);
    }

    SoftwareAuthenticator(String origin, SecureRandom random) {
        this.origin = origin;
        this.random = random;
    }

    /**
     * Makes a passkey and answers what {@code PublicKeyCredential.toJSON} gives for it.
     *
     * @param again the id of a passkey to answer with that it has made before; null for a new one
     */
    Map<String, Object> create(JsonNode options, @Nullable String again, Manners manners) {
        byte[] id = again == null ? id() : Base64.getUrlDecoder().decode(again);
        KeyPair keys = again == null ? keys() : made(again).keys();
        byte flags = (byte) (flags(manners) | AuthenticatorData.BIT_AT);
        AuthenticatorData<RegistrationExtensionAuthenticatorOutput> data = new AuthenticatorData<>(
                site(options.path("rp").path("id").stringValue()),
                flags,
                1,
                new AttestedCredentialData(
                        AAGUID.ZERO,
                        id,
                        EC2COSEKey.create((ECPublicKey) keys.getPublic(), COSEAlgorithmIdentifier.ES256)));
        byte[] attestation = Objects.requireNonNull(new AttestationObjectConverter(converter)
                .convertToBytes(new AttestationObject(data, new NoneAttestationStatement())));
        credentials.put(
                encode(id), new Credential(keys, options.path("user").path("id").stringValue(), new AtomicLong(1)));
        return credential(
                encode(id),
                Map.of(
                        "clientDataJSON", encode(clientData("webauthn.create", options, manners)),
                        "attestationObject", encode(attestation),
                        "transports", List.of("internal")));
    }

    /** Signs in with a passkey that it has made. */
    Map<String, Object> get(JsonNode options, String id, Manners manners) {
        Credential credential = made(id);
        long uses = manners.counting()
                ? credential.uses().incrementAndGet()
                : credential.uses().get();
        byte[] data = new AuthenticatorDataConverter(converter)
                .convert(new AuthenticatorData<AuthenticationExtensionAuthenticatorOutput>(
                        site(options.path("rpId").stringValue()), flags(manners), uses));
        byte[] client = clientData("webauthn.get", options, manners);
        return credential(
                id,
                Map.of(
                        "clientDataJSON", encode(client),
                        "authenticatorData", encode(data),
                        "signature", encode(sign(credential, data, client, manners)),
                        "userHandle", credential.user()));
    }

    private Credential made(String id) {
        Credential credential = credentials.get(id);
        if (credential == null) {
            throw new IllegalArgumentException("this authenticator has made no passkey '" + id + "'");
        }
        return credential;
    }

    private static Map<String, Object> credential(String id, Map<String, Object> response) {
        return Map.of(
                "id",
                id,
                "rawId",
                id,
                "type",
                "public-key",
                "authenticatorAttachment",
                "platform",
                "clientExtensionResults",
                Map.of(),
                "response",
                response);
    }

    private byte[] clientData(String type, JsonNode options, Manners manners) {
        return json.writeValueAsBytes(Map.of(
                "type",
                type,
                "challenge",
                options.path("challenge").stringValue(),
                "origin",
                Objects.requireNonNullElse(manners.origin(), origin),
                "crossOrigin",
                false));
    }

    private static byte flags(Manners manners) {
        return (byte) (AuthenticatorData.BIT_UP | (manners.verified() ? AuthenticatorData.BIT_UV : 0));
    }

    private static byte[] site(String id) {
        return Ids.sha256(id.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] id() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return id;
    }

    private KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has P-256", e);
        }
    }

    private byte[] sign(Credential credential, byte[] data, byte[] client, Manners manners) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(data);
        signed.writeBytes(Ids.sha256(client));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(credential.keys().getPrivate(), random);
            signature.update(manners.genuine() ? signed.toByteArray() : client);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java signs with P-256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
