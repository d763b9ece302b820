package dev.errata.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Values and comments as Python has them, in lines of at most 120 characters. */
final class Python {
    static final int WIDTH = 120;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STEP = "    ";

    private Python() {}

    /** A text; JSON's form of it, which Python reads alike. */
    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /**
     * A tree of maps, lists, texts and numbers; on one line where it fits.
     *
     * @param indent what its line begins with
     * @param before the characters on its line before it
     */
    static String literal(@Nullable Object value, String indent, int before) {
        String line = inline(value);
        if (before + line.length() < WIDTH) {
            return line;
        }
        String inner = indent + STEP;
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> member(String.valueOf(entry.getKey()), entry.getValue(), inner))
                    .collect(Collectors.joining("", "{\n", indent + "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(item -> inner + literal(item, inner, inner.length()) + ",\n")
                    .collect(Collectors.joining("", "[\n", indent + "]"));
        }
        return pieces(String.valueOf(value), WIDTH - inner.length()).stream()
                .map(piece -> inner + quoted(piece) + "\n")
                .collect(Collectors.joining("", "(\n", indent + ")"));
    }

    private static String member(String name, @Nullable Object value, String indent) {
        String key = indent + quoted(name) + ": ";
        return key + literal(value, indent, key.length()) + ",\n";
    }

    private static String inline(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + inline(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Python::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return value == null ? "None" : value instanceof String text ? quoted(text) : value.toString();
    }

    /** Parts that are quoted in a width. */
    private static List<String> pieces(String text, int width) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        text.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (quoted(piece + character).length() > width) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(character);
        });
        pieces.add(piece.toString());
        return pieces;
    }

    /** The documentation of a class, from lines that are not indented yet. */
    static String docstring(List<String> lines) {
        String text = lines.stream()
                .map(line -> line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\""))
                .map(line -> line.isEmpty() ? line : STEP + line)
                .collect(Collectors.joining("\n"));
        return STEP + "\"\"\"" + text.strip() + (lines.size() > 1 || text.endsWith("\"") ? "\n" + STEP : "") + "\"\"\"";
    }
}
