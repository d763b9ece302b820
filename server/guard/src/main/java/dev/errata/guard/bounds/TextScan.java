package dev.errata.guard.bounds;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks through one JSON text, eight bytes at a time where it has no escapes. Not thread-safe.
 *
 * <p>{@link #run} leaves {@link #at} behind the closing quote, {@link #characters} and {@link #surplus} being what was
 * met on the way.
 */
final class TextScan {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final int ESCAPE = 6;

    private final byte[] in;

    /** Where it stands. */
    int at;
    /** Code points of the last text. */
    int characters;
    /** Bytes of the last text that the shortest way of writing it does not need. */
    int surplus;

    TextScan(byte[] in) {
        this.in = in;
    }

    /**
     * Reads a text whose opening quote is at {@link #at}.
     *
     * @param most code points after which it may stop
     */
    void run(int most) {
        characters = 0;
        surplus = 0;
        int from = at + 1;
        while (from < in.length && characters <= most) {
            if (from + Long.BYTES <= in.length) {
                long word = (long) WORD.get(in, from);
                long stop = zero(word ^ QUOTES) | zero(word ^ BACKSLASHES);
                if (stop == 0) {
                    characters += Long.BYTES - continuations(word);
                    from += Long.BYTES;
                    continue;
                }
                int before = Long.numberOfTrailingZeros(stop) >>> 3;
                characters += before - continuations(word & ((1L << (before << 3)) - 1));
                from += before;
            }
            byte octet = in[from];
            if (octet == '"') {
                at = from + 1;
                return;
            }
            if (octet == '\\') {
                from += escape(from);
            } else {
                from++;
                characters += octet >= (byte) 0xC0 ? 1 : 0;
            }
        }
        at = Math.min(from, in.length);
    }

    /** The highest bit of each byte that is zero, exact up to the first. */
    private static long zero(long word) {
        return (word - ONES) & ~word & HIGH;
    }

    /** How many bytes begin with the bits 10. */
    private static int continuations(long word) {
        return (word & HIGH) == 0 ? 0 : Long.bitCount(word & ~(word << 1) & HIGH);
    }

    /** The bytes of the escape that begins here. */
    private int escape(int from) {
        characters++;
        if (from + 1 >= in.length) {
            return 1;
        }
        if (in[from + 1] != 'u') {
            surplus += in[from + 1] == '/' ? 1 : 0;
            return 2;
        }
        int unit = unit(in, from);
        if (unit < 0) {
            return 2;
        }
        if (Character.isHighSurrogate((char) unit)
                && Character.isLowSurrogate((char) Math.max(0, unit(in, from + ESCAPE)))) {
            surplus += 2 * ESCAPE - 4;
            return 2 * ESCAPE;
        }
        surplus += ESCAPE - needed(unit);
        return ESCAPE;
    }

    /** The UTF-16 unit of an escape such as {@code \}{@code u0041}; -1 when there is none. */
    static int unit(byte[] in, int from) {
        if (from + ESCAPE > in.length || in[from] != '\\' || in[from + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = from + 2; i < from + ESCAPE; i++) {
            int digit = Character.digit(in[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static int needed(int unit) {
        if (unit < ' ') {
            return unit == '\b' || unit == '\t' || unit == '\n' || unit == '\f' || unit == '\r' ? 2 : ESCAPE;
        }
        if (unit == '"' || unit == '\\') {
            return 2;
        }
        return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }
}
