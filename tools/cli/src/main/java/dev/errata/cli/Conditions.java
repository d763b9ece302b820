package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be told of conditions. */
final class Conditions {
    private Conditions() {}

    static int depth(Condition condition) {
        @Nullable Condition parent = condition.parent();
        return parent == null ? 0 : 1 + depth(parent);
    }

    /** The facts that every occurrence supplies, by name; empty when there are none. */
    static String facts(Condition condition) {
        return Arrays.stream(Fact.values())
                .filter(condition::supplies)
                .map(Fact::id)
                .collect(Collectors.joining(", "));
    }

    /** The code, and its form, that answers a condition; in brackets when it answers as that of a parent. */
    static String answer(CatalogSource source, Condition condition) {
        for (@Nullable Condition at = condition; at != null; at = at.parent()) {
            for (Page page : source.active()) {
                for (Page.Form form : page.forms()) {
                    if (form.raisedBy().contains(at)) {
                        String name = page.code() + (form.name().equals("main") ? "" : " › " + form.name());
                        return at == condition ? name : "(" + name + ")";
                    }
                }
            }
        }
        return "-";
    }
}
