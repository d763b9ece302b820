package dev.errata.limits.redis;

import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A program that the server runs as one step.
 *
 * @param digest the name by which the server knows it, once it was sent
 */
record Script(String text, String digest) {
    /** The one in a file beside this class. */
    static Script of(String name) {
        try (InputStream file = Script.class.getResourceAsStream(name + ".lua")) {
            byte[] text = Objects.requireNonNull(file, name).readAllBytes();
            return new Script(new String(text, StandardCharsets.UTF_8), Base16.digest(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
