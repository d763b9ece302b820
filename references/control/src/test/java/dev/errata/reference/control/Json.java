package dev.errata.reference.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the tests write and read it, apart from the service's own reader and writer. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Any value as JSON. */
    public static String write(@Nullable Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Maps, lists and plain values. */
    public static @Nullable Object read(byte[] json) {
        return MAPPER.readValue(json, Object.class);
    }

    /** The members of an object. */
    public static Map<String, Object> members(@Nullable Object value) {
        return MAPPER.convertValue(value, new TypeReference<Map<String, Object>>() {});
    }

    /** The items of an array of objects. */
    public static List<Map<String, Object>> objects(@Nullable Object value) {
        return MAPPER.convertValue(value, new TypeReference<List<Map<String, Object>>>() {});
    }

    /** The same JSON without the white space that makes it readable; members keep their order. */
    public static String compact(String json) {
        return MAPPER.readTree(json).toString();
    }
}
