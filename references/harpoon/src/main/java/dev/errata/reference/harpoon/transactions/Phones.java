package dev.errata.reference.harpoon.transactions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of phones: taken in the local or the international form, kept and shown in the local one. */
final class Phones {
    static final String FORM = "0\\d{9}|\\+[1-9]\\d{7,14}";
    static final String RULE = "must be a local number such as 0241234567 or an E.164 number such as +233241234567";

    private static final Pattern GHANA = Pattern.compile("\\+233(\\d{9})");

    private Phones() {}

    /** The local form of a number in Ghana; any other number as it is. */
    static @Nullable String local(@Nullable String number) {
        Matcher matcher = number == null ? null : GHANA.matcher(number);
        return matcher != null && matcher.matches() ? "0" + matcher.group(1) : number;
    }
}
