package dev.errata.reference.hookbridge;

import dev.errata.core.ApiError;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.store.jdbc.Database;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notes when a key was used, to the minute, and lets everybody pass. */
record LastUse(Database database, KeyRecords keys) implements Guard {
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        String key = Objects.requireNonNull(request.get(Caller.class)).keyId();
        if (database.read(db -> keys.isStale(db, key))) {
            database.write(db -> {
                keys.used(db, key);
                return key;
            });
        }
        return null;
    }
}
