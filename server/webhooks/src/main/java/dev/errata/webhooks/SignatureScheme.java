package dev.errata.webhooks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor signs what it sends: HMAC-SHA256 over parts of the delivery joined by dots.
 *
 * @param idHeader header that carries the delivery's id
 * @param timestampHeader header that carries the unix time of the attempt in seconds
 * @param signatureHeader header that carries one signature for each secret in force
 * @param prefix what stands before each signature
 * @param separator what stands between signatures
 * @param encoding how the digest is written
 * @param signsId whether the id is the first of the signed parts; timestamp and body always are
 */
public record SignatureScheme(
        String idHeader,
        String timestampHeader,
        String signatureHeader,
        String prefix,
        String separator,
        Encoding encoding,
        boolean signsId) {

    /** How a digest is written. */
    public enum Encoding {
        /** Small letters. */
        HEX,
        /** With padding; the secret is then base64 too, behind {@code whsec_} or alone. */
        BASE64
    }

    /** Standard Webhooks 1.0.0, symmetric signatures. */
    public static final SignatureScheme STANDARD = new SignatureScheme(
            "webhook-id", "webhook-timestamp", "webhook-signature", "v1,", " ", Encoding.BASE64, true);

    private static final String SECRET_PREFIX = "whsec_";

    /** Of the specification of Standard Webhooks, in bytes. */
    private static final int SHORTEST = 24;

    /**
     * The headers of one attempt.
     *
     * @param id stable across the attempts of a delivery, of visible ASCII; a dot in it would make two deliveries sign
     *     alike
     * @param secrets those in force, at least one, each of at least 24 bytes
     * @throws IllegalArgumentException when the id has another character, there is no secret, or one is short or cannot
     *     be read
     */
    public Map<String, String> headers(String id, Instant at, byte[] body, List<String> secrets) {
        if (id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("The id '" + id + "' of a delivery has a dot, which stands between the"
                    + " signed parts; use letters, digits, '_' and '-'");
        }
        if (!canStandInAHeader(id)) {
            throw new IllegalArgumentException("The id of a delivery is empty or has a character that is not visible"
                    + " ASCII; use letters, digits, '_' and '-'");
        }
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Delivery '" + id + "' has no secret to be signed with; give at least one");
        }
        String timestamp = Long.toString(at.getEpochSecond());
        StringBuilder signatures = new StringBuilder();
        for (String secret : secrets) {
            signatures.append(signatures.isEmpty() ? "" : separator).append(sign(id, timestamp, body, secret));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(idHeader, id);
        headers.put(timestampHeader, timestamp);
        headers.put(signatureHeader, signatures.toString());
        return headers;
    }

    /**
     * Whether a delivery is genuine and fresh; for receivers. Compares in constant time, on the raw bytes.
     *
     * @param header finds a header of the request, null when it is absent
     * @param tolerance how far the timestamp may be from now, in either direction
     * @throws IllegalArgumentException when the secret is of less than 24 bytes or cannot be read
     */
    public boolean verify(
            Function<String, @Nullable String> header, byte[] body, String secret, Instant now, Duration tolerance) {
        String id = header.apply(idHeader);
        String timestamp = header.apply(timestampHeader);
        String signatures = header.apply(signatureHeader);
        if (timestamp == null || signatures == null || !fresh(timestamp, now, tolerance)) {
            return false;
        }
        if (signsId && (id == null || id.indexOf('.') >= 0 || !canStandInAHeader(id))) {
            return false;
        }
        byte[] expected = sign(id == null ? "" : id, timestamp, body, secret).getBytes(StandardCharsets.UTF_8);
        boolean genuine = false;
        for (String candidate : signatures.split(Pattern.quote(separator))) {
            genuine |= MessageDigest.isEqual(expected, candidate.trim().getBytes(StandardCharsets.UTF_8));
        }
        return genuine;
    }

    private static boolean canStandInAHeader(String id) {
        return !id.isEmpty() && id.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean fresh(String timestamp, Instant now, Duration tolerance) {
        if (timestamp.length() > 12 || timestamp.isEmpty() || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return age.abs().compareTo(tolerance) <= 0;
    }

    private String sign(String id, String timestamp, byte[] body, String secret) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length + 64);
        if (signsId) {
            signed.writeBytes((id + ".").getBytes(StandardCharsets.UTF_8));
        }
        signed.writeBytes((timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        byte[] digest = hmac(key(secret), signed.toByteArray());
        return prefix
                + (encoding == Encoding.HEX
                        ? HexFormat.of().formatHex(digest)
                        : Base64.getEncoder().encodeToString(digest));
    }

    private byte[] key(String secret) {
        byte[] key = encoding == Encoding.BASE64 ? decoded(secret) : secret.getBytes(StandardCharsets.UTF_8);
        if (key.length < SHORTEST) {
            throw new IllegalArgumentException("A webhook secret has " + key.length + " bytes; make a new one of "
                    + SHORTEST + " to 64 random bytes");
        }
        return key;
    }

    /** Both spellings, as the libraries of Standard Webhooks take them. */
    private static byte[] decoded(String secret) {
        try {
            return Base64.getDecoder()
                    .decode(secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret);
        } catch (IllegalArgumentException withoutTheSecret) {
            throw new IllegalArgumentException("A webhook secret is not base64, alone or behind " + SECRET_PREFIX
                    + "; make a new one of " + SHORTEST + " to 64 random bytes");
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have", e);
        }
    }
}
