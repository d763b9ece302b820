package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes payloads some hours after their retention has ended, and what was in exports that have expired. */
@Component
final class Retention {
    private final Database database;
    private final Messages messages;
    private final Exports exports;
    private final InstantSource clock;
    private final Duration patience;

    Retention(Database database, Messages messages, Exports exports, InstantSource clock, Catalog catalog) {
        this.database = database;
        this.messages = messages;
        this.exports = exports;
        this.clock = clock;
        this.patience = Duration.ofHours(catalog.limit("purge-hours"));
    }

    @Scheduled(fixedDelay = 60_000)
    void sweep() {
        database.write(db -> messages.purge(db, clock.instant().minus(patience)));
        database.write(exports::expire);
    }

    /** For test controls: removes at once what may be removed at all. */
    void sweepNow() {
        database.write(db -> messages.purge(db, clock.instant()));
        sweep();
    }
}
