package dev.errata.guard.key;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's form of API keys: prefix, id, secret and a checksum of six characters over all before it, in base 62.
 *
 * <p>The prefix tells people and secret scanners what they look at; the id may be logged; the checksum refuses a
 * mistyped or guessed key before any store is asked.
 *
 * @param prefixes every beginning that a key can have
 * @param idLength in characters, at least 8
 * @param secretLength in characters of 5.95 bits each, at least 22
 */
public record ApiKeyFormat(List<Prefix> prefixes, int idLength, int secretLength) {
    /** The type of key for those who need but one. */
    public static final String SECRET = "secret";

    private static final int SHORTEST_ID = 8;
    private static final int SHORTEST_SECRET = 22;

    /**
     * What the beginning of a key says of it.
     *
     * @param text the beginning itself, such as {@code hpn_live_sk_}
     * @param type such as {@code secret} or {@code public}
     * @param live false for a test key
     */
    public record Prefix(String text, String type, boolean live) {}

    /**
     * A key of this form; whether anybody owns it is another matter.
     *
     * @param prefix what it begins with
     * @param id the public part
     * @param text the whole key, a secret
     */
    public record Parsed(Prefix prefix, String id, String text) {
        /** The key without its secret. */
        @Override
        public String toString() {
            return prefix.text() + id + "…";
        }
    }

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when there is no prefix, a prefix begins another one, or a part is too short
     */
    public ApiKeyFormat {
        prefixes = List.copyOf(prefixes);
        if (prefixes.isEmpty()) {
            throw new IllegalArgumentException("The form of API keys has no prefix; give at least one");
        }
        for (Prefix one : prefixes) {
            for (Prefix other : prefixes) {
                if (!one.equals(other) && other.text().startsWith(one.text())) {
                    throw new IllegalArgumentException("Prefix '" + one.text() + "' begins prefix '" + other.text()
                            + "'; a key could be read in two ways. Give prefixes of which none begins another");
                }
            }
        }
        if (idLength < SHORTEST_ID) {
            throw new IllegalArgumentException(
                    "Ids of " + idLength + " characters would collide; use " + SHORTEST_ID + " or more");
        }
        if (secretLength < SHORTEST_SECRET) {
            throw new IllegalArgumentException("Secrets of " + secretLength + " characters can be guessed; use "
                    + SHORTEST_SECRET + " or more (128 bits)");
        }
    }

    /**
     * The form for those who need but one: live keys of the type {@link #SECRET}, with 190 random bits.
     *
     * @param prefix such as {@code shop_}
     */
    public static ApiKeyFormat of(String prefix) {
        return new ApiKeyFormat(List.of(new Prefix(prefix, SECRET, true)), 12, 32);
    }

    /**
     * The prefix of this type of key.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Prefix prefix(String type, boolean live) {
        return prefixes.stream()
                .filter(prefix -> prefix.type().equals(type) && prefix.live() == live)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No prefix stands for " + (live ? "live" : "test")
                        + " keys of type '" + type + "'; there are " + prefixes));
    }

    /** A new key. */
    public Parsed mint(Prefix prefix, RandomGenerator random) {
        String id = Base62.random(random, idLength);
        String body = prefix.text() + id + Base62.random(random, secretLength);
        return new Parsed(prefix, id, body + Base62.checksum(body));
    }

    /** The parts of a key, null when prefix, length, characters or checksum are wrong. */
    public @Nullable Parsed parse(String text) {
        for (Prefix prefix : prefixes) {
            int idAt = prefix.text().length();
            int checksumAt = idAt + idLength + secretLength;
            if (text.length() == checksumAt + Base62.CHECKSUM_LENGTH
                    && text.startsWith(prefix.text())
                    && Base62.consistsOf(text, idAt, text.length())
                    && text.endsWith(Base62.checksum(text.substring(0, checksumAt)))) {
                return new Parsed(prefix, text.substring(idAt, idAt + idLength), text);
            }
        }
        return null;
    }
}
