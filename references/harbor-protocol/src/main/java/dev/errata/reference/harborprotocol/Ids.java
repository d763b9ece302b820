package dev.errata.reference.harborprotocol;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** New identifiers, told apart by their beginnings. */
record Ids(RandomGenerator random) {
    private static final int BYTES = 12;

    String next(String prefix) {
        byte[] some = new byte[BYTES];
        random.nextBytes(some);
        return prefix + "_" + HexFormat.of().formatHex(some);
    }
}
