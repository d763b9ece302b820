package dev.errata.reference.harborprotocol;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import dev.errata.guard.stream.EventLog;
import dev.errata.guard.stream.EventStream;
import dev.errata.guard.stream.StreamListener;
import dev.errata.guard.stream.StreamRules;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Carries what happens to whoever listens. Thread-safe. */
final class Bus implements AutoCloseable {
    private static final long BACK_SECONDS = 3;

    private final Catalog catalog;
    private final StreamRules rules;
    private final InstantSource clock;
    private final StreamListener listener;
    private final JsonMapper json;

    /** Guards what follows. */
    private final Object lock = new Object();

    private EventLog<Subject> log;
    private boolean open = true;
    private final Deque<Seen> seen = new ArrayDeque<>();

    Bus(Catalog catalog, InstantSource clock, StreamListener listener, JsonMapper json) {
        this.catalog = catalog;
        this.rules = StreamRules.of(catalog);
        this.clock = clock;
        this.listener = listener;
        this.json = json;
        this.log = new EventLog<>(catalog, rules, clock, listener);
    }

    /** What counts keep of an event. */
    record Seen(String type, Subject subject, Instant at) {}

    /** Refuses while the bus is closed. */
    void requireOpen() {
        if (!isOpen()) {
            throw catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.of(Fact.RETRY_AFTER, BACK_SECONDS))
                    .exception();
        }
    }

    boolean isOpen() {
        synchronized (lock) {
            return open;
        }
    }

    /** Tells whoever listens; nobody, once the bus is closed. */
    void publish(String type, Subject subject, Map<String, ?> payload) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        synchronized (lock) {
            if (seen.size() == rules.retained()) {
                seen.remove();
            }
            seen.add(new Seen(type, subject, now));
        }
        try {
            log().publish(type, subject, sequence -> frame(sequence, type, subject, now, payload));
        } catch (ApiException closed) {
            // A run goes on when nobody can hear of it.
        }
    }

    private String frame(long sequence, String type, Subject subject, Instant at, Map<String, ?> payload) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("sequence", sequence);
        event.put("occurred_at", at);
        event.put("tenant", subject.owner().tenant());
        event.put("user", subject.owner().user());
        event.put("session", subject.owner().session());
        if (subject.run() != null) {
            event.put("run", subject.run());
        }
        event.put("payload", payload);
        return json.writeValueAsString(event);
    }

    EventStream stream(Owner reader, BiPredicate<String, Subject> wanted) {
        return log().stream(reader, wanted);
    }

    /** The events that are retained, the oldest first. */
    List<Seen> seen() {
        synchronized (lock) {
            return List.copyOf(seen);
        }
    }

    private EventLog<Subject> log() {
        synchronized (lock) {
            return log;
        }
    }

    @Override
    public void close() {
        EventLog<Subject> ending;
        synchronized (lock) {
            open = false;
            ending = log;
        }
        ending.close();
    }

    /** Begins anew after {@link #close}, with no event retained; an open bus stays as it is. */
    void reopen() {
        synchronized (lock) {
            if (!open) {
                open = true;
                seen.clear();
                log = new EventLog<>(catalog, rules, clock, listener);
            }
        }
    }
}
