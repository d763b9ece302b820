package dev.errata.probe;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as trees of maps, lists, strings, numbers, booleans and null. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static @Nullable Object parse(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    static String write(@Nullable Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    /** The value at a path such as {@code $.data.items[0].id}; null when there is none. */
    static @Nullable Object at(@Nullable Object tree, String path) {
        String rest = path.startsWith("$") ? path.substring(1) : path;
        @Nullable Object here = tree;
        for (String part : rest.replace("[", ".").replace("]", "").split("\\.", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (here instanceof Map<?, ?> map) {
                here = map.get(part);
            } else if (here instanceof List<?> list && part.matches("\\d{1,6}")) {
                int index = Integer.parseInt(part);
                here = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return here;
    }

    /** A value inside a request: strings bare, all else as JSON. */
    static String text(Object value) {
        return value instanceof String text ? text : write(value);
    }
}
