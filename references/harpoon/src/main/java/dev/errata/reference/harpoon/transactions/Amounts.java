package dev.errata.reference.harpoon.transactions;

import dev.errata.reference.harpoon.HarpoonErrors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal amounts in cedis, two places, as text on the wire and in the database. */
public final class Amounts {
    private static final int PLACES = 2;
    private static final int MOST_WHOLE_DIGITS = 12;
    /** Longer texts are no amounts, whatever number they spell. */
    private static final int MOST_CHARACTERS = 64;

    private static final Pattern PLAIN = Pattern.compile("\\d+(\\.\\d+)?");
    private static final String TEXT = "must be a text, such as \"150.00\", not a JSON number";
    private static final String FINE = "may have at most 2 digits behind the point";
    private static final String DIGITS =
            "must be digits, at most 12 of them before a point, without sign, separator or currency";

    private Amounts() {}

    /** Reads what a caller sent; anything but a positive decimal text of at most two places is refused. */
    public static BigDecimal parse(String field, Object sent) {
        if (sent instanceof Number number && new BigDecimal(number.toString()).signum() > 0) {
            throw HarpoonErrors.invalidAmountNotText(field, sent, TEXT);
        }
        if (!(sent instanceof String text) || text.isBlank()) {
            throw HarpoonErrors.invalidAmount(field, sent);
        }
        BigDecimal amount = checked(field, sent, number(field, text));
        if (!PLAIN.matcher(text).matches()) {
            throw HarpoonErrors.invalidAmountForm(field, sent, DIGITS);
        }
        return amount;
    }

    /** Reads what a caller sent as a text or as a JSON number. */
    static BigDecimal parseEither(String field, Object sent) {
        return sent instanceof Number number
                ? checked(field, sent, new BigDecimal(number.toString()))
                : parse(field, sent);
    }

    private static BigDecimal number(String field, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw HarpoonErrors.invalidAmountForm(field, text, DIGITS);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw HarpoonErrors.invalidAmountForm(field, text, DIGITS).because(notANumber);
        }
    }

    private static BigDecimal checked(String field, Object sent, BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw HarpoonErrors.invalidAmount(field, sent);
        }
        if (amount.scale() > PLACES) {
            throw HarpoonErrors.invalidAmountTooFine(field, sent, FINE);
        }
        if ((long) amount.precision() - amount.scale() > MOST_WHOLE_DIGITS) {
            throw HarpoonErrors.invalidAmountForm(field, sent, DIGITS);
        }
        return amount.setScale(PLACES, RoundingMode.UNNECESSARY);
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
