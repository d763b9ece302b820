package dev.errata.door;

import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
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
     * The facts of the first, with all of them in {@link Fact#ERRORS}.
     *
     * @param errors at least one
     */
    public static Facts facts(List<FieldError> errors) {
        FieldError first = errors.get(0);
        Facts facts = Facts.of(Fact.LOCATION, first.location)
                .and(Fact.RULE, first.rule)
                .and(Fact.ERRORS, errors.stream().map(FieldError::members).toList());
        if (!first.field.isEmpty()) {
            return facts.and(Fact.FIELD, first.field);
        }
        // A body as a whole has conditions without a field; a rule about several parameters has no other name.
        return first.location.equals("body") ? facts : facts.and(Fact.FIELD, first.location);
    }

    /** The facts of this one alone. */
    public Facts facts() {
        return facts(List.of(this));
    }

    private Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("field", field);
        members.put("location", location);
        members.put("rule", rule);
        return members;
    }
}
