package dev.errata.reference.control;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;

/** Lets test controls past the guards of the API for whoever may use them; to anybody else they do not exist. */
public final class ControlGuard implements Guard {
    private static final String FOLDER = "_control";

    private final Catalog catalog;
    private final ControlAccess access;
    private final Guard api;

    /** A guard before the API's own. */
    public ControlGuard(Catalog catalog, ControlAccess access, Guard api) {
        this.catalog = catalog;
        this.access = access;
        this.api = api;
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        if (!isControl(request.path())) {
            return api.check(request);
        }
        if (access.admits(request)) {
            return null;
        }
        return catalog.answer(Condition.ABSENT_ROUTE, Facts.target(request.method(), request.path()));
    }

    @Override
    public boolean announce(GuardedRequest request) {
        return isControl(request.path()) || api.announce(request);
    }

    /** Reads the path as the router does, so that no spelling of it leads to the controls but past this guard. */
    private static boolean isControl(String path) {
        List<PathContainer.Element> elements = PathContainer.parsePath(path).elements();
        return elements.size() > 1
                && elements.get(1) instanceof PathContainer.PathSegment segment
                && segment.valueToMatch().equals(FOLDER);
    }
}
