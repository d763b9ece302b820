package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Lane;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private final InstantSource clock;

    Replays(Database database, Accounts accounts, Messages messages, Deliveries deliveries, InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.messages = messages;
        this.deliveries = deliveries;
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
            return replay(db, message, accounts.toWrite(db, caller));
        });
    }

    private String replay(JdbcClient db, Message message, Tenant tenant) {
        if (message.payload() == null) {
            throw HookBridgeErrors.payloadUnavailable();
        }
        if (!message.isRetained(clock.instant())) {
            throw HookBridgeErrors.retentionExpired(message.retainedUntil());
        }
        if (!message.hasEnded()) {
            throw HookBridgeErrors.deliveryInProgress();
        }
        long most = HookBridgeErrors.CATALOG.limit("replays");
        if (message.replayCount() >= most) {
            throw HookBridgeErrors.replayLimitExceeded(most, (long) message.replayCount(), null);
        }
        messages.replay(db, message);
        if (!deliveries.add(message.id(), message.payload(), new Lane(message.endpointId(), tenant.id()))) {
            throw HookBridgeErrors.deliveryInProgress();
        }
        return message.id();
    }

    /** Replays what can be; a batch that is too large is refused before any of it is looked at. */
    List<Result> replay(Caller caller, List<String> messageIds) {
        long most = HookBridgeErrors.CATALOG.limit("replay-batch");
        if (messageIds.size() > most) {
            throw HookBridgeErrors.replayLimitExceededBatch(most, null, most);
        }
        database.read(db -> accounts.toWrite(db, caller));
        List<Result> results = new ArrayList<>();
        for (String id : messageIds) {
            results.add(tried(caller, id));
        }
        return results;
    }

    private Result tried(Caller caller, String id) {
        try {
            replay(caller, id);
            return new Result(id, "replayed", null);
        } catch (ApiException e) {
            return new Result(id, "failed", e.code().id());
        }
    }

    /** A message that waits for its next attempt. */
    private Message pending(JdbcClient db, Caller caller, String id) {
        Message message = messages.mustFindToChange(db, caller.owner(), id);
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

    /** Removes a message's payload for good; says whether that had been done before. */
    boolean delete(Caller caller, String id) {
        return database.write(db -> {
            Message message = messages.mustFindToChange(db, caller.owner(), id);
            if (!message.deleted()) {
                if (!message.hasEnded()) {
                    messages.fail(db, message, "The message was deleted.");
                    // One that is being made ends by itself when it finds that its message has ended.
                    deliveries.end(id);
                }
                messages.delete(db, id);
            }
            return message.deleted();
        });
    }
}
