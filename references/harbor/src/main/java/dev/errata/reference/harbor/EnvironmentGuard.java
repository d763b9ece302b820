package dev.errata.reference.harbor;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes live keys at the live host and sandbox keys everywhere else; a key at the wrong host is nobody's. */
record EnvironmentGuard(Catalog catalog, String liveHost) implements Guard {
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        Caller caller = Objects.requireNonNull(request.get(Caller.class));
        String host = request.header("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return caller.live() == name.equals(liveHost) ? null : catalog.answer(Condition.AUTH_UNKNOWN, Facts.none());
    }
}
