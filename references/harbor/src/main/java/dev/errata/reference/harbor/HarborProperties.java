package dev.errata.reference.harbor;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set, under {@code harbor}.
 *
 * @param data the folder of the database
 * @param controls whether test controls and demo keys exist
 * @param liveHost the host name of the live environment; every other name is the sandbox
 */
@ConfigurationProperties("harbor")
public record HarborProperties(Path data, boolean controls, String liveHost) {}
