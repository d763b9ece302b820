package dev.errata.reference.harbor;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set of Harbor alone, under {@code harbor}.
 *
 * @param liveHost the host name of the live environment; every other name is the sandbox
 */
@ConfigurationProperties("harbor")
public record HarborProperties(String liveHost) {}
