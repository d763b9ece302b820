package dev.errata.guard.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Seals what a store keeps, so that who reads the store does not read it: AES-256-GCM, with a mark before it that says
 * under which key. Thread-safe if its randomness is.
 *
 * <p>What bears no mark was kept before there was a sealer, and is taken as it is.
 */
public final class Sealer {
    private static final String MARK = "sealed:";
    private static final int NAME_BYTES = 4;
    private static final int MARK_LENGTH = MARK.length() + 2 * NAME_BYTES + 1;

    private final Map<String, AesGcm> ciphers = new LinkedHashMap<>();
    private final String mark;

    /**
     * A sealer under these keys.
     *
     * @param random {@link java.security.SecureRandom} in production
     */
    public Sealer(MasterKeys keys, RandomGenerator random) {
        List<String> marks = new ArrayList<>();
        for (byte[] key : keys.keys()) {
            marks.add(mark(key));
            ciphers.put(mark(key), new AesGcm(List.of(key), random));
        }
        this.mark = marks.get(0);
    }

    /** What everything begins with that is sealed under the first key: {@code sealed:}, a name of the key, a colon. */
    public String mark() {
        return mark;
    }

    /**
     * Seals a text; what comes is four thirds as long and 54 characters more.
     *
     * @param place where it is kept, such as table, key and column; it cannot be opened as if it came from elsewhere
     */
    public String seal(String text, String place) {
        return mark
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(sealed(text.getBytes(StandardCharsets.UTF_8), place));
    }

    /**
     * Opens a text that was kept at this place.
     *
     * @throws IllegalStateException when none of the keys has sealed it for this place, or it was changed since
     */
    public String open(String kept, String place) {
        if (!kept.startsWith(MARK)) {
            return kept;
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(kept.substring(Math.min(kept.length(), MARK_LENGTH)));
        } catch (IllegalArgumentException changed) {
            sealed = new byte[0];
        }
        return new String(
                opened(kept.substring(0, Math.min(kept.length(), MARK_LENGTH)), sealed, place), StandardCharsets.UTF_8);
    }

    /** As the other, for bytes; what comes is 44 bytes longer. */
    public byte[] seal(byte[] bytes, String place) {
        byte[] sealed = sealed(bytes, place);
        return ByteBuffer.allocate(MARK_LENGTH + sealed.length)
                .put(mark.getBytes(StandardCharsets.ISO_8859_1))
                .put(sealed)
                .array();
    }

    /** As the other, for bytes. */
    public byte[] open(byte[] kept, String place) {
        String begin = new String(kept, 0, Math.min(kept.length, MARK_LENGTH), StandardCharsets.ISO_8859_1);
        if (!begin.startsWith(MARK)) {
            return kept;
        }
        byte[] sealed = new byte[kept.length - begin.length()];
        System.arraycopy(kept, begin.length(), sealed, 0, sealed.length);
        return opened(begin, sealed, place);
    }

    private byte[] sealed(byte[] text, String place) {
        return cipher(mark).seal(text, place.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] opened(String begin, byte[] sealed, String place) {
        byte[] text = cipher(begin).open(sealed, place.getBytes(StandardCharsets.UTF_8));
        if (text == null) {
            throw new IllegalStateException("What is kept as " + place
                    + " was changed since it was sealed, or was sealed" + " for another place");
        }
        return text;
    }

    private AesGcm cipher(String begin) {
        AesGcm cipher = ciphers.get(begin);
        if (cipher == null) {
            throw new IllegalStateException("Something is sealed under a master key that is not given, '" + begin
                    + "'; given are " + String.join(", ", ciphers.keySet()));
        }
        return cipher;
    }

    /** The key is random, so its digest tells nothing of it. */
    private static String mark(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return MARK + HexFormat.of().formatHex(digest, 0, NAME_BYTES) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", e);
        }
    }
}
