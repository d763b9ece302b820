package dev.errata.reference.harbor;

import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.key.ApiKeys;
import dev.errata.reference.control.Fixture;
import dev.errata.reference.control.Receivers;
import dev.errata.store.jdbc.Database;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** States that Harbor's examples begin from. */
final class HarborFixtures {
    private static final String DEMO_WORKSPACE = "ws_demo";
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Database database;
    private final HarborStore store;
    private final ApiKeys keys;
    private final MaintenanceGuard maintenance;
    private final Receivers receivers;
    private final Ids ids;
    private final InstantSource clock;
    private final SecureRandom random;

    HarborFixtures(
            Database database,
            HarborStore store,
            ApiKeys keys,
            MaintenanceGuard maintenance,
            Receivers receivers,
            Ids ids,
            InstantSource clock,
            SecureRandom random) {
        this.database = database;
        this.store = store;
        this.keys = keys;
        this.maintenance = maintenance;
        this.receivers = receivers;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /** The workspace of the demo keys. */
    void demoWorkspace() {
        database.write(db -> {
            store.insert(db, workspace(DEMO_WORKSPACE, HarborKeys.DEMO, false));
            return DEMO_WORKSPACE;
        });
    }

    private Workspace workspace(String id, String organization, boolean live) {
        return new Workspace(
                id,
                organization,
                live,
                "Example",
                "active",
                null,
                Instant.ofEpochMilli(clock.instant().toEpochMilli()));
    }

    /** Ends maintenance. */
    void restore() {
        maintenance.until(Instant.MIN);
    }

    /** An organization that nobody else has, with a workspace in each environment; also ends maintenance. */
    Map<String, Object> account(Map<String, String> arguments) {
        restore();
        String organization = "org_" + HexFormat.of().toHexDigits(random.nextLong());
        Workspace workspace = workspace(ids.workspace(), organization, false);
        Workspace live = workspace(ids.workspace(), organization, true);
        database.write(db -> {
            store.insert(db, workspace);
            store.insert(db, live);
            return workspace;
        });
        return Map.of(
                "organization", organization,
                "workspace_id", workspace.id(),
                "live_workspace_id", live.id(),
                "secret_key", mint(organization, false, HarborKeys.SCOPES),
                "live_key", mint(organization, true, HarborKeys.SCOPES));
    }

    private String mint(String organization, boolean live, Set<String> scopes) {
        return keys.mint(HarborKeys.grant(organization, live, scopes)).text();
    }

    /** A sandbox key of an {@code organization} that is restricted to {@code scopes}. */
    Map<String, Object> key(Map<String, String> arguments) {
        String organization = Fixture.required(arguments, "organization");
        Set<String> scopes = Set.of(Fixture.required(arguments, "scopes").split(","));
        return Map.of("restricted_key", mint(organization, false, scopes));
    }

    /** Suspends a workspace for {@code reason}, billing or policy. */
    Map<String, Object> suspend(Map<String, String> arguments) {
        String id = Fixture.required(arguments, "workspace_id");
        String reason = Fixture.required(arguments, "reason");
        database.write(db -> {
            store.suspend(db, id, reason);
            return id;
        });
        return Map.of();
    }

    /** Makes a workspace active again. */
    Map<String, Object> resume(Map<String, String> arguments) {
        String id = Fixture.required(arguments, "workspace_id");
        database.write(db -> {
            store.resume(db, id);
            return id;
        });
        return Map.of();
    }

    /** An event that a fault of the disk or of a person has made unreadable. */
    Map<String, Object> unreadableEvent(Map<String, String> arguments) {
        String workspace = Fixture.required(arguments, "workspace_id");
        String id = ids.event();
        database.write(db -> db.sql("insert into events (id, workspace_id, type, payload, created_at, number)"
                        + " values (:id, :workspace, 'broken', '{', 0, 0)")
                .param("id", id)
                .param("workspace", workspace)
                .update());
        return Map.of("event_id", id);
    }

    /** Closes the service for so many {@code seconds}. */
    Map<String, Object> maintenance(Map<String, String> arguments) {
        maintenance.until(clock.instant().plusSeconds(Long.parseLong(Fixture.required(arguments, "seconds"))));
        return Map.of();
    }

    /** A receiver that answers {@code status} and {@code body}, or that verifies signatures with the secret {@code verify}. */
    Map<String, Object> receiver(Map<String, String> arguments) {
        String name = "r" + HexFormat.of().toHexDigits(random.nextLong());
        String secret = arguments.get("verify");
        int status = Integer.parseInt(arguments.getOrDefault("status", "204"));
        URI url = secret == null
                ? receivers.open(name, status, arguments.getOrDefault("body", ""))
                : receivers.open(name, received -> verified(received, secret));
        return Map.of("receiver_url", url.toString(), "receiver_host", url.getHost());
    }

    private Receivers.Answer verified(Receivers.Received received, String secret) {
        Duration tolerance = Duration.ofMinutes(HarborErrors.CATALOG.limit("signature-minutes"));
        boolean genuine = WebhookConfiguration.SCHEME.verify(
                header -> received.headers().get(header.toLowerCase(Locale.ROOT)),
                received.body().getBytes(StandardCharsets.UTF_8),
                secret,
                clock.instant(),
                tolerance);
        return genuine
                ? new Receivers.Answer(204, "")
                : new Receivers.Answer(400, "{\"error\":{\"code\":\"webhook_signature_invalid\"}}");
    }

    /** Waits until every delivery to {@code webhook_id} was tried at least once. */
    Map<String, Object> delivered(Map<String, String> arguments) {
        String webhook = Fixture.required(arguments, "webhook_id");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (untried(webhook) > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalArgumentException("a delivery to " + webhook + " was not tried within " + PATIENCE);
            }
            pause();
        }
        return Map.of();
    }

    private int untried(String webhook) {
        return database.read(db -> db.sql("select count(*) from deliveries where webhook_id = :id"
                        + " and not exists (select 1 from attempts where delivery_id = deliveries.id)")
                .param("id", webhook)
                .query(Integer.class)
                .single());
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while waiting");
        }
    }
}
