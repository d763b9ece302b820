package dev.errata.spring;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Says in the sender's words what a Java type takes. */
final class TypeWords {
    private static final Set<Class<?>> INTEGERS =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);
    private static final Set<Class<?>> NUMBERS = Set.of(Float.class, Double.class, BigDecimal.class, Number.class);
    private static final Set<Class<?>> SCALARS = Set.of(String.class, Character.class, CharSequence.class);

    private TypeWords() {}

    /** A phrase that begins with "must be". */
    static String rule(@Nullable Class<?> type, JsonMapper mapper) {
        Class<?> boxed = type == null ? Object.class : ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed.isEnum()) {
            return "must be one of " + String.join(", ", allowed(boxed, mapper));
        } else if (INTEGERS.contains(boxed)) {
            return "must be an integer";
        } else if (NUMBERS.contains(boxed)) {
            return "must be a number";
        } else if (boxed == Boolean.class) {
            return "must be true or false";
        } else if (SCALARS.contains(boxed)) {
            return "must be a string";
        } else if (boxed == UUID.class) {
            return "must be a UUID";
        } else if (boxed == LocalDate.class) {
            return "must be a date such as 2026-01-31";
        } else if (Temporal.class.isAssignableFrom(boxed)) {
            return "must be a time in ISO 8601, such as 2026-01-31T12:00:00Z";
        } else if (boxed.isArray() || Collection.class.isAssignableFrom(boxed)) {
            return "must be an array";
        }
        return "must be an object";
    }

    /** The values of an enum as JSON has them. */
    static List<String> allowed(Class<?> type, JsonMapper mapper) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> word(constant, mapper))
                .toList();
    }

    private static String word(Object constant, JsonMapper mapper) {
        try {
            return mapper.convertValue(constant, String.class);
        } catch (JacksonException e) {
            return constant.toString();
        }
    }
}
