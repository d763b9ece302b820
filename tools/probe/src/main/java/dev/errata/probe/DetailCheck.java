package dev.errata.probe;

import dev.errata.catalog.Page;
import dev.errata.core.DetailType;
import dev.errata.core.InvalidField;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds the details of an answer against those of the page. */
final class DetailCheck {
    private DetailCheck() {}

    static List<Problem> check(Page page, Map<String, Object> found) {
        List<Problem> problems = new ArrayList<>();
        TreeSet<String> undeclared = new TreeSet<>(found.keySet());
        for (Page.DetailDoc detail : page.details()) {
            undeclared.remove(detail.name());
            if (!found.containsKey(detail.name())) {
                if (detail.required()) {
                    problems.add(wrong("The required detail '" + detail.name() + "' is missing."));
                }
            } else if (!fits(detail.type(), found.get(detail.name()))) {
                problems.add(wrong("The detail '" + detail.name() + "' is " + Json.write(found.get(detail.name()))
                        + "; the page says " + detail.type().word() + "."));
            }
        }
        List<String> declared =
                page.details().stream().map(Page.DetailDoc::name).toList();
        undeclared.forEach(name -> problems.add(wrong("The detail '" + name + "' is not on the page, which has "
                + (declared.isEmpty() ? "none" : String.join(", ", declared)) + ".")));
        return problems;
    }

    private static Problem wrong(String text) {
        return new Problem(Verdict.WRONG_DETAILS, text);
    }

    private static boolean fits(DetailType type, @Nullable Object value) {
        return switch (type) {
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Integer || value instanceof Long || value instanceof BigInteger;
            case DECIMAL -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case TIMESTAMP -> value instanceof String text && instant(text);
            case STRINGS -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
            case FIELDS -> InvalidField.isListOf(value);
            case ANY -> true;
        };
    }

    private static boolean instant(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException otherForm) {
            return false;
        }
    }
}
