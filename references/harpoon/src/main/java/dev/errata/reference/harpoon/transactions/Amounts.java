package dev.errata.reference.harpoon.transactions;

import dev.errata.reference.harpoon.HarpoonErrors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal amounts in cedis, two places, as text on the wire and in the database. */
public final class Amounts {
    private static final Pattern FORM = Pattern.compile("\\d{1,12}(\\.\\d{1,2})?");

    private Amounts() {}

    /** Reads what a caller sent; anything but a positive decimal text of at most two places is refused. */
    public static BigDecimal parse(String field, Object sent) {
        if (sent instanceof String text && FORM.matcher(text).matches()) {
            BigDecimal amount = new BigDecimal(text).setScale(2, RoundingMode.UNNECESSARY);
            if (amount.signum() > 0) {
                return amount;
            }
        }
        throw HarpoonErrors.invalidAmount(field, sent);
    }

    static @Nullable String text(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    /** EXACT, UNDERPAID or OVERPAID. */
    static String differenceType(BigDecimal difference) {
        return difference.signum() == 0 ? "EXACT" : difference.signum() < 0 ? "UNDERPAID" : "OVERPAID";
    }

    static TransactionStatus settled(BigDecimal difference) {
        return difference.signum() == 0
                ? TransactionStatus.SUCCESS
                : difference.signum() < 0 ? TransactionStatus.PARTIAL : TransactionStatus.OVERPAID;
    }
}
