package dev.errata.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One member, parameter or header that cannot be taken.
 *
 * @param condition what is wrong with it
 * @param field as the sender writes it, such as {@code items[0].name}; empty when it is the body as a whole
 * @param location {@code body}, {@code query}, {@code path}, {@code header} or {@code cookie}
 * @param rule what is allowed there, beginning with "must"
 */
public record FieldError(Condition condition, String field, String location, String rule) {
    /** The rule that an absent value breaks. */
    public static final String PRESENT = "must be present";

    /**
     * The one that is told where there is room for one: the first that is missing, else the first.
     *
     * @param errors at least one
     */
    public static FieldError leading(List<FieldError> errors) {
        return errors.stream()
                .filter(error -> error.rule.equals(PRESENT))
                .findFirst()
                .orElse(errors.get(0));
    }

    /** The item that stands for it in {@link Fact#ERRORS}. */
    static Map<String, String> item(String field, String location, String rule) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("field", field);
        members.put("location", location);
        members.put("rule", rule);
        return members;
    }
}
