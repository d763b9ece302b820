package dev.errata.reference.control;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import org.jspecify.annotations.Nullable;

/** Lets test controls past the guards of the API, from this machine only; to anybody else they do not exist. */
public final class ControlGuard implements Guard {
    private static final String PATH = "/_control/";

    private final Catalog catalog;
    private final boolean controls;
    private final Guard api;

    /**
     * A guard before the API's own.
     *
     * @param controls whether the service has test controls at all
     */
    public ControlGuard(Catalog catalog, boolean controls, Guard api) {
        this.catalog = catalog;
        this.controls = controls;
        this.api = api;
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        if (!request.path().startsWith(PATH)) {
            return api.check(request);
        }
        if (controls && isLoopback(request.peerAddress())) {
            return null;
        }
        return catalog.answer(
                Condition.ABSENT_ROUTE, Facts.of(Fact.METHOD, request.method()).and(Fact.PATH, request.path()));
    }

    private static boolean isLoopback(String peer) {
        IPAddress address = new IPAddressString(peer).getAddress();
        return address != null && address.isLoopback();
    }
}
