package dev.errata.reference.harpoon.webhooks;

import dev.errata.guard.Caller;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.reference.harpoon.webhooks.CollectionEndpoint.Health;
import dev.errata.reference.harpoon.webhooks.CollectionEndpoint.Settings;
import dev.errata.reference.harpoon.webhooks.CollectionEndpoint.Times;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of Open Collections. Every method runs in the database transaction of the connection it is given. */
final class Collections {
    /** What a team's only endpoint is called where a webhook would have its id. */
    private static final String NAME = "open-collections";

    private final CollectionStore store;
    private final InstantSource clock;
    private final RandomGenerator random;

    Collections(CollectionStore store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    Optional<CollectionEndpoint> find(JdbcClient db, Caller caller) {
        return store.ofTeam(db, caller.owner(), caller.live());
    }

    CollectionEndpoint get(JdbcClient db, Caller caller) {
        return find(db, caller).orElseThrow(Collections::absent);
    }

    CollectionEndpoint create(JdbcClient db, Caller caller, String url, @Nullable String description) {
        Instant now = now();
        CollectionEndpoint made = new CollectionEndpoint(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                caller.owner(),
                caller.live(),
                new Settings(url, description, true),
                Webhooks.secret(random),
                Health.UNTRIED,
                new Times(now, now));
        if (!store.insert(db, made)) {
            throw HarpoonErrors.endpointExists();
        }
        return made;
    }

    /** What is absent stays as it was. */
    CollectionEndpoint update(
            JdbcClient db,
            Caller caller,
            @Nullable String url,
            @Nullable String description,
            @Nullable Boolean isActive) {
        CollectionEndpoint old = get(db, caller);
        Settings changed = new Settings(
                url == null ? old.settings().url() : url,
                description == null ? old.settings().description() : description,
                isActive == null ? old.settings().isActive() : isActive);
        if (!store.update(db, old.id(), changed, now())) {
            throw absent();
        }
        return get(db, caller);
    }

    void delete(JdbcClient db, Caller caller) {
        if (!store.delete(db, caller)) {
            throw absent();
        }
    }

    private static RuntimeException absent() {
        return HarpoonErrors.webhookNotFoundOpenCollections(NAME);
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.instant().toEpochMilli());
    }
}
