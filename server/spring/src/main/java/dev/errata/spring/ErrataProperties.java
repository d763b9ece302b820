package dev.errata.spring;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set, under {@code errata}.
 *
 * @param docsUrl what stands for {@code {docs}} in addresses of pages, without a slash at its end; empty makes the
 *     addresses relative to the service
 * @param docsPath where the service shows the pages, if the class path holds a site for the catalog
 * @param maxBodyBytes how many bytes of a body are read, negative for any number; multipart bodies have
 *     {@code spring.servlet.multipart} instead
 * @param challenge what {@code WWW-Authenticate} says on a 401 that has no challenge of its own
 * @param trustedProxies addresses and ranges of the proxies that are believed when they say for whom they ask
 */
@ConfigurationProperties("errata")
public record ErrataProperties(
        @DefaultValue("") String docsUrl,
        @DefaultValue("/errors") String docsPath,
        @DefaultValue("1048576") long maxBodyBytes,
        @DefaultValue("Bearer") String challenge,
        @DefaultValue List<String> trustedProxies) {

    /** Makes a negative bound one that nothing reaches. */
    public ErrataProperties {
        maxBodyBytes = maxBodyBytes < 0 ? Long.MAX_VALUE : maxBodyBytes;
    }
}
