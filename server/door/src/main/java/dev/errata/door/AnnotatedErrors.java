package dev.errata.door;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Detail;
import dev.errata.core.Variant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers exceptions whose class carries {@link ErrorCode}. Thread-safe. */
final class AnnotatedErrors implements ErrorMapping {
    private final Catalog catalog;
    /** Classes of exceptions are few, and live as long as the application. */
    private final Map<Class<?>, Plan> plans = new ConcurrentHashMap<>();

    /** How an exception of one class becomes an occurrence. */
    private record Plan(Variant variant, List<@Nullable Method> details) {
        ApiError of(Throwable failure) {
            @Nullable Object[] values = new Object[details.size()];
            for (int i = 0; i < values.length; i++) {
                Method method = details.get(i);
                values[i] = method == null ? null : read(method, failure);
            }
            return variant.occurrence(values);
        }

        private static @Nullable Object read(Method method, Throwable failure) {
            try {
                return method.invoke(failure);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("The detail that " + method + " gives could not be read", e);
            }
        }
    }

    AnnotatedErrors(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        return failure.getClass().isAnnotationPresent(ErrorCode.class)
                ? plans.computeIfAbsent(failure.getClass(), this::plan).of(failure)
                : null;
    }

    private Plan plan(Class<?> type) {
        ErrorCode named = type.getAnnotation(ErrorCode.class);
        Code code = catalog.code(named.value());
        if (code == null) {
            throw new IllegalStateException("@ErrorCode(\"" + named.value() + "\") of " + type.getName()
                    + " names no code of the catalog of " + catalog.api() + "; it has "
                    + catalog.codes() + ".");
        }
        List<@Nullable Method> details = new ArrayList<>();
        for (Detail detail : code.details()) {
            details.add(accessor(type, code, detail));
        }
        return new Plan(code.variant(named.variant().isEmpty() ? Code.MAIN : named.variant()), details);
    }

    private static @Nullable Method accessor(Class<?> type, Code code, Detail detail) {
        String name = camelCase(detail.name());
        String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (Method method : type.getMethods()) {
            boolean named = method.getName().equals(name) || method.getName().equals(getter);
            if (named && method.getParameterCount() == 0 && detail.type().holds(method.getReturnType())) {
                method.setAccessible(true);
                return method;
            }
        }
        if (detail.required()) {
            throw new IllegalStateException(type.getName() + " has @ErrorCode(\"" + code.id()
                    + "\"), whose detail '" + detail.name() + "' is required, but no public method " + name + "() or "
                    + getter + "() that returns a value of type "
                    + detail.type().word() + ".");
        }
        return null;
    }

    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean joint = c == '_' || c == '-';
            if (!joint) {
                text.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = joint;
        }
        return text.toString();
    }
}
