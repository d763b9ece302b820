package dev.errata.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long a caller may take to send a request, under {@code errata.deadlines}. Zero means no deadline.
 *
 * @param head from the first byte of a request to the end of its headers; the connection is closed without an answer
 * @param body in which each share of a body must arrive, which is what {@code bodyRate} makes of this time
 * @param bodyRate how many bytes a second are enough
 * @param total for the whole body, however fast it comes
 * @param idle for a connection on which nothing is sent; the server's own setting comes first
 */
@ConfigurationProperties("errata.deadlines")
public record DeadlineProperties(
        @DefaultValue("10s") Duration head,
        @DefaultValue("5s") Duration body,
        @DefaultValue("1KB") DataSize bodyRate,
        @DefaultValue("60s") Duration total,
        @DefaultValue("20s") Duration idle) {
    /** How many bytes must have come before the time for the next begins. */
    long share() {
        return Math.max(1, bodyRate.toBytes() * body.toMillis() / 1000);
    }
}
