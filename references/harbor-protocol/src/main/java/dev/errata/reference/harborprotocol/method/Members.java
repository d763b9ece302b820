package dev.errata.reference.harborprotocol.method;

import dev.errata.reference.harborprotocol.identity.IdentityBody;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a body may hold, read from the type that reads it: paths, types and rules. */
final class Members {
    private static final Map<Type, String> WORDS = Map.of(
            String.class, "string",
            Integer.class, "integer",
            Long.class, "integer",
            Double.class, "number",
            Boolean.class, "true or false",
            Instant.class, "time",
            IdentityBody.class, "identity");

    private Members() {}

    /**
     * One of them.
     *
     * @param path names with dots; a list ends with {@code []}
     */
    record Member(String path, String type, String rule) {}

    static List<Member> of(Class<?> body) {
        List<Member> found = new ArrayList<>();
        add(body, "", found);
        return found;
    }

    private static void add(Class<?> body, String before, List<Member> found) {
        for (RecordComponent part : body.isRecord() ? body.getRecordComponents() : new RecordComponent[0]) {
            Type type = part.getGenericType();
            boolean list = type instanceof ParameterizedType many && many.getRawType() == List.class;
            Type item = list ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
            String path = before + snake(part.getName()) + (list ? "[]" : "");
            found.add(new Member(path, word(item), rule(part.getAccessor())));
            if (item instanceof Class<?> nested && !WORDS.containsKey(item)) {
                add(nested, path + ".", found);
            }
        }
    }

    private static String word(Type type) {
        if (type instanceof Class<?> one && one.isEnum()) {
            return Arrays.stream(one.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        return WORDS.getOrDefault(type, "object");
    }

    private static String rule(AnnotatedElement part) {
        boolean needed = part.isAnnotationPresent(NotNull.class) || part.isAnnotationPresent(NotBlank.class);
        Size size = part.getAnnotation(Size.class);
        Min least = part.getAnnotation(Min.class);
        Max most = part.getAnnotation(Max.class);
        return Stream.of(
                        needed ? "needed" : "",
                        part.isAnnotationPresent(Positive.class) ? "more than 0" : "",
                        least == null ? "" : "at least " + least.value(),
                        most == null ? "" : "at most " + most.value(),
                        size == null || size.min() == 0 ? "" : "at least " + size.min() + " long",
                        size == null ? "" : "at most " + size.max() + " long")
                .filter(rule -> !rule.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
