package dev.errata.reference.harborprotocol;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set of the runtime alone, under {@code harbor-protocol}.
 *
 * @param artifacts the store of new artifacts: {@code memory}, {@code files}, {@code sql} or {@code s3}
 * @param objectStore whose addresses the {@code s3} store signs
 */
@ConfigurationProperties("harbor-protocol")
public record HarborProtocolProperties(String artifacts, ObjectStore objectStore) {
    /**
     * A store of objects that takes addresses with a signature of AWS.
     *
     * @param endpoint where it is, without the bucket
     */
    public record ObjectStore(URI endpoint, String bucket, String region, String accessKey, String secretKey) {
        /** Without the secret, so that nothing logs it. */
        @Override
        public String toString() {
            return "ObjectStore[endpoint=" + endpoint + ", bucket=" + bucket + ", region=" + region + "]";
        }
    }
}
