package dev.errata.guard.limit;

import dev.errata.guard.MaintenanceStore;
import dev.errata.guard.StoreFault;
import dev.errata.guard.WhileAway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Stores that nodes share, with what each rule says of the time while they are away. Thread-safe.
 *
 * <p>A store that is there and busy is not away: going on alone then would grant more than the rule says. After a failure,
 * one call in a second finds out whether they are back; all others are answered at once, by a
 * {@link StoreFault} or by what the node counts alone.
 */
public final class SharedGuardStores implements GuardStores {
    private final GuardStores shared;
    private final int nodes;
    private final Breaker breaker;
    private final BucketStore buckets;
    private final LockStore locks;
    private final MaintenanceStore maintenance = new Maintenance();

    /**
     * Stores that may be away.
     *
     * @param nodes that share them; a share is the whole divided by them
     */
    public SharedGuardStores(GuardStores shared, InstantSource clock, int nodes) {
        this(shared, clock, nodes, System::nanoTime);
    }

    SharedGuardStores(GuardStores shared, InstantSource clock, int nodes, LongSupplier nanoTime) {
        this.shared = shared;
        this.nodes = nodes;
        this.breaker = new Breaker(nanoTime);
        this.buckets = new Buckets(new InMemoryBucketStore(clock));
        this.locks = new Locks(new InMemoryLockStore(clock));
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
        shared.close();
    }

    private <T> T ask(WhileAway whileAway, Supplier<T> together, Supplier<T> alone) {
        try {
            return breaker.ask(together);
        } catch (RuntimeException e) {
            if (Breaker.isAway(e) && whileAway == WhileAway.ALONE) {
                return alone.get();
            }
            throw e;
        }
    }

    private final class Buckets implements BucketStore {
        private final BucketStore own;

        Buckets(BucketStore own) {
            this.own = own;
        }

        @Override
        public Taken take(String bucket, RateLimit limit) {
            return ask(
                    limit.whileAway(),
                    () -> shared.buckets().take(bucket, limit),
                    () -> own.take(bucket, limit.share(nodes)));
        }

        @Override
        public Taken look(String bucket, RateLimit limit) {
            return ask(
                    limit.whileAway(),
                    () -> shared.buckets().look(bucket, limit),
                    () -> own.look(bucket, limit.share(nodes)));
        }

        /** A token that cannot be given back is lost; the request that took it is refused for a better reason. */
        @Override
        public void giveBack(String bucket, RateLimit limit) {
            try {
                breaker.ask(() -> {
                    shared.buckets().giveBack(bucket, limit);
                    return true;
                });
            } catch (RuntimeException e) {
                if (!(e instanceof StoreFault)) {
                    throw e;
                }
                own.giveBack(bucket, limit.share(nodes));
            }
        }
    }

    private final class Locks implements LockStore {
        private final LockStore own;

        Locks(LockStore own) {
            this.own = own;
        }

        @Override
        public Duration locked(String network, LockRule rule) {
            return ask(
                    rule.whileAway(),
                    () -> shared.locks().locked(network, rule),
                    () -> own.locked(network, rule.share(nodes)));
        }

        @Override
        public Duration fail(String network, LockRule rule) {
            return ask(
                    rule.whileAway(),
                    () -> shared.locks().fail(network, rule),
                    () -> own.fail(network, rule.share(nodes)));
        }

        @Override
        public void release(String network) {
            own.release(network);
            shared.locks().release(network);
        }
    }

    private final class Maintenance implements MaintenanceStore {
        @Override
        public Instant until() {
            return breaker.ask(() -> shared.maintenance().until());
        }

        @Override
        public void until(Instant moment) {
            shared.maintenance().until(moment);
        }
    }
}
