package dev.errata.reference.harpoon.webhooks;

import dev.errata.guard.Caller;
import dev.errata.reference.harpoon.HarpoonErrors;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of webhooks. Every method runs in the database transaction of the connection it is given. */
final class Webhooks {
    private static final int SECRET_BYTES = 24;

    private final WebhookStore store;
    private final Addresses addresses;
    private final InstantSource clock;
    private final RandomGenerator random;

    Webhooks(WebhookStore store, Addresses addresses, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.addresses = addresses;
        this.clock = clock;
        this.random = random;
    }

    /** Values as they were sent, to be checked in the documented order. */
    record Wanted(
            @Nullable Object url,
            @Nullable List<String> events,
            @Nullable String description,
            @Nullable Boolean isActive) {}

    /** A webhook as it is asked for; what is absent stays as it was. Looks names up, so it is called outside of transactions. */
    record Checked(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable String description,
            @Nullable Boolean isActive) {}

    Checked check(Wanted wanted) {
        String url = wanted.url() == null ? null : addresses.safe("url", addresses.parse("url", wanted.url()));
        return new Checked(
                url, wanted.events() == null ? null : events(wanted.events()), wanted.description(), wanted.isActive());
    }

    Webhook create(JdbcClient db, Caller caller, String url, List<String> events, @Nullable String description) {
        Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        Webhook made = new Webhook(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                caller.owner(),
                caller.live(),
                url,
                events,
                description,
                secret(random),
                true,
                now,
                now);
        store.insert(db, made);
        return made;
    }

    /** A new secret to sign with. */
    static String secret(RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return "whsec_" + HexFormat.of().formatHex(secret);
    }

    Webhook get(JdbcClient db, Caller caller, String id) {
        return store.byId(db, caller, id).orElseThrow(() -> HarpoonErrors.webhookNotFound(id));
    }

    List<Webhook> list(JdbcClient db, Caller caller) {
        return store.ofTeam(db, caller.owner(), caller.live());
    }

    Webhook update(JdbcClient db, Caller caller, String id, Checked change) {
        Webhook old = get(db, caller, id);
        Webhook changed = new Webhook(
                old.id(),
                old.team(),
                old.live(),
                change.url() == null ? old.url() : change.url(),
                change.events() == null ? old.events() : change.events(),
                change.description() == null ? old.description() : change.description(),
                old.secret(),
                change.isActive() == null ? old.isActive() : change.isActive(),
                old.createdAt(),
                Instant.ofEpochMilli(clock.instant().toEpochMilli()));
        store.update(db, changed);
        return changed;
    }

    void delete(JdbcClient db, Caller caller, String id) {
        store.delete(db, get(db, caller, id).id());
    }

    private static List<String> events(List<String> names) {
        for (String name : names) {
            if (EventType.named(name).isEmpty()) {
                throw HarpoonErrors.invalidEventType("events", name, EventType.ids());
            }
        }
        if (names.isEmpty()) {
            throw HarpoonErrors.invalidEventType("events", "", EventType.ids());
        }
        return names.stream().distinct().toList();
    }
}
