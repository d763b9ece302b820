package dev.errata.reference.harpoon.webhooks;

import dev.errata.reference.harpoon.transactions.EventData;
import dev.errata.reference.harpoon.transactions.Transaction;
import dev.errata.reference.harpoon.transactions.TransactionEvents;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.Delivery;
import dev.errata.webhooks.Destinations;
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
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Turns what becomes of a payment into signed deliveries to whoever subscribed to it. */
public final class EventSender implements TransactionEvents, Destinations {
    /** What a delivery to the address of one payment is named by; all others carry the id of a webhook. */
    private static final String PAYMENT = "payment:";

    private static final String ID = "whk_";
    private static final int ID_BYTES = 16;

    private final WebhookStore store;
    private final Database database;
    private final WebhookSender sender;
    private final SignatureScheme scheme;
    private final JsonMapper json;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final java.util.function.Supplier<WebhookQueue> queue;

    /**
     * A sender.
     *
     * @param queue found when it is first needed, because it asks this object for destinations
     */
    EventSender(
            Database database,
            WebhookStore store,
            WebhookSender sender,
            SignatureScheme scheme,
            JsonMapper json,
            InstantSource clock,
            RandomGenerator random,
            java.util.function.Supplier<WebhookQueue> queue) {
        this.database = database;
        this.store = store;
        this.sender = sender;
        this.scheme = scheme;
        this.json = json;
        this.clock = clock;
        this.random = random;
        this.queue = queue;
    }

    /** What receivers get. */
    record Event(String event, String webhookId, Instant timestamp, Object data) {}

    @Override
    public void publish(JdbcClient db, EventType type, Transaction transaction) {
        // The key of the table lets no event be told twice, whoever would tell it.
        db.sql("insert into events (reference, type, told_at) values (:reference, :type, :now)")
                .param("reference", transaction.reference())
                .param("type", type.id())
                .param("now", clock.millis())
                .update();
        EventData data = EventData.of(transaction);
        String tenant = transaction.team() + (transaction.live() ? " live" : " test");
        for (Webhook webhook : store.ofTeam(db, transaction.team(), transaction.live())) {
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
        String id = deliveryId(type, endpoint, reference);
        queue.get().add(new Delivery(id, endpoint, body(type, id, data)), lane);
    }

    Attempt sendSample(Webhook webhook) {
        byte[] some = new byte[ID_BYTES];
        random.nextBytes(some);
        String id = ID + HexFormat.of().formatHex(some);
        byte[] body = body(EventType.COMPLETED, id, Map.of("sample", true)).getBytes(StandardCharsets.UTF_8);
        return sender.send(
                URI.create(webhook.url()), scheme.headers(id, clock.instant(), body, List.of(webhook.secret())), body);
    }

    private String body(EventType type, String id, Object data) {
        return json.writeValueAsString(
                new Event(type.id(), id, Instant.ofEpochMilli(clock.instant().toEpochMilli()), data));
    }

    /** The same for the same event at the same endpoint, so that a receiver knows what it has heard already. */
    private static String deliveryId(EventType type, String endpoint, String reference) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((type.id() + "\n" + reference + "\n" + endpoint).getBytes(StandardCharsets.UTF_8));
            return ID + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", e);
        }
    }

    @Override
    public Optional<Destination> find(String endpoint) {
        return endpoint.startsWith(PAYMENT)
                ? paymentDestination(endpoint.substring(PAYMENT.length()))
                : database.read(db -> store.byId(db, endpoint))
                        .filter(Webhook::isActive)
                        .map(webhook -> new Destination(URI.create(webhook.url()), List.of(webhook.secret())));
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
                    List<String> secrets = store.ofTeam(db, row.getString("team"), row.getInt("live") == 1).stream()
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
