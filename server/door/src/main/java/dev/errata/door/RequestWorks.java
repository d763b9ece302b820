package dev.errata.door;

import dev.errata.guard.Store;
import java.util.Collection;
import java.util.function.Supplier;

/** Whether the application's stores have kept anything for a request before it failed. Thread-safe. */
final class RequestWorks {
    private final Supplier<? extends Collection<Store>> stores;

    /**
     * How things stood before the handler worked.
     *
     * @param works of the thread that were kept
     */
    private record Before(long works) {}

    RequestWorks(Supplier<? extends Collection<Store>> stores) {
        this.stores = stores;
    }

    /** Remembers what was kept until now, before the handler works for the request. */
    void begin(DoorRequest request) {
        Collection<Store> all = stores.get();
        if (!all.isEmpty()) {
            request.put(Before.class, new Before(ofCaller(all)));
        }
    }

    /** Whether something may have been kept since; what other threads did for the request nobody counts. */
    boolean any(DoorRequest request) {
        Before before = request.get(Before.class);
        return request.isWorkedOnElsewhere() || (before != null && before.works != ofCaller(stores.get()));
    }

    private static long ofCaller(Collection<Store> stores) {
        long works = 0;
        for (Store store : stores) {
            works += store.keptForCaller();
        }
        return works;
    }
}
