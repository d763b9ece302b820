package dev.errata.guard;

import dev.errata.core.Catalog;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Names requests: a well-formed inbound id is kept, any other is replaced. Thread-safe. */
public final class RequestIds {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    /** A secure source takes as long for one id as for many, and keeps all threads waiting meanwhile. */
    private static final int POOL_BYTES = 1024;

    private static final int ID_BYTES = 16;

    private final String prefix;
    private final RandomGenerator random;
    private final ReentrantLock drawing = new ReentrantLock();
    private final byte[] pool = new byte[POOL_BYTES];
    private int drawn = POOL_BYTES;

    /** Mints ids with the catalog's prefix and 128 random bits in hex. */
    public RequestIds(Catalog catalog, RandomGenerator random) {
        this.prefix = catalog.requestId().prefix();
        this.random = random;
    }

    /** The inbound id when it has 8 to 128 of {@code A-Z a-z 0-9 . _ -}, else a new one. */
    public String accept(@Nullable String inbound) {
        return inbound != null && wellFormed(inbound) ? inbound : mint();
    }

    private String mint() {
        drawing.lock();
        try {
            if (drawn == POOL_BYTES) {
                random.nextBytes(pool);
                drawn = 0;
            }
            String id = prefix + HexFormat.of().formatHex(pool, drawn, drawn + ID_BYTES);
            drawn += ID_BYTES;
            return id;
        } finally {
            drawing.unlock();
        }
    }

    private static boolean wellFormed(String id) {
        if (id.length() < SHORTEST || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
