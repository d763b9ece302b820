package dev.errata.reference.harbor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.errata.core.Code;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.Delivery;
import dev.errata.webhooks.DeliveryLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The log of deliveries: what became of each, attempt by attempt. */
final class DeliveryRecords implements DeliveryLog {
    private final Database database;
    private final JsonMapper json;

    DeliveryRecords(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * One delivery with its attempts.
     *
     * @param number its place among all
     */
    record Entry(
            String id,
            String eventId,
            DeliveryStatus status,
            Instant createdAt,
            List<Try> attempts,
            @JsonIgnore long number) {}

    /**
     * One attempt.
     *
     * @param responseStatus what the receiver answered, null when it did not
     * @param error why it failed, null when it succeeded
     */
    record Try(
            int number,
            Instant at,
            long tookMs,
            @Nullable Integer responseStatus,
            @Nullable Failure error,
            @Nullable Instant nextAttemptAt) {}

    /**
     * Why an attempt failed.
     *
     * @param code of the catalog, null when the receiver gave no reason
     */
    record Failure(@Nullable String code, String message) {}

    void begin(JdbcClient db, String id, String webhookId, Event event) {
        db.sql("insert into deliveries (id, webhook_id, event_id, status, created_at)"
                        + " values (:id, :webhook, :event, 'pending', :at)")
                .param("id", id)
                .param("webhook", webhookId)
                .param("event", event.id())
                .param("at", event.createdAt().toEpochMilli())
                .update();
    }

    /** Has a delivery that has ended wait once more; false when another was faster. */
    boolean reopen(JdbcClient db, Entry ended) {
        return DeliveryStatus.TRANSITIONS.move(db, ended.id(), ended.status(), DeliveryStatus.PENDING, Map.of());
    }

    @Override
    public void attempted(Delivery delivery, int number, Attempt attempt, @Nullable Instant next) {
        Failure failure = attempt.delivered() ? null : failure(attempt);
        DeliveryStatus after = attempt.delivered()
                ? DeliveryStatus.SUCCEEDED
                : next == null ? DeliveryStatus.FAILED : DeliveryStatus.PENDING;
        database.write(db -> {
            boolean unused = DeliveryStatus.TRANSITIONS.hold(db, delivery.id());
            // One that has ended was attempted by a process that is taken for dead; its attempt is noted all the same.
            unused = DeliveryStatus.TRANSITIONS.move(db, delivery.id(), DeliveryStatus.PENDING, after, Map.of());
            return db.sql("insert into attempts (delivery_id, number, at, took_ms, status, code, message, next_at)"
                            + " values (:id, (select coalesce(max(number), 0) + 1 from attempts where delivery_id = :id),"
                            + " :at, :took, :status, :code, :message, :next)")
                    .param("id", delivery.id())
                    .param("at", attempt.at().toEpochMilli())
                    .param("took", attempt.took().toMillis())
                    .param("status", attempt.status())
                    .param("code", failure == null ? null : failure.code())
                    .param("message", failure == null ? null : failure.message())
                    .param("next", next == null ? null : next.toEpochMilli())
                    .update();
        });
    }

    /** A receiver that tells us in our own words that it could not verify is believed; all else is its status. */
    private Failure failure(Attempt attempt) {
        Integer status = attempt.status();
        if (status == null) {
            return new Failure(null, "The endpoint was not reached: " + attempt.failure() + ".");
        }
        Code code = HarborErrors.WEBHOOK_SIGNATURE_INVALID;
        boolean refused = status == 400 || status == 401;
        if (refused && code.id().equals(saidCode(attempt.body()))) {
            return new Failure(code.id(), code.main().occurrence().message());
        }
        return new Failure(null, "The endpoint answered " + status + ".");
    }

    private @Nullable String saidCode(String body) {
        try {
            return json.readTree(body).path("error").path("code").asString(null);
        } catch (JacksonException notOurForm) {
            return null;
        }
    }

    List<Entry> ofWebhook(JdbcClient db, String webhookId, long before, int most) {
        return db.sql("select * from deliveries where webhook_id = :id and number < :before"
                        + " order by number desc limit :most")
                .param("id", webhookId)
                .param("before", before)
                .param("most", most)
                .query((row, number) -> new Entry(
                        row.getString("id"),
                        row.getString("event_id"),
                        DeliveryStatus.of(row.getString("status")),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        attempts(db, row.getString("id")),
                        row.getLong("number")))
                .list();
    }

    Optional<Entry> byId(JdbcClient db, String webhookId, String id) {
        return db.sql("select * from deliveries where id = :id and webhook_id = :webhook")
                .param("id", id)
                .param("webhook", webhookId)
                .query((row, number) -> new Entry(
                        row.getString("id"),
                        row.getString("event_id"),
                        DeliveryStatus.of(row.getString("status")),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        List.of(),
                        row.getLong("number")))
                .optional();
    }

    private static List<Try> attempts(JdbcClient db, String id) {
        return db.sql("select * from attempts where delivery_id = :id order by number")
                .param("id", id)
                .query((row, index) -> {
                    int status = row.getInt("status");
                    Integer answered = row.wasNull() ? null : status;
                    long next = row.getLong("next_at");
                    Instant nextAt = row.wasNull() ? null : Instant.ofEpochMilli(next);
                    String message = row.getString("message");
                    return new Try(
                            row.getInt("number"),
                            Instant.ofEpochMilli(row.getLong("at")),
                            row.getLong("took_ms"),
                            answered,
                            message == null ? null : new Failure(row.getString("code"), message),
                            nextAt);
                })
                .list();
    }
}
