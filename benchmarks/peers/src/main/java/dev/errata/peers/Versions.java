package dev.errata.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that the build pins. */
final class Versions {
    private static final String FILE = "versions.properties";

    private final Properties versions = new Properties();

    Versions() {
        try (InputStream in = Versions.class.getResourceAsStream(FILE)) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " of this module cannot be read; build it with Maven", e);
        }
    }

    String of(String library) {
        String version = versions.getProperty(library);
        if (version == null) {
            throw new IllegalArgumentException(
                    FILE + " names no version of '" + library + "'; it has " + versions.stringPropertyNames());
        }
        return version;
    }
}
