package dev.errata.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON in UTF-8 (RFC 8259), making only what it is asked for. The counterpart of the renderer's own writer:
 * three in four bytes of an error are known names and constants, which need no objects.
 *
 * <p>Takes a little more than the RFC does, such as control characters inside strings, and never less.
 */
final class JsonCursor {
    private static final int DEEPEST = 200;
    private static final int SAFE_DIGITS = 18;
    private static final int LONGEST_NUMBER = 1000;

    private static final long TRUE = Names.eight("true".getBytes(StandardCharsets.UTF_8), 0);
    private static final long FALSE = Names.eight("false".getBytes(StandardCharsets.UTF_8), 0);
    private static final long NULL = Names.eight("null".getBytes(StandardCharsets.UTF_8), 0);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;

    private final byte[] json;
    private int at;
    private int depth;
    private int nameStart;
    private int nameEnd;

    /** Whether the string passed last has an escape. */
    private boolean escaped;

    JsonCursor(byte[] json) {
        this(json, 0);
        boolean mark = json.length > 2 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF;
        this.at = mark ? 3 : 0;
    }

    /** Begins inside, where a cursor {@linkplain #at stood} before. */
    JsonCursor(byte[] json, int at) {
        this.json = json;
        this.at = at;
    }

    /** Where it stands. */
    int at() {
        return at;
    }

    /** What stands here is not JSON, ends early or is nested too deep. Thrown without a trace: it is an answer. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException(int at) {
            super("no JSON at byte " + at, null, false, false);
        }
    }

    private BrokenException broken() {
        return new BrokenException(at);
    }

    /** The first byte of the next value or sign. */
    byte peek() {
        int here = at;
        return here < json.length && json[here] > ' ' ? json[here] : afterSpace();
    }

