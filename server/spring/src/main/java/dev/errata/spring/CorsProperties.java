package dev.errata.spring;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * What pages of other origins may do with the service in a browser, under {@code errata.cors}.
 *
 * @param allowedOrigins whose pages may; none leaves CORS to the application, and {@code *} means any
 * @param allowedMethods what they may send
 * @param allowedHeaders what they may set; {@code *} means any
 * @param exposedHeaders what they may read, beside what the door and the usual limits send
 * @param allowCredentials whether cookies and certificates of the browser come along
 * @param maxAge how long a browser need not ask again, in seconds unless it has a unit
 */
@ConfigurationProperties("errata.cors")
public record CorsProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("GET,HEAD,POST,PUT,PATCH,DELETE") List<String> allowedMethods,
        @DefaultValue("*") List<String> allowedHeaders,
        @DefaultValue List<String> exposedHeaders,
        @DefaultValue("false") boolean allowCredentials,

        @DefaultValue("30m") @DurationUnit(ChronoUnit.SECONDS)
        Duration maxAge) {}
