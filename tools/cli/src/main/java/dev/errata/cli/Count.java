package dev.errata.cli;

/** Counts things in words. */
final class Count {
    private Count() {}

    /** {@code 1 code}, {@code 2 codes}. */
    static String of(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
