package dev.errata.reference.harpoon.transactions;

import dev.errata.reference.harpoon.HarpoonErrors;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The forms of everything that names a payment, and new ones of our own. */
final class Identifiers {
    static final int CLIENT_REFERENCE_CHARACTERS = (int) HarpoonErrors.CATALOG.limit("client-reference-characters");

    /** Without 0, 1, I and O, which customers mix up. */
    private static final String CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int CODE_LENGTH = 6;
    private static final Pattern REFERENCE = Pattern.compile("hpn_trx_[0-9a-f]{32}");
    private static final Pattern HPN_CODE = Pattern.compile("[A-HJ-NP-Z2-9]{6,10}");
    private static final Pattern CLIENT_REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");

    private final RandomGenerator random;

    Identifiers(RandomGenerator random) {
        this.random = random;
    }

    String reference() {
        return "hpn_trx_" + hex(16);
    }

    String reconciliation() {
        return "rec_" + hex(16);
    }

    String slug() {
        return hex(8);
    }

    String hpnCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    static String checkReference(String reference) {
        if (!REFERENCE.matcher(reference).matches()) {
            throw HarpoonErrors.invalidReference("reference", reference);
        }
        return reference;
    }

    static String checkHpnCode(String code) {
        if (!HPN_CODE.matcher(code).matches()) {
            throw HarpoonErrors.invalidHpnCode("hpn_code", code);
        }
        return code;
    }

    static String checkClientReference(Object sent) {
        if (sent instanceof String text
                && text.length() <= CLIENT_REFERENCE_CHARACTERS
                && CLIENT_REFERENCE.matcher(text).matches()) {
            return text;
        }
        throw HarpoonErrors.invalidReference("client_reference", sent);
    }
}
