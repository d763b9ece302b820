package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.store.jdbc.Database;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes in what others send: once for each key of a sender. What is refused is kept with its reason. */
@Component
final class Receiving {
    static final String METHOD = "POST";

    private static final String MASK = "***";

    private final Database database;
    private final Accounts accounts;
    private final InboundEndpoints endpoints;
    private final InboundMessages messages;
    private final Rejections rejections;
    private final JsonMapper json;
    private final Ids ids;
    private final InstantSource clock;
    private final long most;

    Receiving(
            Database database,
            Catalog catalog,
            Accounts accounts,
            InboundEndpoints endpoints,
            InboundMessages messages,
            Rejections rejections,
            JsonMapper json,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.messages = messages;
        this.rejections = rejections;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.most = catalog.limit("payload-bytes");
    }

    /** Where something was sent to, and how. */
    record Target(String endpointId, String token, String method) {}

    /** Reads a body. */
    @FunctionalInterface
    interface Body {
        InputStream open() throws IOException;
    }

    /** What a sender is answered. */
    record Taken(String messageId, int status) {}

    /** An endpoint and its tenant. */
    private record Place(InboundEndpoint endpoint, @Nullable Tenant tenant) {}

    Taken receive(Target target, Incoming head, Body body) throws IOException {
        Place place = place(target.endpointId());
        InboundEndpoint endpoint = place.endpoint();
        if (!target.method().equals(METHOD)) {
            throw refused(
                    endpoint,
                    head,
                    new Rejection.Why("invalid_method", "The method is not POST."),
                    HookBridgeErrors.methodNotAllowed(target.method(), List.of(METHOD))
                            .error()
                            .header("Allow", METHOD)
                            .exception());
        }
        if (endpoint.state().deleted() || place.tenant() == null) {
            throw refused(
                    endpoint,
                    head,
                    new Rejection.Why("endpoint_deleted", "The endpoint was deleted."),
                    HookBridgeErrors.notFound("inbound_endpoint"));
        }
        if (!Verification.same(endpoint.token(), target.token())) {
            throw refused(
                    endpoint,
                    head,
                    new Rejection.Why("invalid_secret", "The address ends in another token."),
                    HookBridgeErrors.unauthorizedSender());
        }
        if (endpoint.state().paused() || !endpoint.settings().takesIn()) {
            throw HookBridgeErrors.serviceUnavailable();
        }
        byte[] bytes = body.open().readNBytes((int) most + 1);
        if (bytes.length > most) {
            throw refused(
                    endpoint,
                    head,
                    new Rejection.Why("payload_too_large", "The body has more than " + most + " bytes."),
                    HookBridgeErrors.payloadTooLarge(most));
        }
        Incoming incoming = new Incoming(head.sourceIp(), head.headers(), head.query(), bytes);
        Instant now = Instant.ofEpochMilli(clock.millis());
        Rejection.Why why = Verification.refusal(endpoint.settings(), incoming, now);
        if (why != null) {
            throw refused(
                    endpoint,
                    head,
                    why,
                    why.reasonCode().equals("ip_not_allowed")
                            ? HookBridgeErrors.forbiddenSender()
                            : HookBridgeErrors.unauthorizedSender());
        }
        return new Taken(
                store(endpoint, place.tenant(), incoming, now),
                endpoint.settings().responseCode());
    }

    private Place place(String id) {
        return database.read(db -> {
            InboundEndpoint endpoint =
                    endpoints.find(db, id).orElseThrow(() -> HookBridgeErrors.notFound("inbound_endpoint"));
            Tenant tenant = accounts.project(db, endpoint.projectId())
                    .flatMap(project -> accounts.tenant(db, project.tenantId()))
                    .orElse(null);
            return new Place(endpoint, tenant);
        });
    }

    private String store(InboundEndpoint endpoint, Tenant tenant, Incoming incoming, Instant now) {
        InboundMessage message = new InboundMessage(
                ids.uuid(),
                endpoint.projectId(),
                endpoint.id(),
                new InboundMessage.Content(
                        incoming.headers().get("Content-Type"),
                        incoming.body().length,
                        Digests.sha256(incoming.body()),
                        now),
                key(endpoint.settings().keyHeaders(), incoming.headers()),
                new InboundMessage.Progress(MessageStatus.QUEUED, 0, 0, now),
                0);
        InboundMessages.Kept kept = new InboundMessages.Kept(
                incoming.body(), incoming.headers(), now.plus(tenant.plan().retention()));
        return database.write(db -> messages.insert(db, message, kept));
    }

    /** The value of the one header, or all values; null where there is none. */
    private @Nullable String key(List<String> names, Map<String, String> headers) {
        List<@Nullable String> values = new ArrayList<>();
        names.forEach(name -> values.add(headers.get(name)));
        if (values.stream().allMatch(Objects::isNull)) {
            return null;
        }
        return values.size() == 1 ? values.get(0) : json.writeValueAsString(values);
    }

    private ApiException refused(InboundEndpoint endpoint, Incoming head, Rejection.Why why, ApiException answer) {
        Map<String, String> masked = new TreeMap<>();
        head.headers().keySet().forEach(name -> masked.put(name, MASK));
        Rejection rejection = new Rejection(
                ids.uuid(),
                endpoint.id(),
                why,
                head.sourceIp(),
                json.writeValueAsString(masked),
                Instant.ofEpochMilli(clock.millis()),
                0);
        database.write(db -> {
            rejections.insert(db, endpoint.projectId(), rejection);
            return rejection;
        });
        return answer;
    }
}
