package dev.errata.reference.harpoon.webhooks;

import dev.errata.reference.harpoon.transactions.EventData;
import dev.errata.reference.harpoon.transactions.Payment;
import dev.errata.reference.harpoon.transactions.Samples;
import dev.errata.reference.harpoon.transactions.Transaction;
import dev.errata.reference.harpoon.transactions.TransactionEvents;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.Delivery;
import dev.errata.webhooks.DeliveryLog;
import dev.errata.webhooks.Destinations;
import dev.errata.webhooks.Lane;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Turns what becomes of a payment into signed deliveries to whoever subscribed to it. */
public final class EventSender implements TransactionEvents, Destinations, DeliveryLog {
    /** What a delivery to the address of one payment is named by. */
    private static final String PAYMENT = "payment:";
    /** What a delivery to the endpoint of Open Collections is named by; all others carry the id of a webhook. */
    private static final String COLLECTION = "collection:";

    private static final String WEBHOOK_ID = "whk_";
    private static final int WEBHOOK_ID_BYTES = 16;
    private static final String COLLECTION_ID = "ocl_";
    private static final int COLLECTION_ID_BYTES = 12;

    private final Database database;
    private final WebhookStore webhooks;
    private final CollectionStore collections;
    private final Outbox outbox;
    private final InstantSource clock;
    private final RandomGenerator random;

    EventSender(
            Database database,
            WebhookStore webhooks,
            CollectionStore collections,
            Outbox outbox,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.webhooks = webhooks;
        this.collections = collections;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void publish(JdbcClient db, EventType type, Transaction transaction) {
        // The key of the table lets no event be told twice, whoever would tell it.
        db.sql("insert into events (reference, type, told_at) values (:reference, :type, :now)")
                .param("reference", transaction.reference())
                .param("type", type.id())
                .param("now", clock.millis())
                .update();
        EventData data = EventData.of(transaction);
        String tenant = tenant(transaction.team(), transaction.live());
        for (Webhook webhook : webhooks.ofTeam(db, transaction.team(), transaction.live())) {
            if (webhook.isActive() && webhook.events().contains(type.id())) {
                enqueue(type, webhook.id(), transaction.reference(), data, new Lane(webhook.id(), tenant));
            }
        }
        if (transaction.webhookUrl() != null) {
            Lane lane =
                    new Lane(tenant + " " + URI.create(transaction.webhookUrl()).getHost(), tenant);
            enqueue(type, PAYMENT + transaction.reference(), transaction.reference(), data, lane);
        }
    }

    private void enqueue(EventType type, String endpoint, String reference, EventData data, Lane lane) {
        outbox.add(
                type.id(),
                Outbox.id(WEBHOOK_ID, WEBHOOK_ID_BYTES, type.id(), reference, endpoint),
                endpoint,
                data,
                lane);
    }

    private static String tenant(String team, boolean live) {
        return team + (live ? " live" : " test");
    }

    /** Money is live, and so is the endpoint that hears of it. */
    @Override
    public void forward(JdbcClient db, String team, Payment payment) {
        collections
                .ofTeam(db, team, true)
                .filter(endpoint -> endpoint.settings().isActive())
                .ifPresent(endpoint -> outbox.add(
                        Forwarded.EVENT,
                        Outbox.id(COLLECTION_ID, COLLECTION_ID_BYTES, payment.transactionId(), endpoint.id()),
                        COLLECTION + endpoint.id(),
                        Forwarded.of(payment),
                        new Lane(endpoint.id(), tenant(team, true))));
    }

    /** A sample of the first event that the webhook has subscribed to. */
    Attempt sendSample(Webhook webhook) {
        EventType type = EventType.named(webhook.events().get(0)).orElse(EventType.COMPLETED);
        String id = Outbox.id(WEBHOOK_ID, WEBHOOK_ID_BYTES, drawn());
        return outbox.sendSample(type.id(), id, webhook.url(), webhook.secret(), Samples.of(type));
    }

    Attempt sendSample(CollectionEndpoint endpoint) {
        String id = Outbox.id(COLLECTION_ID, COLLECTION_ID_BYTES, drawn());
        Forwarded data = Forwarded.sample(Instant.ofEpochMilli(clock.instant().toEpochMilli()));
        return outbox.sendSample(Forwarded.EVENT, id, endpoint.settings().url(), endpoint.secret(), data);
    }

    private String drawn() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Takes note of what came of a delivery to the endpoint of Open Collections. */
    @Override
    public void attempted(Delivery delivery, int number, Attempt attempt, @Nullable Instant next) {
        if (delivery.endpoint().startsWith(COLLECTION)) {
            String id = delivery.endpoint().substring(COLLECTION.length());
            database.write(db -> {
                collections.attempted(db, id, attempt.delivered(), attempt.at());
                return id;
            });
        }
    }

    @Override
    public Optional<Destination> find(String endpoint) {
        if (endpoint.startsWith(PAYMENT)) {
            return paymentDestination(endpoint.substring(PAYMENT.length()));
        }
        if (endpoint.startsWith(COLLECTION)) {
            return database.read(db -> collections.byId(db, endpoint.substring(COLLECTION.length())))
                    .filter(found -> found.settings().isActive())
                    .map(found -> destination(found.settings().url(), found.secret()));
        }
        return database.read(db -> webhooks.byId(db, endpoint))
                .filter(Webhook::isActive)
                .map(webhook -> destination(webhook.url(), webhook.secret()));
    }

    private static Destination destination(String url, String secret) {
        return new Destination(URI.create(url), List.of(secret));
    }

    /**
     * Where a payment's own address leads. The contract gives such an address no secret of its own, so the secrets of
     * the team's webhooks sign, oldest first; a team without any hears nothing at addresses of single payments.
     */
    private Optional<Destination> paymentDestination(String reference) {
        return database.read(db -> db.sql(
                        "select team, live, webhook_url from transactions where reference = :reference")
                .param("reference", reference)
                .query((row, number) -> {
                    List<String> secrets = webhooks.ofTeam(db, row.getString("team"), row.getInt("live") == 1).stream()
                            .map(Webhook::secret)
                            .limit(1)
                            .toList();
                    return secrets.isEmpty()
                            ? Optional.<Destination>empty()
                            : Optional.of(new Destination(URI.create(row.getString("webhook_url")), secrets));
                })
                .optional()
                .flatMap(found -> found));
    }
}
