package dev.errata.core;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of one variant. Every set of optional parts that occurs has a {@link Layout}, which is made when it first does
 * and kept unless there can be very many. Thread-safe: threads that race make equal layouts, and each is whole to all.
 */
final class Template {
    /** With more optional details than this, layouts are made for each error anew. */
    private static final int MOST_OPTIONAL = 9;

    private static final byte[] COST = costs();
    private static final int NULL_BYTES = 4;

    /** What a body has between its constant parts: the request id, or a detail as text or as a JSON value. */
    static final int REQUEST_ID = -1;

    /**
     * A body whose parts are all there.
     *
     * @param constants the bytes before each slot, and those behind the last
     * @param slots {@link #REQUEST_ID}, {@link #text} or {@link #value}
     * @param always the number of constant bytes
     */
    record Layout(byte[][] constants, int[] slots, int always) {}

    private final TemplateCompiler compiler;

    /** The details that may be absent. */
    private final int[] optional;

    /** By what is there: the request id is the lowest bit, then come the optional details. */
    private final @Nullable Layout @Nullable [] layouts;

    Template(TemplateCompiler compiler, List<Detail> details) {
        this.compiler = compiler;
        this.optional = IntStream.range(0, details.size())
                .filter(i -> !details.get(i).required())
                .toArray();
        this.layouts = optional.length > MOST_OPTIONAL ? null : new Layout[2 << optional.length];
    }

    /** A detail inside a string. */
    static int text(int detail) {
        return detail << 1;
    }

    /** A detail as a JSON value. */
    static int value(int detail) {
        return detail << 1 | 1;
    }

    byte[] render(@Nullable Object[] details, @Nullable String requestId) {
        Layout layout = layout(details, requestId);
        long plain = plain(details);
        byte[] out = new byte[size(layout, details, requestId, plain)];
        int at = 0;
        int[] slots = layout.slots;
        for (int i = 0; i < slots.length; i++) {
            at = copy(layout.constants[i], out, at);
            int slot = slots[i];
            if (slot == REQUEST_ID) {
                at = writeString(requestId == null ? "" : requestId, out, at);
            } else if ((slot & 1) == 0) {
                at = writeText(details[slot >> 1], isPlain(plain, slot >> 1), out, at);
            } else {
                at = writeValue(details[slot >> 1], isPlain(plain, slot >> 1), out, at);
            }
        }
        copy(layout.constants[slots.length], out, at);
        return out;
    }

    private Layout layout(@Nullable Object[] details, @Nullable String requestId) {
        if (layouts == null) {
            return compiler.compile(details, requestId != null);
        }
        int present = requestId == null ? 0 : 1;
        for (int i = 0; i < optional.length; i++) {
            present |= details[optional[i]] == null ? 0 : 2 << i;
        }
        Layout layout = layouts[present];
        if (layout == null) {
            layout = compiler.compile(details, requestId != null);
            layouts[present] = layout;
        }
        return layout;
    }

    private static int size(Layout layout, @Nullable Object[] details, @Nullable String requestId, long plain) {
        int size = layout.always;
        for (int slot : layout.slots) {
            if (slot == REQUEST_ID) {
                size += requestId == null ? 0 : stringSize(requestId);
            } else {
                Object value = details[slot >> 1];
                boolean asValue = (slot & 1) != 0;
                if (isPlain(plain, slot >> 1) && value instanceof String text) {
                    size += text.length() + (asValue ? 2 : 0);
                } else if (value != null) {
                    size += asValue ? valueSize(value) : stringSize(Json.text(value));
                } else {
                    size += asValue ? NULL_BYTES : 0;
                }
            }
        }
        return size;
    }

    private static int copy(byte[] bytes, byte[] out, int at) {
        System.arraycopy(bytes, 0, out, at, bytes.length);
        return at + bytes.length;
    }

    /** A bit per detail that is a string without anything to escape, so that it is scanned once and copied whole. */
    private static long plain(@Nullable Object[] values) {
        long plain = 0;
        for (int i = 0; i < values.length && i < Long.SIZE; i++) {
            if (values[i] instanceof String text && isPlain(text)) {
                plain |= 1L << i;
            }
        }
        return plain;
    }

    private static boolean isPlain(long plain, int index) {
        return index < Long.SIZE && (plain & (1L << index)) != 0;
    }

