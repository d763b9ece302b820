package dev.errata.reference.control;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that somebody might send, as JSON text: each kind, its edges, and drawn ones. */
public final class JsonValues {
    /** The kinds of JSON. */
    public enum Kind {
        NULL,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        STRING,
        ARRAY,
        OBJECT
    }

    /** A value as it stands in a body. */
    public record Value(Kind kind, String text) {
        /** Whether no reader of JSON can be asked to take it: half a character, or a number beyond all numbers. */
        public boolean unreadable() {
            return text.equals("1e99999999999") || hasHalfACharacter();
        }

        private boolean hasHalfACharacter() {
            StringBuilder units = new StringBuilder();
            for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
                boolean unit = text.charAt(at + 1) == 'u';
                units.append(unit ? (char) Integer.parseInt(text.substring(at + 2, at + 6), 16) : ' ');
                at += unit ? 6 : 2;
                if (at < text.length() && text.charAt(at) != '\\') {
                    units.append(' ');
                }
            }
            return units.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
        }

        /** Whether it is a text with a character that no database needs to be able to hold. */
        public boolean hasNul() {
            return kind == Kind.STRING && text.contains("\\u0000");
        }

        @Override
        public String toString() {
            return text.length() <= 60 ? text : text.substring(0, 60) + "… (" + text.length() + " characters)";
        }
    }

    private static final List<Value> EDGES = List.of(
            new Value(Kind.NULL, "null"),
            new Value(Kind.BOOLEAN, "true"),
            new Value(Kind.BOOLEAN, "false"),
            new Value(Kind.INTEGER, "0"),
            new Value(Kind.INTEGER, "-1"),
            new Value(Kind.INTEGER, "12"),
            new Value(Kind.INTEGER, "99999999999999999999999"),
            new Value(Kind.DECIMAL, "12.0"),
            new Value(Kind.DECIMAL, "1e400"),
            new Value(Kind.DECIMAL, "1e-400"),
            new Value(Kind.DECIMAL, "1e99999999999"),
            new Value(Kind.STRING, "\"\""),
            new Value(Kind.STRING, "\" \""),
            new Value(Kind.STRING, "\"12\""),
            new Value(Kind.STRING, "\"true\""),
            new Value(Kind.STRING, "\"null\""),
            new Value(Kind.STRING, "\"\\u0000\""),
            new Value(Kind.STRING, "\"a\\u0000b\""),
            new Value(Kind.STRING, "\"line\\r\\nX-Injected: yes\""),
            new Value(Kind.STRING, "\"\\u001b[31m\""),
            new Value(Kind.STRING, "\"\\ud800\""),
            new Value(Kind.STRING, "\"a\\udc00b\""),
            new Value(Kind.STRING, "\"\\udc00\\ud800\""),
            new Value(Kind.STRING, "\"\\ufffe\\uffff\""),
            new Value(Kind.STRING, "\"\\ud83d\\ude00\""),
            new Value(Kind.OBJECT, "{\"\\ud83d\\ude00\":\"\\ud83d\\ude00\"}"),
            new Value(Kind.STRING, "\"{field} $1 %s ${x} \\\\ \\\"\""),
            new Value(Kind.STRING, "\"'; drop table transactions; --\""),
            new Value(Kind.STRING, "\"https://[::1\""),
            new Value(Kind.STRING, "\"https://a.example.com:99999999/\""),
            new Value(Kind.STRING, "\"" + "x".repeat(60_000) + "\""),
            new Value(Kind.STRING, "\"" + "9".repeat(5_000) + "\""),
            new Value(Kind.ARRAY, "[]"),
            new Value(Kind.ARRAY, "[null]"),
            new Value(Kind.ARRAY, "[\"a\"]"),
            new Value(Kind.ARRAY, "[1,[2,[3]]]"),
            new Value(Kind.OBJECT, "{}"),
            new Value(Kind.OBJECT, "{\"a\":null}"),
            new Value(Kind.OBJECT, "{\"\\ud800\":\"\\udfff\"}"),
            new Value(Kind.OBJECT, "{\"a\":{\"b\":[1e400,\"\\u0000\"]}}"));

    private JsonValues() {}

    /** Every edge, and half as many drawn values. */
    public static List<Value> all(RandomGenerator random) {
        List<Value> values = new ArrayList<>(EDGES);
        for (int i = 0; i < EDGES.size() / 2; i++) {
            values.add(draw(random, 3));
        }
        return values;
    }

    private static Value draw(RandomGenerator random, int depth) {
        int kinds = depth == 0 ? 5 : Kind.values().length;
        return switch (Kind.values()[random.nextInt(kinds)]) {
            case NULL -> new Value(Kind.NULL, "null");
            case BOOLEAN -> new Value(Kind.BOOLEAN, Boolean.toString(random.nextBoolean()));
            case INTEGER -> new Value(Kind.INTEGER, Long.toString(random.nextLong() >> random.nextInt(64)));
            case DECIMAL -> new Value(Kind.DECIMAL, Double.toString(random.nextDouble() * 1e6));
            case STRING -> new Value(Kind.STRING, string(random));
            case ARRAY -> new Value(Kind.ARRAY, "[" + draw(random, depth - 1).text() + "]");
            case OBJECT ->
                new Value(
                        Kind.OBJECT,
                        "{" + string(random) + ":" + draw(random, depth - 1).text() + "}");
        };
    }

    /** Any 16-bit units at all, escaped, so that the request itself stays UTF-8. */
    private static String string(RandomGenerator random) {
        StringBuilder text = new StringBuilder("\"");
        int units = random.nextInt(40);
        for (int i = 0; i < units; i++) {
            int unit = random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80);
            text.append(String.format("\\u%04x", unit));
        }
        return text.append('"').toString();
    }
}
