package dev.errata.core;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the few kinds of values that details can hold, off the hot path. */
final class Json {
    private static final int LONGEST_SCALE = 100;

    private Json() {}

    /** The value inside a message: strings bare, lists joined by commas, all else as JSON. */
    static String text(Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            StringBuilder joined = new StringBuilder();
            for (Object item : list) {
                joined.append(joined.isEmpty() ? "" : ", ").append(item);
            }
            return joined.toString();
        }
        if (value instanceof Map || value instanceof List) {
            return write(value);
        }
        return value instanceof BigDecimal decimal ? decimal(decimal) : value.toString();
    }

    /** Plain, but for exponents so large that a short number of the caller's would become a long answer. */
    static String decimal(BigDecimal value) {
        return Math.abs((long) value.scale()) > LONGEST_SCALE ? value.toString() : value.toPlainString();
    }

    static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else if (value instanceof BigDecimal decimal) {
            out.append(decimal(decimal));
        } else if (value instanceof Number number) {
            double real = number.doubleValue();
            out.append(Double.isFinite(real) ? number.toString() : "null");
        } else if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.append(separator);
                quote(String.valueOf(member.getKey()), out);
                out.append(':');
                write(member.getValue(), out);
                separator = ',';
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof InvalidField invalid) {
            out.append("{\"field\":");
            quote(invalid.field(), out);
            out.append(",\"location\":");
            quote(invalid.location(), out);
            out.append(",\"rule\":");
            quote(invalid.rule(), out);
            out.append('}');
        } else if (value instanceof Iterable<?> items) {
            out.append('[');
            boolean first = true;
            for (Object item : items) {
                if (!first) {
                    out.append(',');
                }
                write(item, out);
                first = false;
            }
            out.append(']');
        } else if (value instanceof Instant instant) {
            out.append('"').append(instant).append('"');
        } else {
            quote(value.toString(), out);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        escape(text, out);
        out.append('"');
    }

    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else if (Character.isSurrogate(c)) {
                        i = surrogate(text, i, out);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }

    /** A pair as it is; half of one, which no UTF-8 can carry, as U+FFFD. */
    private static int surrogate(String text, int at, StringBuilder out) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
            out.append(c).append(text.charAt(at + 1));
            return at + 1;
        }
        out.append('\uFFFD');
        return at;
    }
}