    /** Whether every character is ASCII and stands for itself in JSON. */
    private static boolean isPlain(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static int writeText(@Nullable Object value, boolean plain, byte[] out, int at) {
        if (plain && value instanceof String text) {
            return copy(text, out, at);
        }
        return value == null ? at : writeString(Json.text(value), out, at);
    }

    private static int valueSize(Object value) {
        if (value instanceof String text) {
            return 2 + stringSize(text);
        }
        if (value instanceof Integer || value instanceof Long) {
            return digits(((Number) value).longValue());
        }
        return json(value).length;
    }

    private static int writeValue(@Nullable Object value, boolean plain, byte[] out, int at) {
        if (value instanceof String text) {
            out[at++] = '"';
            at = plain ? copy(text, out, at) : writeString(text, out, at);
            out[at++] = '"';
            return at;
        }
        if (value instanceof Integer || value instanceof Long) {
            return writeLong(((Number) value).longValue(), out, at);
        }
        return copy(json(value), out, at);
    }

    /** Timestamps, decimals, lists and trees: rare and small, so they are written through text. */
    private static byte[] json(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return Json.decimal(decimal).getBytes(StandardCharsets.US_ASCII);
        }
        if (value instanceof Instant instant) {
            return ('"' + instant.toString() + '"').getBytes(StandardCharsets.US_ASCII);
        }
        return Json.write(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The characters are known to be ASCII; the one method that copies them without a charset is deprecated. */
    @SuppressWarnings("deprecation")
    private static int copy(String text, byte[] out, int at) {
        text.getBytes(0, text.length(), out, at);
        return at + text.length();
    }

    static int stringSize(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size += COST[c];
            } else if (c < 0x800) {
                size += 2;
            } else if (isPair(text, i)) {
                size += 4;
                i++;
            } else {
                size += 3;
            }
        }
        return size;
    }

    static int writeString(String text, byte[] out, int at) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                at = writeAscii(c, out, at);
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | c >> 6);
                out[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (isPair(text, i)) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                out[at++] = (byte) (0xF0 | point >> 18);
                out[at++] = (byte) (0x80 | (point >> 12 & 0x3F));
                out[at++] = (byte) (0x80 | (point >> 6 & 0x3F));
                out[at++] = (byte) (0x80 | (point & 0x3F));
            } else {
                char whole = Character.isSurrogate(c) ? '\uFFFD' : c;
                out[at++] = (byte) (0xE0 | whole >> 12);
                out[at++] = (byte) (0x80 | (whole >> 6 & 0x3F));
                out[at++] = (byte) (0x80 | (whole & 0x3F));
            }
        }
        return at;
    }

    private static int writeAscii(char c, byte[] out, int at) {
        switch (COST[c]) {
            case 1 -> out[at++] = (byte) c;
            case 2 -> {
                out[at++] = '\\';
                out[at++] = (byte)
                        switch (c) {
                            case '\n' -> 'n';
                            case '\r' -> 'r';
                            case '\t' -> 't';
                            case '\b' -> 'b';
                            case '\f' -> 'f';
                            default -> c;
                        };
            }
            default -> {
                out[at++] = '\\';
                out[at++] = 'u';
                out[at++] = '0';
                out[at++] = '0';
                out[at++] = (byte) Character.forDigit(c >> 4, 16);
                out[at++] = (byte) Character.forDigit(c & 15, 16);
            }
        }
        return at;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static int digits(long value) {
        if (value == Long.MIN_VALUE) {
            return 20;
        }
        int digits = value < 0 ? 2 : 1;
        for (long rest = Math.abs(value); rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static int writeLong(long value, byte[] out, int at) {
        int end = at + digits(value);
        int place = end;
        long rest = value;
        do {
            out[--place] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            out[--place] = '-';
        }
        return end;
    }

    /** How many bytes each ASCII character takes inside a JSON string (RFC 8259, section 7). */
    private static byte[] costs() {
        byte[] cost = new byte[128];
        for (int c = 0; c < cost.length; c++) {
            boolean shortEscape = "\"\\\n\r\t\b\f".indexOf(c) >= 0;
            cost[c] = (byte) (shortEscape ? 2 : c < 0x20 ? 6 : 1);
        }
        return cost;
    }
}
