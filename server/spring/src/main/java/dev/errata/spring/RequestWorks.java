package dev.errata.spring;

import dev.errata.guard.Store;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.function.Supplier;

/** Whether the application's stores have kept anything for a request before it failed. Thread-safe. */
final class RequestWorks {
    private static final String BEFORE = "dev.errata.kept";

    private final Supplier<? extends Collection<Store>> stores;

    RequestWorks(Supplier<? extends Collection<Store>> stores) {
        this.stores = stores;
    }

    /** Remembers what was kept until now, before the handler works for the request. */
    void begin(HttpServletRequest request) {
        request.setAttribute(BEFORE, ofCaller());
    }

    /** Whether something may have been kept since; what other threads did for the request nobody counts. */
    boolean any(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ASYNC
                || (request.getAttribute(BEFORE) instanceof Long before && before != ofCaller());
    }

    private long ofCaller() {
        return stores.get().stream().mapToLong(Store::keptForCaller).sum();
    }
}
