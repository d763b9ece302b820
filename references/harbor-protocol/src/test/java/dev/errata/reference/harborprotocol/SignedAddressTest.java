package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.harborprotocol.artifacts.SignedAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedAddressTest {
    private static final SignedAddress ADDRESS =
            new SignedAddress("us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    /** The example of AWS's documentation, "Authenticating Requests: Using Query Parameters". */
    @Test
    void signsAsAwsDocumentsIt() {
        assertThat(ADDRESS.sign(
                        URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                        Instant.parse("2013-05-24T00:00:00Z"),
                        Duration.ofDays(1)))
                .hasToString("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void saysNothingOfTheSecret() {
        assertThat(ADDRESS).hasToString("SignedAddress[region=us-east-1, accessKey=AKIAIOSFODNN7EXAMPLE]");
    }
}
