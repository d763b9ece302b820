package dev.errata.reference.hookbridge;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** New identifiers. */
record Ids(InstantSource clock, RandomGenerator random) {
    /** A UUID of version 7 (RFC 9562, section 5.7): those of later milliseconds are greater. */
    String uuid() {
        long high = (clock.millis() << 16) | 0x7000 | (random.nextLong() & 0x0FFF);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    String tenant() {
        return "tenant_" + hex(8);
    }

    String endpoint() {
        return "ep_" + hex(16);
    }

    String signingKey() {
        return "sk_" + hex(16);
    }

    String secret() {
        return "whsec_" + hex(24);
    }

    /** A name that nobody can guess. */
    String token() {
        return hex(24);
    }

    /** What the address of an inbound endpoint ends in. */
    String inboundToken() {
        return hex(16);
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}
