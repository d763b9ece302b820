package dev.errata.reference.hookbridge;

import dev.errata.guard.WhileAway;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.Delivery;
import dev.errata.webhooks.DeliveryLog;
import dev.errata.webhooks.Destinations;
import dev.errata.webhooks.Lane;
import dev.errata.webhooks.WebhookQueue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes messages to their endpoints. In the queue a delivery is named after its message, and so is its destination:
 * what became of the message decides whether there still is one.
 */
@Component
final class Deliveries implements Destinations, DeliveryLog {
    private final Database database;
    private final Endpoints endpoints;
    private final Messages messages;
    private final Attempts attempts;
    private final BucketStore buckets;
    private final JsonMapper json;
    private final ObjectProvider<WebhookQueue> queue;

    /**
     * Deliveries of this database.
     *
     * @param queue found when it is first needed, because it asks this object for destinations
     */
    Deliveries(
            Database database,
            Endpoints endpoints,
            Messages messages,
            Attempts attempts,
            BucketStore buckets,
            JsonMapper json,
            ObjectProvider<WebhookQueue> queue) {
        this.database = database;
        this.endpoints = endpoints;
        this.messages = messages;
        this.attempts = attempts;
        this.buckets = buckets;
        this.json = json;
        this.queue = queue;
    }

    /**
     * Takes a message in; called inside of the transaction that queues it.
     *
     * @param lane of its endpoint and its tenant
     * @return false when the queue still has it, because its last attempt is just ending
     */
    boolean add(String messageId, String payload, Lane lane) {
        return queue.getObject().add(new Delivery(messageId, messageId, payload), lane);
    }

    /** Whether the queue still has the message; for a moment it has it after the last attempt, too. */
    boolean has(String messageId) {
        return queue.getObject().find(messageId).isPresent();
    }

    /** Makes the next attempt now; false when there is none that waits. */
    boolean hurry(String messageId) {
        return queue.getObject().hurry(messageId);
    }

    /** Ends a delivery that waits; false when there is none. */
    boolean end(String messageId) {
        return queue.getObject().end(messageId);
    }

    /** Lets go what waits for an endpoint, and says how many messages that are. */
    int resume(JdbcClient db, String endpointId) {
        List<String> waiting = messages.waitingFor(db, endpointId);
        waiting.forEach(queue.getObject()::resume);
        return waiting.size();
    }

    @Override
    public Optional<Destination> find(String messageId) {
        return database.write(db -> messages.findToChange(db, messageId)
                .filter(message -> !message.isDeleted() && !message.hasEnded())
                .flatMap(message -> destination(db, message)));
    }

    private Optional<Destination> destination(JdbcClient db, Message message) {
        Optional<Endpoint> endpoint = endpoints.find(db, message.endpointId());
        if (endpoint.isEmpty()) {
            messages.fail(db, message, "The endpoint was deleted.");
            return Optional.empty();
        }
        Destination destination = new Destination(
                URI.create(endpoint.get().url()),
                endpoints.signingKeys(db, message.endpointId()).stream()
                        .map(SigningKey::secret)
                        .toList(),
                endpoint.get().paused(),
                headers(endpoint.get(), message));
        if (destination.paused()) {
            return Optional.of(destination);
        }
        Duration pause = throttle(endpoint.get());
        if (!pause.isZero()) {
            return Optional.of(destination.waits(pause));
        }
        messages.move(db, message, MessageStatus.DELIVERING);
        return Optional.of(destination);
    }

    /** The endpoint's headers and the message's; where both have one, the message's wins. */
    private Map<String, String> headers(Endpoint endpoint, Message message) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(endpoint.headers());
        headers.putAll(json.readValue(message.headers(), new TypeReference<Map<String, String>>() {}));
        return headers;
    }

    /** How long until the endpoint has room for one more; not at all when it has. */
    private Duration throttle(Endpoint endpoint) {
        if (endpoint.rateLimitRps() == 0) {
            return Duration.ZERO;
        }
        RateLimit limit = new RateLimit(
                        "deliveries", RateLimit.Level.OWNER, endpoint.rateLimitRps(), Duration.ofSeconds(1))
                .withBurst(Math.max(1, endpoint.burst()))
                .whileAway(WhileAway.ALONE);
        BucketStore.Taken taken = buckets.take("deliveries:" + endpoint.id(), limit);
        return taken.granted() ? Duration.ZERO : taken.untilReset();
    }

    @Override
    public void attempted(Delivery delivery, int number, Attempt attempt, @Nullable Instant next) {
        database.write(db -> {
            Message message = messages.findToChange(db, delivery.id()).orElseThrow();
            Attempts.Outcome outcome = Attempts.Outcome.of(attempt, next);
            attempts.add(db, message.id(), outcome);
            messages.attempted(db, message, outcome);
            return message;
        });
    }
}
