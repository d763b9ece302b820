package dev.errata.store.jdbc;

import dev.errata.guard.limit.GuardStores;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores of limits in the server of the tests: one pool for all, a name for each that must see nothing of others. */
final class PostgresLimits {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private PostgresLimits() {}

    private static final class Holder {
        static final PostgresGuardStores ALL =
                PostgresGuardStores.open(PostgresServer.empty(), "all", InstantSource.system());
    }

    /** A name that nobody had. */
    static String name() {
        return "t" + NAMES.incrementAndGet();
    }

    /** Stores of this name. */
    static GuardStores of(String name, InstantSource clock) {
        return Holder.ALL.with(name, clock);
    }
}
