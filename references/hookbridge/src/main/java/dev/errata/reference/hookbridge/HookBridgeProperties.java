package dev.errata.reference.hookbridge;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set, under {@code hookbridge}.
 *
 * @param data the folder of the database and of exports
 * @param controls whether test controls and demo keys exist
 */
@ConfigurationProperties("hookbridge")
public record HookBridgeProperties(Path data, boolean controls) {}
