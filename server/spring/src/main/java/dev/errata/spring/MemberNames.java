package dev.errata.spring;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Turns paths of Java members into paths as senders write them: of JSON in a body, of parameters elsewhere. */
final class MemberNames {
    private static final String BODY = "body";

    private final JsonMapper mapper;

    MemberNames(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * A place in a body, or in an object that parameters are bound to.
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

    /** A member, or an item of one: its index, or the key of a map. */
    private record Step(@Nullable String member, @Nullable Object item) {}

    /** A member of a class: its name for senders, where it is declared, and its type where that is known. */
    private record Member(
            String name, int declared, @Nullable JavaType type) {}

    /** The place that a Bean Validation path means, beginning at this type. */
    Place place(Type root, Path path, String location) {
        List<Step> steps = new ArrayList<>();
        for (Path.Node node : path) {
            if (node.isInIterable()) {
                steps.add(new Step(null, node.getIndex() == null ? node.getKey() : node.getIndex()));
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                steps.add(new Step(node.getName(), null));
            }
        }
        return place(root, steps, location.equals(BODY));
    }

    /** The place of a field of Spring's binding, beginning at this type. */
    Place place(Type root, String field) {
        List<Step> steps = new ArrayList<>();
        for (String part : field.split("\\.")) {
            String[] items = part.split("\\[");
            steps.add(new Step(items[0], null));
            for (int i = 1; i < items.length; i++) {
                steps.add(new Step(null, item(items[i].replace("]", ""))));
            }
        }
        return new Place(field, place(root, steps, false).order);
    }

    private static Object item(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException key) {
            return text;
        }
    }

    private Place place(Type root, List<Step> steps, boolean json) {
        StringBuilder text = new StringBuilder();
        List<Integer> order = new ArrayList<>();
        JavaType type = mapper.constructType(root);
        for (Step step : steps) {
            if (step.member == null) {
                text.append('[').append(step.item).append(']');
                order.add(step.item instanceof Integer index ? index : 0);
                type = type == null || type.getContentType() == null ? type : type.getContentType();
            } else {
                Member member = member(type, step.member, json);
                text.append(text.isEmpty() ? "" : ".").append(member.name);
                order.add(member.declared);
                type = member.type;
            }
        }
        return new Place(text.toString(), order);
    }

    private Member member(@Nullable JavaType type, String name, boolean json) {
        if (type == null) {
            return new Member(name, 0, null);
        }
        if (json) {
            BeanPropertyDefinition property = property(type, name);
            return new Member(
                    property == null ? name : property.getName(),
                    declared(type.getRawClass(), name),
                    property == null ? null : property.getPrimaryType());
        }
        List<? extends AnnotatedElement> members = members(type.getRawClass());
        for (int i = 0; i < members.size(); i++) {
            String sent = sent(type.getRawClass(), name(members.get(i)));
            if (name.equals(name(members.get(i))) || name.equals(sent)) {
                return new Member(sent, i, mapper.constructType(type(members.get(i))));
            }
        }
        return new Member(name, -1, null);
    }

    /** Parameters of constructors may be bound under other names. */
    private static String sent(Class<?> type, String name) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            for (Parameter parameter : constructor.getParameters()) {
                BindParam bound = parameter.getAnnotation(BindParam.class);
                if (bound != null && parameter.getName().equals(name)) {
                    return bound.value();
                }
            }
        }
        return name;
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
        return members(type).stream().map(MemberNames::name).toList().indexOf(javaName);
    }

    /** Record components, or fields with those of the superclass first. */
    private static List<? extends AnnotatedElement> members(@Nullable Class<?> type) {
        if (type == null) {
            return List.of();
        }
        if (type.isRecord()) {
            return List.of(type.getRecordComponents());
        }
        List<AnnotatedElement> fields = new ArrayList<>(members(type.getSuperclass()));
        fields.addAll(List.of(type.getDeclaredFields()));
        return fields;
    }

    private static String name(AnnotatedElement member) {
        return member instanceof RecordComponent component ? component.getName() : ((Field) member).getName();
    }

    private static Type type(AnnotatedElement member) {
        return member instanceof RecordComponent component
                ? component.getGenericType()
                : ((Field) member).getGenericType();
    }
}
