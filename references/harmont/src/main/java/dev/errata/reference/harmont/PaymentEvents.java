package dev.errata.reference.harmont;

import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.SignatureScheme;
import dev.errata.webhooks.SignatureScheme.Encoding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the payment provider tells, signed as Stripe signs: {@code t=…,v1=…} over time and body. Thread-safe. */
final class PaymentEvents {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final SignatureScheme SCHEME = new SignatureScheme("id", "t", "v1", "", ",", Encoding.HEX, false);
    private static final String COMPLETED = "checkout.session.completed";

    private final Database database;
    private final Ledger ledger;
    private final JsonMapper json;
    private final InstantSource clock;
    private final @Nullable String secret;

    PaymentEvents(Database database, Ledger ledger, JsonMapper json, InstantSource clock, @Nullable String secret) {
        this.database = database;
        this.ledger = ledger;
        this.json = json;
        this.clock = clock;
        this.secret = secret;
    }

    /** Takes what is genuine, once for each event and each checkout; what it does not know it leaves alone. */
    void take(@Nullable String signature, byte[] body) {
        if (secret == null || signature == null || !isGenuine(signature, body, secret)) {
            throw HarmontErrors.stripeSignatureInvalid();
        }
        JsonNode event = read(body);
        String id = event.path("id").asString("");
        JsonNode session = event.path("data").path("object");
        if (id.isEmpty()) {
            throw HarmontErrors.fieldRequired("id");
        }
        database.write(db -> {
            int first = db.sql("insert into payment_events (id, created_at) values (:id, :now) on conflict do nothing")
                    .param("id", id)
                    .param("now", clock.millis())
                    .update();
            boolean paid = event.path("type").asString("").equals(COMPLETED)
                    && session.path("payment_status").asString("").equals("paid");
            if (first == 1 && paid) {
                ledger.complete(db, session.path("client_reference_id").asString(""));
            }
            return id;
        });
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw HarmontErrors.bodyInvalid("must be an event in JSON");
        }
    }

    private boolean isGenuine(String signature, byte[] body, String key) {
        Map<String, String> parts = new HashMap<>();
        for (String part : signature.split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                // There may be several of one kind, while a secret is replaced.
                parts.merge(part.substring(0, equals).strip(), part.substring(equals + 1), (a, b) -> a + "," + b);
            }
        }
        return SCHEME.verify(parts::get, body, key, clock.instant(), TOLERANCE);
    }

    /** The header of an event, as the provider in small signs it. */
    static String signature(byte[] body, String secret, InstantSource clock) {
        Map<String, String> headers = SCHEME.headers("event", clock.instant(), body, List.of(secret));
        return "t=" + headers.get("t") + ",v1=" + headers.get("v1");
    }
}
