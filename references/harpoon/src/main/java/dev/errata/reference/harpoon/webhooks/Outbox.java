package dev.errata.reference.harpoon.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.Delivery;
import dev.errata.webhooks.Lane;
import dev.errata.webhooks.SignatureScheme;
import dev.errata.webhooks.WebhookQueue;
import dev.errata.webhooks.WebhookSender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Puts events into words and on their way: into the queue or, for a test, at once. Thread-safe. */
final class Outbox {
    private final WebhookSender sender;
    private final SignatureScheme scheme;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Supplier<WebhookQueue> queue;

    /**
     * An outbox.
     *
     * @param queue found when it is first needed, because it asks for the destinations of what is sent here
     */
    Outbox(
            WebhookSender sender,
            SignatureScheme scheme,
            JsonMapper json,
            InstantSource clock,
            Supplier<WebhookQueue> queue) {
        this.sender = sender;
        this.scheme = scheme;
        this.json = json;
        this.clock = clock;
        this.queue = queue;
    }

    /** What receivers get; {@code test} is there, and true, over made-up data only. */
    record Event(
            String event,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean test,

            String webhookId,
            Instant timestamp,
            Object data) {}

    /** Sends as soon as the caller's transaction is committed, and again by the schedule. */
    void add(String event, String id, String endpoint, Object data, Lane lane) {
        queue.get().add(new Delivery(id, endpoint, text(event, null, id, data)), lane);
    }

    /** Sends made-up data once. */
    Attempt sendSample(String event, String id, String url, String secret, Object data) {
        byte[] body = text(event, true, id, data).getBytes(StandardCharsets.UTF_8);
        return sender.send(URI.create(url), scheme.headers(id, clock.instant(), body, List.of(secret)), body);
    }

    private String text(String event, @Nullable Boolean test, String id, Object data) {
        Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        return json.writeValueAsString(new Event(event, test, id, now, data));
    }

    /**
     * An id that is the same for the same things, so that a receiver knows what it has heard already.
     *
     * @param bytes of which it has two digits each
     * @param things what tells it from others
     */
    static String id(String prefix, int bytes, String... things) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", things).getBytes(StandardCharsets.UTF_8));
            return prefix + HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", e);
        }
    }
}
