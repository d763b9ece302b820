package dev.errata.guard;

import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.Fact;
import dev.errata.core.RetryAdvice;
import java.util.Locale;

/** A contract with one code for each condition, whose details are the condition's facts. */
public final class TestContract {
    private TestContract() {}

    /** The catalog; {@code auth.missing} is answered by {@code AUTH_MISSING} and so on. */
    public static Catalog catalog() {
        Catalog.Builder catalog = Catalog.of("Test", "1").limit("requests-per-minute", 3);
        for (Condition condition : Condition.values()) {
            String id = condition.id().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
            Code.Builder code = Code.named(id, id);
            for (Fact fact : Fact.values()) {
                if (condition.supplies(fact)) {
                    code.detail(new Detail(fact.id(), fact.type(), true, false, fact.id()));
                }
            }
            catalog.code(code.form(Code.MAIN, condition.status(), RetryAdvice.NEVER, "Refused.", condition)
                    .build());
        }
        return catalog.build();
    }
}
