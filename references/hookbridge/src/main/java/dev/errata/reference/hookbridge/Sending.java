package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.quota.PlanLimit;
import dev.errata.guard.quota.Quotas;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Takes messages in: once for each idempotency key, and as many as the plan has. */
@Component
final class Sending {
    /** What is counted of a tenant, month by month. */
    static final String METER = "messages";

    private final Database database;
    private final Catalog catalog;
    private final Accounts accounts;
    private final Endpoints endpoints;
    private final Messages messages;
    private final CustomHeaders headers;
    private final Deliveries deliveries;
    private final Quotas quotas;
    private final Ids ids;
    private final InstantSource clock;
    private final JsonMapper json;
    private final JsonMapper canonical;

    Sending(
            Database database,
            Catalog catalog,
            Accounts accounts,
            Endpoints endpoints,
            Messages messages,
            CustomHeaders headers,
            Deliveries deliveries,
            Quotas quotas,
            Ids ids,
            InstantSource clock,
            JsonMapper json) {
        this.database = database;
        this.catalog = catalog;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.messages = messages;
        this.headers = headers;
        this.deliveries = deliveries;
        this.quotas = quotas;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
        this.canonical = json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** A request as it is compared and kept. The order of members does not tell two payloads apart. */
    private record Read(String payload, String payloadSha256, String headers, String settingsSha256) {}

    /** Queues a message, or finds the one that the same request has queued before; answers its id. */
    String send(Caller caller, SendController.SendRequest request) {
        Read read = read(request);
        headers.check(request.headers());
        return database.write(db -> send(db, caller, request, read));
    }

    private String send(JdbcClient db, Caller caller, SendController.SendRequest request, Read read) {
        Endpoint endpoint = endpoints.mustFind(db, caller.owner(), Objects.requireNonNull(request.endpointId()));
        Tenant tenant = accounts.toWrite(db, caller);
        Duration retention = retention(tenant.plan(), request.retentionHours());
        String key = request.idempotencyKey();
        while (true) {
            String earlier = key == null ? null : earlier(db, endpoint.id(), key, read);
            if (earlier != null) {
                return earlier;
            }
            Message message = message(tenant, endpoint, key, retention, read);
            // One of the same moment may have the key by now.
            if (messages.insert(db, message)) {
                queue(tenant, message, read);
                return message.id();
            }
        }
    }

    private Read read(SendController.SendRequest request) {
        String payload = json.writeValueAsString(request.payload());
        long bytes = payload.getBytes(StandardCharsets.UTF_8).length;
        long most = catalog.limit("payload-bytes");
        if (bytes > most) {
            throw HookBridgeErrors.payloadTooLarge(most, bytes);
        }
        Map<String, String> own = Objects.requireNonNullElse(request.headers(), Map.of());
        return new Read(
                payload,
                Digests.sha256(canonical.writeValueAsString(request.payload())),
                json.writeValueAsString(own),
                Digests.sha256(canonical.writeValueAsString(Arrays.asList(own, request.retentionHours()))));
    }

    private static Duration retention(Plan plan, @Nullable Integer hours) {
        if (hours == null) {
            return plan.retention();
        }
        Duration wanted = Duration.ofHours(hours);
        if (wanted.compareTo(plan.retention()) > 0) {
            Plan required = Plan.keeping(wanted).orElseThrow();
            throw HookBridgeErrors.planRequired("retention_hours", required.word(), plan.word());
        }
        return wanted;
    }

    private @Nullable String earlier(JdbcClient db, String endpointId, String key, Read read) {
        Message first = messages.withKey(db, endpointId, key).orElse(null);
        if (first == null) {
            return null;
        }
        if (!first.payloadSha256().equals(read.payloadSha256())) {
            throw HookBridgeErrors.idempotencyMismatch(key, first.id());
        }
        if (!first.settingsSha256().equals(read.settingsSha256())) {
            throw HookBridgeErrors.idempotencyConflict(key);
        }
        return first.id();
    }

    private Message message(Tenant tenant, Endpoint endpoint, @Nullable String key, Duration retention, Read read) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return new Message(
                ids.uuid(),
                endpoint.projectId(),
                endpoint.id(),
                MessageStatus.QUEUED,
                0,
                0,
                read.payload().getBytes(StandardCharsets.UTF_8).length,
                read.payload(),
                read.payloadSha256(),
                read.headers(),
                read.settingsSha256(),
                key,
                retention,
                now.plus(tenant.plan().retention()),
                null,
                null,
                null,
                null,
                null,
                null,
                now,
                now,
                0);
    }

    private void queue(Tenant tenant, Message message, Read read) {
        // Paid plans go on beyond their number; what is above it is overage on the bill.
        long most = tenant.plan().isPaid() ? Long.MAX_VALUE : tenant.plan().messages();
        quotas.take(tenant.id(), METER, 1, new PlanLimit(tenant.plan().word(), most));
        deliveries.add(message.id(), read.payload(), new Lane(message.endpointId(), tenant.id()));
    }
}