    private byte afterSpace() {
        for (; at < json.length; at++) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
        }
        throw broken();
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw broken();
        }
        at++;
    }

    /** Enters an object or array. */
    void open(char bracket) {
        take(bracket);
        if (++depth > DEEPEST) {
            throw broken();
        }
    }

    /** Whether another item stands before the closing bracket; passes over the comma or leaves. */
    boolean next(char close, boolean first) {
        byte sign = peek();
        if (sign == close) {
            at++;
            depth--;
            return false;
        }
        if (!first) {
            if (sign != ',') {
                throw broken();
            }
            at++;
        }
        return true;
    }

    /**
     * Reads the name of a member and its colon.
     *
     * @return the index of the name among the known ones, or -1; then {@link #name} tells it
     */
    int member(Names known) {
        nameStart = startOfString();
        int index = known.at(json, nameStart);
        if (index >= 0) {
            at += known.length(index);
        } else {
            nameEnd = endOfString();
            // Nobody needs to escape a name, but everybody may.
            index = escaped ? known.indexOf(name(Names.NONE)) : -1;
        }
        take(':');
        return index;
    }

    /** The name of the member just read; the same object as the known one where it is known. */
    String name(Names known) {
        int index = known.at(json, nameStart);
        return index < 0 ? text(nameStart, nameEnd) : known.text(index);
    }

    private int startOfString() {
        if (peek() != '"') {
            throw broken();
        }
        return ++at;
    }

    /** The place of the closing quote; the cursor stands behind it. */
    private int endOfString() {
        int end = toQuoteOrBackslash(json, at);
        escaped = end < json.length && json[end] == '\\';
        while (end < json.length && json[end] == '\\') {
            at = end + 1;
            passEscape();
            end = toQuoteOrBackslash(json, at);
        }
        if (end >= json.length) {
            throw broken();
        }
        at = end + 1;
        return end;
    }

    private static int toQuoteOrBackslash(byte[] json, int from) {
        int i = from;
        for (int last = json.length - Long.BYTES; i <= last; i += Long.BYTES) {
            long eight = (long) Names.EIGHT.get(json, i);
            long found = zeroes(eight ^ '"' * ONES) | zeroes(eight ^ '\\' * ONES);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < json.length && json[i] != '"' && json[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The lowest bit set is the highest of the first byte that is zero. */
    private static long zeroes(long eight) {
        return (eight - ONES) & ~eight & HIGHS;
    }

    /** Whether no byte has its highest bit. */
    static boolean isAscii(byte[] text) {
        long union = 0;
        int i = 0;
        for (int last = text.length - Long.BYTES; i <= last; i += Long.BYTES) {
            union |= (long) Names.EIGHT.get(text, i);
        }
        for (; i < text.length; i++) {
            union |= text[i];
        }
        return (union & HIGHS) == 0;
    }

    private void passEscape() {
        int letter = at < json.length ? json[at++] : -1;
        if (letter == 'u') {
            hex(at, json.length);
            at += 4;
        } else if ("nrtbf\"\\/".indexOf(letter) < 0) {
            throw broken();
        }
    }

    /** A string. */
    String string() {
        int start = startOfString();
        return text(start, endOfString());
    }

    /** Passes over a string that is one of the known ones, and tells which; -1 leaves it to be read. */
    int known(Names known) {
        int index = known.at(json, startOfString());
        at += index < 0 ? -1 : known.length(index);
        return index;
    }

    private String text(int start, int end) {
        return escaped ? unescaped(start, end) : new String(json, start, end - start, StandardCharsets.UTF_8);
    }

    private String unescaped(int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        int i = start;
        while (i < end) {
            int plain = i;
            while (i < end && json[i] != '\\') {
                i++;
            }
            text.append(new String(json, plain, i - plain, StandardCharsets.UTF_8));
            if (i < end) {
                char letter = (char) json[i + 1];
                text.append(letter == 'u' ? hex(i + 2, end) : escaped(letter));
                i += letter == 'u' ? 6 : 2;
            }
        }
        return text.toString();
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> letter;
        };
    }

    private char hex(int from, int end) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < end ? Character.digit(json[i], 16) : -1;
            if (digit < 0) {
                throw broken();
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    /** Passes over the next value without making anything of it. */
    void skip() {
        switch (peek()) {
            case '"' -> {
                at++;
                endOfString();
            }
            case '{' -> {
                open('{');
                for (boolean first = true; next('}', first); first = false) {
                    startOfString();
                    endOfString();
                    take(':');
                    skip();
                }
            }
            case '[' -> {
                open('[');
                for (boolean first = true; next(']', first); first = false) {
                    skip();
                }
            }
            case 't' -> word(TRUE, 4);
            case 'f' -> word(FALSE, 5);
            case 'n' -> word(NULL, 4);
            default -> number(false);
        }
    }

    /** The next value: String, Boolean, Long, BigDecimal, list, map or null; an integer beyond a long is a decimal. */
    @Nullable
    Object value() {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> object();
            case '[' -> {
                List<@Nullable Object> items = new ArrayList<>();
                open('[');
                for (boolean first = true; next(']', first); first = false) {
                    items.add(value());
                }
                yield items;
            }
            case 't' -> {
                word(TRUE, 4);
                yield true;
            }
            case 'f' -> {
                word(FALSE, 5);
                yield false;
            }
            case 'n' -> {
                word(NULL, 4);
                yield null;
            }
            default -> number(true);
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        open('{');
        for (boolean first = true; next('}', first); first = false) {
            String name = string();
            take(':');
            members.put(name, value());
        }
        return members;
    }

    private void word(long word, int length) {
        int others = Long.SIZE - length * Byte.SIZE;
        if (Names.eight(json, at) << others != word << others) {
            throw broken();
        }
        at += length;
    }

    /** The number here; null where it is not wanted, and need not be made to see that it is one. */
    private @Nullable Object number(boolean wanted) {
        int start = at;
        boolean negative = json[at] == '-';
        at += negative ? 1 : 0;
        long sum = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            sum = sum * 10 + (json[at++] - '0');
        }
        int digits = at - start - (negative ? 1 : 0);
        boolean whole = at == json.length || (json[at] != '.' && json[at] != 'e' && json[at] != 'E');
        if (digits == 0) {
            throw broken();
        }
        if (whole && digits <= SAFE_DIGITS) {
            return !wanted ? null : negative ? -sum : sum;
        }
        while (at < json.length && isOfNumber(json[at])) {
            at++;
        }
        return big(start);
    }

    private static boolean isOfNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
    }

    private Object big(int start) {
        if (at - start > LONGEST_NUMBER) {
            throw broken();
        }
        String text = new String(json, start, at - start, StandardCharsets.ISO_8859_1);
        try {
            BigDecimal number = new BigDecimal(text);
            boolean whole =
                    number.scale() == 0 && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
            return whole && number.unscaledValue().bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        } catch (NumberFormatException e) {
            throw broken();
        }
    }
}
