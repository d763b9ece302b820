package dev.errata.reference.harpoon.transactions;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What was asked for and what came, as callers see it; a payment that is exact has a type and no difference. */
record Sums(
        String expectedAmount,
        @Nullable String actualAmount,
        @Nullable String difference,
        @Nullable String differenceType,
        String currency) {
    static Sums of(Transaction t) {
        BigDecimal difference = t.difference();
        return new Sums(
                t.amount().toPlainString(),
                Amounts.text(t.actualAmount()),
                difference == null || difference.signum() == 0 ? null : difference.toPlainString(),
                difference == null ? null : Amounts.differenceType(difference),
                t.currency());
    }
}
