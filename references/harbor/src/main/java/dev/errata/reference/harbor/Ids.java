package dev.errata.reference.harbor;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** New identifiers, told apart by their beginnings. */
record Ids(RandomGenerator random) {
    String workspace() {
        return "ws_" + hex(12);
    }

    String event() {
        return "evt_" + hex(12);
    }

    String webhook() {
        return "wh_" + hex(12);
    }

    String delivery() {
        return "del_" + hex(12);
    }

    String secret() {
        return "whsec_" + hex(24);
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}
