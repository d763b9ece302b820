package dev.errata.spring;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Turns paths of Java properties into paths of JSON members. */
final class JsonNames {
    private final JsonMapper mapper;

    JsonNames(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * A place in a body.
     *
     * @param path such as {@code items[0].e_mail}
     * @param order the declared position of each member and the index of each item on the way
     */
    record Place(String path, List<Integer> order) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Arrays.compare(
                    order.stream().mapToInt(Integer::intValue).toArray(),
                    other.order.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** The place that a Bean Validation path means, beginning at this type. */
    Place place(java.lang.reflect.Type root, Path path) {
        StringBuilder text = new StringBuilder();
        List<Integer> order = new ArrayList<>();
        JavaType type = mapper.constructType(root);
        for (Path.Node node : path) {
            if (node.isInIterable()) {
                Integer index = node.getIndex();
                text.append('[').append(index != null ? index : node.getKey()).append(']');
                order.add(index == null ? 0 : index);
                type = type == null || type.getContentType() == null ? type : type.getContentType();
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                BeanPropertyDefinition property = type == null ? null : property(type, node.getName());
                text.append(text.isEmpty() ? "" : ".").append(property == null ? node.getName() : property.getName());
                order.add(type == null ? 0 : declared(type.getRawClass(), node.getName()));
                type = property == null ? null : property.getPrimaryType();
            }
        }
        return new Place(text.toString(), order);
    }

    private @Nullable BeanPropertyDefinition property(JavaType type, String javaName) {
        DeserializationConfig config = mapper.deserializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance();
        BeanDescription bean =
                introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type));
        return bean.findProperties().stream()
                .filter(property -> property.getInternalName().equals(javaName))
                .findFirst()
                .orElse(null);
    }

    private static int declared(Class<?> type, String javaName) {
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList()
                    .indexOf(javaName);
        }
        return fields(type).indexOf(javaName);
    }

    private static List<String> fields(@Nullable Class<?> type) {
        if (type == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>(fields(type.getSuperclass()));
        Arrays.stream(type.getDeclaredFields()).map(Field::getName).forEach(names::add);
        return names;
    }
}
