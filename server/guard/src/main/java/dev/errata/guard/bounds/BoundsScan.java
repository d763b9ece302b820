package dev.errata.guard.bounds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One pass over one value of a document, which ends where a bound is crossed. Not thread-safe; for one use. */
final class BoundsScan {
    private static final int LONGEST_PATH = 200;
    private static final int USUAL_DEPTH = 16;
    private static final boolean[] ENDS_SCALAR = new boolean[256];

    static {
        for (char c : " \t\r\n,:[]{}\"".toCharArray()) {
            ENDS_SCALAR[c] = true;
        }
    }

    private final PayloadBounds bounds;
    private final byte[] in;
    private final String prefix;
    private final TextScan text;

    private int at;
    /** Where the document would have too many bytes; moves on with each byte that does not count. */
    private long tooFar;

    private int depth;
    /** By depth: whether it is an object, how many members or commas it has had, and where its last name stands. */
    private boolean[] object = new boolean[USUAL_DEPTH];

    private int[] count = new int[USUAL_DEPTH];
    private int[] nameFrom = new int[USUAL_DEPTH];
    private int[] nameTo = new int[USUAL_DEPTH];
    private boolean name;

    /**
     * A pass.
     *
     * @param start where the value stands, or white space before it
     * @param prefix the path to it, empty for the whole document
     */
    BoundsScan(PayloadBounds bounds, byte[] in, int start, String prefix) {
        this.bounds = bounds;
        this.in = in;
        this.at = start;
        this.prefix = prefix;
        this.tooFar = (long) start + bounds.bytes();
        this.text = new TextScan(in);
    }

    /** Where the value ended. */
    int end() {
        return at;
    }

    @Nullable
    BoundViolation violation() {
        while (at < in.length) {
            byte octet = in[at];
            switch (octet) {
                case ' ', '\t', '\r', '\n' -> {
                    at++;
                    tooFar++;
                    continue;
                }
                case '"' -> {
                    if (text()) {
                        return found(Bound.CHARACTERS, bounds.characters(), depth);
                    }
                }
                case '{', '[' -> {
                    if (depth == bounds.depth()) {
                        return found(Bound.DEPTH, bounds.depth(), depth);
                    }
                    open(octet == '{');
                }
                case '}', ']' -> {
                    if (depth == 0) {
                        return null;
                    }
                    at++;
                    depth--;
                    name = false;
                }
                case ',' -> {
                    if (depth == 0) {
                        return null;
                    }
                    at++;
                    name = object[depth];
                    if (!name && ++count[depth] == bounds.items()) {
                        return found(Bound.ITEMS, bounds.items(), depth - 1);
                    }
                }
                case ':' -> {
                    at++;
                    name = false;
                    if (depth > 0 && ++count[depth] > bounds.keys()) {
                        return found(Bound.KEYS, bounds.keys(), depth - 1);
                    }
                }
                default -> scalar();
            }
            if (at > tooFar) {
                return found(Bound.BYTES, bounds.bytes(), 0);
            }
            if (depth == 0) {
                return null;
            }
        }
        return null;
    }

    private void open(boolean isObject) {
        at++;
        depth++;
        if (depth == object.length) {
            object = Arrays.copyOf(object, 2 * depth);
            count = Arrays.copyOf(count, 2 * depth);
            nameFrom = Arrays.copyOf(nameFrom, 2 * depth);
            nameTo = Arrays.copyOf(nameTo, 2 * depth);
        }
        object[depth] = isObject;
        count[depth] = 0;
        name = isObject;
    }

    /** Whether it is a value, and too long. */
    private boolean text() {
        int from = at + 1;
        text.at = at;
        text.run(name ? Integer.MAX_VALUE - 1 : bounds.characters());
        at = text.at;
        tooFar += text.surplus;
        if (name) {
            nameFrom[depth] = from;
            nameTo[depth] = at - 1;
            return false;
        }
        return text.characters > bounds.characters();
    }

    private void scalar() {
        int from = at + 1;
        while (from < in.length && !ENDS_SCALAR[in[from] & 0xFF]) {
            from++;
        }
        at = from;
    }

    private BoundViolation found(Bound bound, long limit, int levels) {
        StringBuilder path = new StringBuilder(prefix);
        for (int level = 1; level <= levels && path.length() < LONGEST_PATH; level++) {
            if (object[level]) {
                int length = Math.min(LONGEST_PATH, Math.max(0, nameTo[level] - nameFrom[level]));
                path.append(path.isEmpty() ? "" : ".")
                        .append(new String(in, nameFrom[level], length, StandardCharsets.UTF_8));
            } else {
                path.append('[').append(count[level]).append(']');
            }
        }
        if (path.isEmpty()) {
            path.append("body");
        }
        path.setLength(Math.min(path.length(), LONGEST_PATH));
        return new BoundViolation(bound, limit, path.toString());
    }
}
