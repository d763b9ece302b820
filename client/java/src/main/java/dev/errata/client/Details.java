package dev.errata.client;

import dev.errata.core.Code;
import dev.errata.core.Detail;
import dev.errata.core.DetailType;
import dev.errata.core.InvalidField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The details of one error. Immutable and thread-safe; they are made of the body when somebody first asks for one.
 *
 * <p>The text of this object is fit for a log: it shows only what the catalog declares and does not mark as sensitive.
 */
public final class Details {
    private static final String HIDDEN = "[hidden]";
    private static final int SHORTEST_SECRET = 4;

    private final EnvelopeReader.@Nullable Found found;
    private final @Nullable Code code;

    /** Not volatile: threads that race make equal maps, and each is whole to whoever sees it. */
    private @Nullable Map<String, Object> made;

    /** What a body holds for a code; none at all where {@code found} is null. */
    Details(EnvelopeReader.@Nullable Found found, @Nullable Code code) {
        this.found = found;
        this.code = code;
    }

    private Map<String, Object> make() {
        Map<String, Object> values = found == null ? Map.of() : found.details();
        if (code != null) {
            for (Detail detail : code.details()) {
                if (detail.type() == DetailType.TIMESTAMP || detail.type() == DetailType.DECIMAL) {
                    values.computeIfPresent(detail.name(), (name, value) -> typed(detail, value));
                }
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /** As the page declares it; a value of another type stays what it is. */
    private static Object typed(Detail detail, Object value) {
        return switch (detail.type()) {
            case TIMESTAMP -> value instanceof String text ? instant(text) : value;
            case DECIMAL -> value instanceof Long number ? BigDecimal.valueOf(number) : value;
            case STRING, INTEGER, BOOLEAN, STRINGS, FIELDS, ANY -> value;
        };
    }

    private static Object instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    /**
     * Every detail that came, in the order of the body: String, Long, BigDecimal, Boolean, Instant, List or Map. The
     * text of this map shows sensitive values; that of {@link Details} does not.
     */
    public Map<String, Object> values() {
        Map<String, Object> values = made;
        if (values == null) {
            values = make();
            made = values;
        }
        return values;
    }

    /** A detail as it came, null when it did not. */
    public @Nullable Object value(String name) {
        return values().get(name);
    }

    /** A string, null when there is none of this name and type. */
    public @Nullable String text(String name) {
        return values().get(name) instanceof String text ? text : null;
    }

    /** A whole number, null when there is none of this name and type. */
    public @Nullable Long integer(String name) {
        return values().get(name) instanceof Long number ? number : null;
    }

    /** A decimal, null when there is none of this name and type. */
    public @Nullable BigDecimal decimal(String name) {
        Object value = values().get(name);
        return value instanceof BigDecimal decimal
                ? decimal
                : value instanceof Long whole ? BigDecimal.valueOf(whole) : null;
    }

    /** A truth value, null when there is none of this name and type. */
    public @Nullable Boolean bool(String name) {
        return values().get(name) instanceof Boolean truth ? truth : null;
    }

    /** An instant that the page declares as a timestamp, null when there is none. */
    public @Nullable Instant timestamp(String name) {
        return values().get(name) instanceof Instant instant ? instant : null;
    }

    /** A list of strings; empty when there is none of this name and type. */
    public List<String> texts(String name) {
        if (!(values().get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** What was wrong with a request, as the page declares by {@code fields}; empty when there is none of this name and type. */
    public List<InvalidField> fields(String name) {
        return InvalidField.of(values().get(name));
    }

    /** The text without the values of sensitive details. */
    String redact(String text) {
        if (code == null) {
            return text;
        }
        String redacted = text;
        for (Detail detail : code.details()) {
            Object value = values().get(detail.name());
            if (detail.sensitive() && value != null) {
                redacted = without(redacted, value);
            }
        }
        return redacted;
    }

    private static String without(String text, Object value) {
        if (value instanceof List<?> list) {
            String left = text;
            for (Object item : list) {
                left = item == null ? left : without(left, item);
            }
            return left;
        }
        String secret = value.toString();
        return secret.length() < SHORTEST_SECRET ? text : text.replace(secret, HIDDEN);
    }

    /** Names and values; the values of sensitive and of undeclared details are hidden. */
    @Override
    public String toString() {
        Map<String, Object> shown = new LinkedHashMap<>();
        values().forEach((name, value) -> shown.put(name, isOpen(name) ? value : HIDDEN));
        return shown.toString();
    }

    private boolean isOpen(String name) {
        return code != null
                && code.details().stream().anyMatch(detail -> detail.name().equals(name) && !detail.sensitive());
    }
}
