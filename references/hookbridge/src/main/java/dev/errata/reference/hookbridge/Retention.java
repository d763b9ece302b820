package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes payloads some hours after their retention has ended, and what was in exports that have expired. */
@Component
final class Retention {
    private final Database database;
    private final Messages messages;
    private final InboundMessages inbound;
    private final Exports exports;
    private final InstantSource clock;
    private final Duration patience;

    Retention(
            Database database,
            Messages messages,
            InboundMessages inbound,
            Exports exports,
            InstantSource clock,
            Catalog catalog) {
        this.database = database;
        this.messages = messages;
        this.inbound = inbound;
        this.exports = exports;
        this.clock = clock;
        this.patience = Duration.ofHours(catalog.limit("purge-hours"));
    }

    @Scheduled(fixedDelay = 60_000)
    void sweep() {
        purge(clock.instant().minus(patience));
        database.write(exports::expire);
    }

    /** For test controls: removes at once what may be removed at all. */
    void sweepNow() {
        purge(clock.instant());
        sweep();
    }

    private void purge(Instant at) {
        database.write(db -> messages.purge(db, at));
        database.write(db -> inbound.purge(db, at));
    }
}
