package dev.errata.door;

import dev.errata.core.ApiError;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping made of classes of exceptions. For an exception the nearest class counts: its own, else that above it. What {@link #build} makes is thread-safe, this is not.
 *
 * <pre>{@code
 * ErrorMapping mapping = ErrorMappings.of(catalog)
 *         .on(OrderNotFound.class, missing -> ShopErrors.orderNotFound(missing.id()))
 *         .on(OptimisticLockException.class, Condition.CONFLICT)
 *         .build();
 * }</pre>
 */
public final class ErrorMappings {
    private final Catalog catalog;
    private final Map<Class<?>, Rule> rules = new HashMap<>();

    private record Rule(
            Function<Throwable, ApiError> answer, @Nullable Level level) {}

    private ErrorMappings(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Begins a mapping to errors of this catalog. */
    public static ErrorMappings of(Catalog catalog) {
        return new ErrorMappings(catalog);
    }

    /** Answers an exception of this class or of one below it with what a factory of the catalog makes of it. */
    public <E extends Throwable> ErrorMappings on(Class<E> type, Function<? super E, ApiException> factory) {
        return put(type, failure -> factory.apply(type.cast(failure)).error(), null);
    }

    /** The same, told to the log as loud as this: whatever its page says: from WARNING on as a line, from ERROR on with the stack. */
    public <E extends Throwable> ErrorMappings on(
            Class<E> type, Level level, Function<? super E, ApiException> factory) {
        return put(type, failure -> factory.apply(type.cast(failure)).error(), level);
    }

    /** Answers an exception of this class or of one below it like a condition of which nothing more is known. */
    public ErrorMappings on(Class<? extends Throwable> type, Condition condition) {
        return on(type, condition, Facts.none());
    }

    /**
     * Answers an exception of this class or of one below it like a condition of which this is known.
     *
     * @throws IllegalArgumentException when the class has a rule already
     */
    public ErrorMappings on(Class<? extends Throwable> type, Condition condition, Facts facts) {
        ApiError always = catalog.answer(condition, facts);
        return put(type, failure -> always, null);
    }

    private ErrorMappings put(Class<?> type, Function<Throwable, ApiError> answer, @Nullable Level level) {
        if (rules.putIfAbsent(type, new Rule(answer, level)) != null) {
            throw new IllegalArgumentException(
                    "Two rules of one mapping answer " + type.getName() + "; leave one of them out.");
        }
        return this;
    }

    /** The mapping; what is added here later does not change it. */
    public ErrorMapping build() {
        return new ByClass(Map.copyOf(rules));
    }

    private record ByClass(Map<Class<?>, Rule> rules) implements ErrorMapping {
        @Override
        public @Nullable ApiError map(Throwable failure, DoorRequest request) {
            Rule rule = find(failure);
            return rule == null ? null : rule.answer.apply(failure);
        }

        @Override
        public Level level(Throwable failure, ApiError error) {
            Rule rule = find(failure);
            return rule == null || rule.level == null ? ErrorMapping.super.level(failure, error) : rule.level;
        }

        private @Nullable Rule find(Throwable failure) {
            for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
                Rule rule = rules.get(type);
                if (rule != null) {
                    return rule;
                }
            }
            return null;
        }
    }
}
