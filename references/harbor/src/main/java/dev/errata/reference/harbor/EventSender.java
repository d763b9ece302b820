package dev.errata.reference.harbor;

import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Delivery;
import dev.errata.webhooks.Destinations;
import dev.errata.webhooks.Lane;
import dev.errata.webhooks.WebhookQueue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Sends events to the webhooks that subscribe to them. */
final class EventSender implements Destinations {
    private final Database database;
    private final HarborStore store;
    private final DeliveryRecords records;
    private final JsonMapper json;
    private final Ids ids;
    private final Supplier<WebhookQueue> queue;

    /**
     * A sender.
     *
     * @param queue found when it is first needed, because it asks this object for destinations
     */
    EventSender(
            Database database,
            HarborStore store,
            DeliveryRecords records,
            JsonMapper json,
            Ids ids,
            Supplier<WebhookQueue> queue) {
        this.database = database;
        this.store = store;
        this.records = records;
        this.json = json;
        this.ids = ids;
        this.queue = queue;
    }

    /** What receivers get. */
    record Body(String id, String type, Instant createdAt, Event data) {}

    void publish(JdbcClient db, Event event) {
        for (Webhook webhook : store.webhooks(db, event.workspaceId(), Long.MAX_VALUE, Integer.MAX_VALUE)) {
            if (webhook.hears(event.type())) {
                String id = ids.delivery();
                records.begin(db, id, webhook.id(), event);
                queue.get().add(new Delivery(id, webhook.id(), body(id, event)), lane(webhook.id(), event));
            }
        }
    }

    /** Sends once more what was delivered or given up; false when it is being sent by now. */
    boolean replay(JdbcClient db, DeliveryRecords.Entry ended, String webhookId, Event event) {
        return records.reopen(db, ended)
                && queue.get()
                        .add(new Delivery(ended.id(), webhookId, body(ended.id(), event)), lane(webhookId, event));
    }

    private static Lane lane(String webhookId, Event event) {
        return new Lane(webhookId, event.workspaceId());
    }

    private String body(String id, Event event) {
        return json.writeValueAsString(new Body(id, "event.created", event.createdAt(), event));
    }

    @Override
    public Optional<Destination> find(String webhookId) {
        return database.read(db -> store.webhook(db, webhookId)
                .filter(webhook -> webhook.status().equals("active"))
                .map(webhook -> new Destination(
                        URI.create(webhook.url()),
                        List.of(webhook.secret()),
                        store.isSuspended(db, webhook.workspaceId()))));
    }
}
