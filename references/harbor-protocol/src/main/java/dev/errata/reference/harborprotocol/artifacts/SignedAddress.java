package dev.errata.reference.harborprotocol.artifacts;

import dev.errata.reference.harborprotocol.method.Sha256;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the address of an object for reading: AWS Signature Version 4 in the query, computed from the key alone.
 *
 * @param region that the store is in
 */
public record SignedAddress(String region, String accessKey, String secretKey) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DAY_CHARACTERS = 8;

    /**
     * The address with its signature.
     *
     * @param object its path has been escaped as the store wants it
     * @param life whole seconds, at most seven days
     */
    public URI sign(URI object, Instant now, Duration life) {
        String moment = MOMENT.format(now);
        String scope = moment.substring(0, DAY_CHARACTERS) + "/" + region + "/s3/aws4_request";
        String query = "X-Amz-Algorithm=" + ALGORITHM
                + "&X-Amz-Credential=" + escaped(accessKey + "/" + scope)
                + "&X-Amz-Date=" + moment
                + "&X-Amz-Expires=" + life.toSeconds()
                + "&X-Amz-SignedHeaders=host";
        String request = "GET\n" + object.getRawPath() + "\n" + query + "\nhost:" + object.getAuthority()
                + "\n\nhost\nUNSIGNED-PAYLOAD";
        String toSign =
                ALGORITHM + "\n" + moment + "\n" + scope + "\n" + Sha256.hex(request.getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        return URI.create(
                object + "?" + query + "&X-Amz-Signature=" + HexFormat.of().formatHex(mac(key, toSign)));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256", e);
        }
    }

    /** Without the secret, so that nothing logs it. */
    @Override
    public String toString() {
        return "SignedAddress[region=" + region + ", accessKey=" + accessKey + "]";
    }
}
