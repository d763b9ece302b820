package dev.errata.reference.harborprotocol.method;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** New identifiers, told apart by their beginnings. */
public record Ids(RandomGenerator random) {
    private static final int BYTES = 12;

    public String next(String prefix) {
        byte[] some = new byte[BYTES];
        random.nextBytes(some);
        return prefix + "_" + HexFormat.of().formatHex(some);
    }
}
