package dev.errata.catalog;

import dev.errata.core.DetailType;
import dev.errata.core.InvalidField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A detail's example must be of the detail's type; the site and the tests show it as the wire would. */
final class DetailExampleCheck implements Lint.Check {
    @Override
    public void check(CatalogSource catalog, Findings findings) {
        for (Page page : catalog.pages()) {
            for (Page.DetailDoc detail : page.details()) {
                if (!fits(detail.type(), detail.example())) {
                    findings.add(
                            Rule.DETAIL_EXAMPLE,
                            page.file(),
                            detail.line(),
                            "The example of '" + detail.name() + "' is " + detail.example() + ", which is no "
                                    + detail.type().word() + ".");
                }
            }
        }
    }

    /** Whether a JSON tree is of a type. */
    static boolean fits(DetailType type, @Nullable Object example) {
        return switch (type) {
            case STRING -> example instanceof String;
            case INTEGER -> example instanceof Long;
            case DECIMAL -> example instanceof Long || example instanceof BigDecimal;
            case BOOLEAN -> example instanceof Boolean;
            case TIMESTAMP -> example instanceof String text && isInstant(text);
            case STRINGS -> example instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
            case FIELDS -> InvalidField.isListOf(example);
            case ANY -> example != null;
        };
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
