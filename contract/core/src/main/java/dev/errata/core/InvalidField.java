package dev.errata.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One member, parameter or header of a request that was not taken, as {@link DetailType#FIELDS} holds them.
 *
 * @param field as the sender writes it, such as {@code items[0].name}; empty when it is the body as a whole
 * @param location {@code body}, {@code query}, {@code path}, {@code header} or {@code cookie}
 * @param rule what is allowed there, beginning with "must"
 */
public record InvalidField(String field, String location, String rule) {
    /** Those of a JSON array; empty when the value is none, or when one of its items is something else. */
    public static List<InvalidField> of(@Nullable Object json) {
        if (!(json instanceof List<?> items)) {
            return List.of();
        }
        List<InvalidField> fields = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> members
                    && members.get("field") instanceof String field
                    && members.get("location") instanceof String location
                    && members.get("rule") instanceof String rule)) {
                return List.of();
            }
            fields.add(new InvalidField(field, location, rule));
        }
        return List.copyOf(fields);
    }

    /** Whether a JSON value is an array of such objects. */
    public static boolean isListOf(@Nullable Object json) {
        return json instanceof List<?> items && of(json).size() == items.size();
    }
}
