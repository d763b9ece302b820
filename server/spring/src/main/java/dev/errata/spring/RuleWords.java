package dev.errata.spring;

import dev.errata.core.FieldError;
import jakarta.validation.ConstraintViolation;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a Bean Validation constraint demands, beginning with "must", in English whatever the caller's locale. */
final class RuleWords {
    private static final Set<String> PRESENCE = Set.of("NotNull", "NotBlank", "NotEmpty");

    private RuleWords() {}

    /** Whether the value is absent and the constraint wants one. */
    static boolean missing(ConstraintViolation<?> violation) {
        return violation.getInvalidValue() == null && PRESENCE.contains(name(violation));
    }

    /** The constraint in words; a message that the application wrote itself is kept. */
    static String rule(ConstraintViolation<?> violation) {
        if (missing(violation)) {
            return FieldError.PRESENT;
        }
        if (!violation.getMessageTemplate().startsWith("{")) {
            return violation.getMessage();
        }
        Map<String, Object> attributes = violation.getConstraintDescriptor().getAttributes();
        Object value = attributes.get("value");
        boolean inclusive = !Boolean.FALSE.equals(attributes.get("inclusive"));
        return switch (name(violation)) {
            case "Min", "DecimalMin" -> (inclusive ? "must be at least " : "must be more than ") + value;
            case "Max", "DecimalMax" -> (inclusive ? "must be at most " : "must be less than ") + value;
            case "Positive" -> "must be more than 0";
            case "PositiveOrZero" -> "must be at least 0";
            case "Negative" -> "must be less than 0";
            case "NegativeOrZero" -> "must be at most 0";
            case "Size", "Length" -> size(attributes, violation.getInvalidValue());
            case "Digits" ->
                "must have at most " + attributes.get("integer") + " digits before the point and "
                        + attributes.get("fraction") + " after it";
            case "Pattern" -> "must match " + attributes.get("regexp");
            case "Email" -> "must be an e-mail address";
            case "URL" -> "must be a URL";
            case "UUID" -> "must be a UUID";
            case "NotBlank" -> "must not be blank";
            case "NotEmpty" -> "must not be empty";
            case "Null" -> "must be left out";
            case "AssertTrue" -> "must be true";
            case "AssertFalse" -> "must be false";
            case "Past" -> "must be in the past";
            case "PastOrPresent" -> "must not be in the future";
            case "Future" -> "must be in the future";
            case "FutureOrPresent" -> "must not be in the past";
            default -> violation.getMessage();
        };
    }

    private static String size(Map<String, Object> attributes, @Nullable Object value) {
        String unit = value instanceof Collection
                        || (value != null && value.getClass().isArray())
                ? "items"
                : value instanceof Map ? "members" : "characters";
        Object least = attributes.get("min");
        Object most = attributes.get("max");
        if (Integer.valueOf(Integer.MAX_VALUE).equals(most)) {
            return "must have at least " + least + " " + unit;
        }
        if (Integer.valueOf(0).equals(least)) {
            return "must have at most " + most + " " + unit;
        }
        return least != null && least.equals(most)
                ? "must have " + least + " " + unit
                : "must have " + least + " to " + most + " " + unit;
    }

    private static String name(ConstraintViolation<?> violation) {
        return violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
    }
}
