package dev.errata.core;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One variant's body as a program of constant bytes and slots. */
final class Template {
    /** Bytes as they are. */
    static final int CONSTANT = 0;
    /** A comma, unless an object has just been opened. */
    static final int COMMA = 1;
    /** A detail inside a string: {@code arg} is its index. */
    static final int TEXT = 2;
    /** A detail as a JSON value: {@code arg} is its index. */
    static final int VALUE = 3;
    /** The request id inside a string. */
    static final int REQUEST_ID = 4;
    /** Skips {@code jump} operations when the detail {@code arg} is null. */
    static final int UNLESS_DETAIL = 5;
    /** Skips {@code jump} operations when every detail is null. */
    static final int UNLESS_DETAILS = 6;
    /** Skips {@code jump} operations when there is no request id. */
    static final int UNLESS_REQUEST_ID = 7;

    /** One step; {@code bytes} only for {@link #CONSTANT}, {@code jump} only for the skips. */
    record Op(int kind, int arg, int jump, byte[] bytes) {}

    private static final byte[] COST = costs();
    private static final int NULL_BYTES = 4;

    private final Op[] program;

    /** Bytes that are always there. */
    private final int always;
    /** Bytes that are there when any detail is. */
    private final int withDetails;
    /** Bytes beside the request id that are there when it is. */
    private final int withRequestId;

    private final int requestIds;
    /** For each detail: bytes beside it that are there when it is, and how often it stands as text and as a value. */
    private final int[] withDetail;

    private final int[] texts;
    private final int[] values;
    /** For each detail: bytes that stand for it when a required one has no value after all. */
    private final int[] nulls;

    Template(Op[] program, int details) {
        this.program = program;
        this.withDetail = new int[details];
        this.texts = new int[details];
        this.values = new int[details];
        this.nulls = new int[details];
        int[] sums = new int[4];
        count(0, program.length, sums, 0, -1);
        this.always = sums[0];
        this.withDetails = sums[1];
        this.withRequestId = sums[2];
        this.requestIds = sums[3];
    }

    /** Adds up what stands between two places, under the condition that governs them; see {@link #size}. */
    private void count(int from, int to, int[] sums, int sum, int detail) {
        for (int i = from; i < to; i++) {
            Op op = program[i];
            switch (op.kind) {
                case CONSTANT, COMMA -> {
                    int bytes = op.kind == COMMA ? 1 : op.bytes.length;
                    if (detail >= 0) {
                        withDetail[detail] += bytes;
                    } else {
                        sums[sum] += bytes;
                    }
                }
                case TEXT -> texts[op.arg]++;
                case VALUE -> {
                    values[op.arg]++;
                    nulls[op.arg] += detail == op.arg ? 0 : NULL_BYTES;
                }
                case REQUEST_ID -> sums[3]++;
                default -> {
                    int region = op.kind == UNLESS_DETAILS ? 1 : op.kind == UNLESS_REQUEST_ID ? 2 : sum;
                    count(i + 1, i + 1 + op.jump, sums, region, op.kind == UNLESS_DETAIL ? op.arg : -1);
                    i += op.jump;
                }
            }
        }
    }

    byte[] render(@Nullable Object[] details, @Nullable String requestId) {
        long plain = plain(details);
        byte[] out = new byte[size(details, requestId, plain)];
        int at = 0;
        for (int i = 0; i < program.length; i++) {
            Op op = program[i];
            switch (op.kind) {
                case CONSTANT -> {
                    System.arraycopy(op.bytes, 0, out, at, op.bytes.length);
                    at += op.bytes.length;
                }
                case COMMA -> {
                    if (out[at - 1] != '{') {
                        out[at++] = ',';
                    }
                }
                case TEXT -> at = writeText(details[op.arg], isPlain(plain, op.arg), out, at);
                case VALUE -> at = writeValue(details[op.arg], isPlain(plain, op.arg), out, at);
                case REQUEST_ID -> at = writeString(requestId == null ? "" : requestId, out, at);
                default -> i += skips(op, details, requestId) ? op.jump : 0;
            }
        }
        // A comma is counted for every optional member but the first; if that one is absent, one too many.
        return at == out.length ? out : Arrays.copyOf(out, at);
    }

    /** The length of the body, or a few bytes more. */
    private int size(@Nullable Object[] details, @Nullable String requestId, long plain) {
        int size = always;
        boolean any = false;
        for (int i = 0; i < details.length; i++) {
            Object value = details[i];
            if (value == null) {
                size += nulls[i];
            } else {
                any = true;
                size += withDetail[i];
                if (plain != 0 && isPlain(plain, i)) {
                    int length = ((String) value).length();
                    size += texts[i] * length + values[i] * (length + 2);
                } else {
                    size += texts[i] == 0 ? 0 : texts[i] * textSize(value);
                    size += values[i] == 0 ? 0 : values[i] * valueSize(value);
                }
            }
        }
        if (any) {
            size += withDetails;
        }
        if (requestId != null && requestIds > 0) {
            size += withRequestId + requestIds * stringSize(requestId);
        }
        return size;
    }

    private static boolean skips(Op op, @Nullable Object[] values, @Nullable String requestId) {
        if (op.kind == UNLESS_DETAIL) {
            return values[op.arg] == null;
        }
        if (op.kind == UNLESS_REQUEST_ID) {
            return requestId == null;
        }
        for (Object value : values) {
            if (value != null) {
                return false;
            }
        }
        return true;
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

    private static int textSize(Object value) {
        return stringSize(Json.text(value));
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
        byte[] json = json(value);
        System.arraycopy(json, 0, out, at, json.length);
        return at + json.length;
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
