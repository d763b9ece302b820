package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.guard.Caller;
import dev.errata.guard.WhileAway;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Lane;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sends messages once more, as long as their payloads are kept. */
@Component
final class Replays {
    private final Database database;
    private final Accounts accounts;
    private final Messages messages;
    private final Deliveries deliveries;
    private final BucketStore buckets;
    private final InstantSource clock;

    Replays(
            Database database,
            Accounts accounts,
            Messages messages,
            Deliveries deliveries,
            BucketStore buckets,
            InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.messages = messages;
        this.deliveries = deliveries;
        this.buckets = buckets;
        this.clock = clock;
    }

    /**
     * What became of one message of a batch.
     *
     * @param error a code, null when it was replayed
     */
    record Result(String messageId, String status, @Nullable String error) {}

    void replay(Caller caller, String id) {
        database.write(db -> {
            Message message = messages.mustFindToChange(db, caller.owner(), id);
            Tenant tenant = accounts.toWrite(db, caller);
            refuse(message);
            refuseTooMany(message);
            pace(caller);
            return replay(db, message, tenant);
        });
    }

    /** Replays a message of the queue of those that were given up; that is not counted. Others are replayed as usual. */
    void replayGivenUp(Caller caller, String id) {
        database.write(db -> {
            Message message = messages.mustFindToChange(db, caller.owner(), id);
            Tenant tenant = accounts.toWrite(db, caller);
            refuse(message);
            boolean counts = message.status() != MessageStatus.FAILED_PERMANENT;
            if (counts) {
                refuseTooMany(message);
            }
            pace(caller);
            if (counts) {
                return replay(db, message, tenant);
            }
            messages.replayGivenUp(db, message);
            return queue(message, tenant);
        });
    }

    private void refuse(Message message) {
        if (message.payload() == null) {
            throw HookBridgeErrors.payloadUnavailable();
        }
        if (!message.isRetained(clock.instant())) {
            throw HookBridgeErrors.retentionExpired(message.retainedUntil());
        }
        if (!message.hasEnded()) {
            throw HookBridgeErrors.deliveryInProgress();
        }
    }

    private static void refuseTooMany(Message message) {
        long most = HookBridgeErrors.CATALOG.limit("replays");
        if (message.replayCount() >= most) {
            throw HookBridgeErrors.replayLimitExceeded(most, (long) message.replayCount(), null, null);
        }
    }

    /** One replay, or one batch of them, more of the project in this minute. */
    private void pace(Caller caller) {
        RateLimit limit = RateLimit.of(
                        HookBridgeErrors.CATALOG, "replays-per-minute", RateLimit.Level.OWNER, Duration.ofMinutes(1))
                .whileAway(WhileAway.ALONE);
        BucketStore.Taken taken = buckets.take("replays:" + caller.owner(), limit);
        if (!taken.granted()) {
            throw HookBridgeErrors.replayLimitExceededFrequency(
                    taken.untilReset(),
                    limit.limit(),
                    null,
                    null,
                    Math.max(1, taken.untilReset().toMillis()));
        }
    }

    private String replay(JdbcClient db, Message message, Tenant tenant) {
        messages.replay(db, message);
        return queue(message, tenant);
    }

    private String queue(Message message, Tenant tenant) {
        String payload = Objects.requireNonNull(message.payload());
        if (!deliveries.add(message.id(), payload, new Lane(message.endpointId(), tenant.id()))) {
            throw HookBridgeErrors.deliveryInProgress();
        }
        return message.id();
    }

    /** Replays what can be; a batch that is too large is refused before any of it is looked at. */
    List<Result> replay(Caller caller, List<String> messageIds) {
        long most = HookBridgeErrors.CATALOG.limit("replay-batch");
        if (messageIds.size() > most) {
            throw HookBridgeErrors.replayLimitExceededBatch(most, null, most, null);
        }
        database.read(db -> accounts.toWrite(db, caller));
        pace(caller);
        List<Result> results = new ArrayList<>();
        for (String id : messageIds) {
            results.add(tried(caller, id));
        }
        return results;
    }

    private Result tried(Caller caller, String id) {
        try {
            database.write(db -> {
                Message message = messages.mustFindToChange(db, caller.owner(), id);
                Tenant tenant = accounts.toWrite(db, caller);
                refuse(message);
                refuseTooMany(message);
                return replay(db, message, tenant);
            });
            return new Result(id, "replayed", null);
        } catch (ApiException e) {
            return new Result(id, "failed", e.code().id());
        }
    }

    /** A message that waits for its next attempt. */
    private Message pending(JdbcClient db, Caller caller, String id) {
        Message message = messages.mustFindToChange(db, caller.owner(), id);
        if (message.isDeleted()) {
            throw HookBridgeErrors.payloadUnavailable();
        }
        if (message.status() != MessageStatus.PENDING_RETRY) {
            throw HookBridgeErrors.stateConflict(message.status().toString());
        }
        return message;
    }

    Message retryNow(Caller caller, String id) {
        return database.write(db -> {
            messages.mustFind(db, caller.owner(), id);
            accounts.toWrite(db, caller);
            messages.move(db, pending(db, caller, id), MessageStatus.QUEUED);
            if (!deliveries.hurry(id)) {
                throw HookBridgeErrors.deliveryInProgress();
            }
            return messages.mustFind(db, caller.owner(), id);
        });
    }

    Message cancel(Caller caller, String id) {
        return database.write(db -> {
            Message message = pending(db, caller, id);
            if (!deliveries.end(id)) {
                throw HookBridgeErrors.deliveryInProgress();
            }
            messages.fail(db, message, "It was cancelled.");
            return messages.mustFind(db, caller.owner(), id);
        });
    }
}
