package dev.errata.reference.harborprotocol.events;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.stream.EventLog;
import dev.errata.guard.stream.EventStream;
import dev.errata.guard.stream.StreamListener;
import dev.errata.guard.stream.StreamRules;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.SharedEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** Carries what happens to whoever listens, at whichever node of a shared database. Thread-safe. */
public final class Bus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final Duration BACK = Duration.ofSeconds(3);
    private static final String STREAM = "bus";
    private static final Pattern PLAIN = Pattern.compile("\\d{1,18}");
    /** Always with nine decimals, as clients compare them as texts. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Catalog catalog;
    private final StreamRules rules;
    private final InstantSource clock;
    private final StreamListener listener;
    private final JsonMapper json;
    /** What all nodes publish; null where one process has the database. */
    private final @Nullable SharedEvents shared;

    /** Guards what follows. */
    private final Object lock = new Object();

    private EventLog<Subject> log;
    /** The number of the last event of all nodes; 0 where one process has the database. */
    private long taken;

    private boolean open = true;
    private final Deque<Seen> seen = new ArrayDeque<>();

    public Bus(Catalog catalog, Database database, InstantSource clock, StreamListener listener, JsonMapper json) {
        this.catalog = catalog;
        this.rules = StreamRules.of(catalog);
        this.clock = clock;
        this.listener = listener;
        this.json = json;
        this.shared = database.isShared() ? new SharedEvents(database, STREAM, clock, rules.retained()) : null;
        this.log = new EventLog<>(catalog, rules, clock, listener, shared == null ? 0 : shared.place());
        if (shared != null) {
            taken = shared.place();
            shared.follow(this::take);
        }
    }

    /** What counts keep of an event. */
    public record Seen(String type, Subject subject, Instant at) {}

    /** Where what is published is kept. */
    public String driver() {
        return shared == null ? "memory" : "shared";
    }

    /** Refuses while the bus is closed. */
    public void requireOpen() {
        if (!isOpen()) {
            throw catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(BACK))
                    .exception();
        }
    }

    public boolean isOpen() {
        synchronized (lock) {
            return open;
        }
    }

    /** Tells whoever listens; nobody, once the bus is closed. */
    public void publish(String type, Subject subject, Map<String, ?> payload) {
        publish(type, subject, List.of(payload));
    }

    /** Tells several things of one kind. */
    public void publish(String type, Subject subject, List<? extends Map<String, ?>> payloads) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<LongFunction<String>> frames = payloads.stream()
                .<LongFunction<String>>map(payload -> sequence -> frame(sequence, type, subject, now, payload))
                .toList();
        if (shared == null) {
            frames.forEach(frame -> take(type, subject, now, frame));
            return;
        }
        try {
            shared.publish(type, json.writeValueAsString(subject), frames);
        } catch (DataAccessException away) {
            LOG.warn("Nobody is told of {} for {}: {}", type, subject, away.getMessage());
        }
    }

    private void take(SharedEvents.Event event) {
        synchronized (lock) {
            taken = event.sequence();
            take(event.type(), json.readValue(event.about(), Subject.class), event.at(), sequence -> event.data());
        }
    }

    private void take(String type, Subject subject, Instant at, LongFunction<String> frame) {
        synchronized (lock) {
            if (seen.size() == rules.retained()) {
                seen.remove();
            }
            seen.add(new Seen(type, subject, at));
            tell(type, subject, frame);
        }
    }

    private void tell(String type, Subject subject, LongFunction<String> frame) {
        try {
            log().publish(type, subject, frame);
        } catch (ApiException closed) {
            // A run goes on when nobody can hear of it.
        }
    }

    private String frame(long sequence, String type, Subject subject, Instant at, Map<String, ?> payload) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("sequence", sequence);
        event.put("occurred_at", TIME.format(at));
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
        return (lastEventId, sink, executor) -> {
            catchUp();
            synchronized (lock) {
                return log.stream(reader, wanted).open(from(lastEventId), sink, executor);
            }
        };
    }

    /** 0 is all that is retained, and nothing is behind a number that is yet to come. */
    private @Nullable String from(@Nullable String lastEventId) {
        if (lastEventId == null || !PLAIN.matcher(lastEventId).matches()) {
            return lastEventId;
        }
        long number = Long.parseLong(lastEventId);
        if (number > log.latest()) {
            return null;
        }
        return number == 0 ? Long.toString(log.latest() - seen.size()) : lastEventId;
    }

    /** The events that are retained, the oldest first. */
    public List<Seen> seen() {
        catchUp();
        synchronized (lock) {
            return List.copyOf(seen);
        }
    }

    private void catchUp() {
        if (shared != null) {
            shared.catchUp();
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

    /** Closes it for good. */
    void end() {
        close();
        if (shared != null) {
            shared.close();
        }
    }

    /** Begins anew after {@link #close}, with no event retained; an open bus stays as it is. */
    public void reopen() {
        synchronized (lock) {
            if (!open) {
                open = true;
                seen.clear();
                log = new EventLog<>(catalog, rules, clock, listener, taken);
            }
        }
    }
}
