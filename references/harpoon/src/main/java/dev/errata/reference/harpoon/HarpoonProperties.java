package dev.errata.reference.harpoon;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set, under {@code harpoon}.
 *
 * @param data the folder of the database
 * @param controls whether test controls and demo keys exist
 */
@ConfigurationProperties("harpoon")
public record HarpoonProperties(Path data, boolean controls) {}
