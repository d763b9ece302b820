package dev.errata.guard.limit;

import dev.errata.guard.MaintenanceStore;
import java.time.Instant;
import java.time.InstantSource;

/** Those of this process alone. Thread-safe. */
public final class InMemoryGuardStores implements GuardStores {
    private final BucketStore buckets;
    private final LockStore locks;
    private final MaintenanceStore maintenance = new InMemoryMaintenance();

    /** Stores with nothing in them. */
    public InMemoryGuardStores(InstantSource clock) {
        this.buckets = new InMemoryBucketStore(clock);
        this.locks = new InMemoryLockStore(clock);
    }

    @Override
    public BucketStore buckets() {
        return buckets;
    }

    @Override
    public LockStore locks() {
        return locks;
    }

    @Override
    public MaintenanceStore maintenance() {
        return maintenance;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static final class InMemoryMaintenance implements MaintenanceStore {
        private volatile Instant end = Instant.EPOCH;

        @Override
        public Instant until() {
            return end;
        }

        @Override
        public void until(Instant moment) {
            end = moment;
        }
    }
}
