package dev.errata.guard.cursor;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.secret.AesGcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Issues and reads cursors: opaque, URL-safe (RFC 4648, section 5), bound to their query. Thread-safe if its randomness
 * is.
 *
 * <p>A cursor grants nothing: who reads with it must be allowed to read the list. After AIP-158.
 */
public final class Cursors {
    /** Bytes that a position can have, as UTF-8. */
    public static final int MAX_POSITION_BYTES = 512;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + AesGcm.OVERHEAD_BYTES + Long.BYTES;
    private static final int MAX_CHARACTERS = ((HEAD_BYTES + MAX_POSITION_BYTES) * 8 + 5) / 6;

    private final Catalog catalog;
    private final AesGcm cipher;
    private final InstantSource clock;
    private final Duration life;

    /**
     * Cursors of one service.
     *
     * @param random {@link java.security.SecureRandom} in production
     * @param life how long a cursor is taken after it was issued, more than zero
     * @throws IllegalArgumentException when cursors would never be taken
     */
    public Cursors(Catalog catalog, CursorKeys keys, InstantSource clock, RandomGenerator random, Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException(
                    "Cursors that live for " + life + " would never be taken; let them live longer");
        }
        this.catalog = catalog;
        this.cipher = new AesGcm(keys.keys(), random);
        this.clock = clock;
        this.life = life;
    }

    /**
     * A cursor; at most 732 characters.
     *
     * @param position where the next page begins, such as the last id of this one
     * @throws IllegalArgumentException when the position has more than {@value #MAX_POSITION_BYTES} bytes
     */
    public String issue(CursorQuery query, String position) {
        byte[] bytes = position.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_POSITION_BYTES) {
            throw new IllegalArgumentException("The position of a cursor has " + bytes.length + " bytes; keep it to "
                    + MAX_POSITION_BYTES + ", such as an id and a time");
        }
        byte[] text = ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(clock.millis())
                .put(bytes)
                .array();
        byte[] sealed = cipher.seal(text, query.bytes(VERSION));
        byte[] token =
                ByteBuffer.allocate(1 + sealed.length).put(VERSION).put(sealed).array();
        return encode(token);
    }

    /**
     * The position of a cursor that was issued for this query.
     *
     * @param parameter the name of the query parameter, for the refusal
     * @throws ApiException {@code request.parameter.cursor} when it is none, was changed or belongs to another query,
     *     which are told apart to nobody; {@code request.parameter.cursor-expired} when it is too old
     */
    public String read(CursorQuery query, String parameter, String cursor) {
        byte[] token = decode(cursor);
        byte[] text = token == null ? null : cipher.open(token, query.bytes(VERSION));
        if (text == null || text.length < Long.BYTES) {
            throw refusal(
                    Condition.REQUEST_PARAMETER_CURSOR, parameter, "must be a cursor that this list has answered with");
        }
        ByteBuffer parts = ByteBuffer.wrap(text);
        Instant end = Instant.ofEpochMilli(parts.getLong()).plus(life);
        if (!clock.instant().isBefore(end)) {
            throw refusal(
                    Condition.REQUEST_PARAMETER_CURSOR_EXPIRED,
                    parameter,
                    "must be used within " + words(life) + "; begin again without it");
        }
        return StandardCharsets.UTF_8.decode(parts).toString();
    }

    private ApiException refusal(Condition condition, String parameter, String rule) {
        return catalog.answer(condition, Facts.field(parameter, "query", rule)).exception();
    }

    /** What stands behind the version; null when it is not what {@link #issue} could have written. */
    private static byte @Nullable [] decode(String cursor) {
        if (cursor.length() > MAX_CHARACTERS) {
            return null;
        }
        try {
            byte[] token = Base64.getUrlDecoder().decode(cursor);
            // The decoder ignores padding and the last bits, so several texts would be one cursor.
            boolean canonical = token.length > 0 && encode(token).equals(cursor);
            return canonical && token[0] == VERSION ? Arrays.copyOfRange(token, 1, token.length) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String encode(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static String words(Duration life) {
        if (life.toHours() > 0 && life.equals(Duration.ofHours(life.toHours()))) {
            return counted(life.toHours(), "hour");
        }
        if (life.toMinutes() > 0 && life.equals(Duration.ofMinutes(life.toMinutes()))) {
            return counted(life.toMinutes(), "minute");
        }
        return counted(Math.max(1, life.toSeconds()), "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
