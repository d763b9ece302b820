package dev.errata.guard.stream;

import dev.errata.core.ApiError;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Events in the order they were published, numbered one by one; keeps the newest in memory. Thread-safe. Publishing never
 * waits for a reader.
 *
 * @param <T> what filters know about an event, such as whose it is
 */
public final class EventLog<T> implements AutoCloseable {
    /** One retained event, as it goes over every wire. */
    record Entry<T>(long sequence, String type, T about, byte[] frame) {}

    private final Catalog catalog;
    private final StreamRules rules;
    private final InstantSource clock;
    private final StreamListener listener;

    private final Object lock = new Object();
    /** The number before the first. */
    private final long before;
    /** A ring; the first event stands at 0. Guarded by the lock, as all that follows. */
    private final List<@Nullable Entry<T>> ring;

    private final Map<Object, Integer> groups = new HashMap<>();
    private final Set<Pump<T>> pumps = new LinkedHashSet<>();
    private long latest;
    private boolean closed;

    /** An empty log. */
    public EventLog(Catalog catalog, StreamRules rules, InstantSource clock, StreamListener listener) {
        this(catalog, rules, clock, listener, 0);
    }

    /**
     * An empty log that goes on where another one was.
     *
     * @param before the number of the last event there, which is not retained here
     */
    public EventLog(Catalog catalog, StreamRules rules, InstantSource clock, StreamListener listener, long before) {
        this.catalog = catalog;
        this.rules = rules;
        this.clock = clock;
        this.listener = listener;
        this.before = before;
        this.latest = before;
        this.ring = new ArrayList<>();
    }

    /**
     * Appends an event and sends it to whoever wants it.
     *
     * @param type the event's name; one line
     * @param about what filters know of it
     * @param data the event's text for its number, usually JSON; called under the log's lock
     * @return its number
     * @throws ApiException {@code server.unavailable} when the log is closed
     */
    public long publish(String type, T about, LongFunction<String> data) {
        return append(type, about, sequence -> Frames.event(sequence, type, data.apply(sequence)));
    }

    /**
     * Appends an event that has no number on the wire, and sends it to whoever wants it; who breaks off behind it resumes
     * behind the numbered one before.
     *
     * @param type the event's name; one line
     * @param about what filters know of it
     * @param data the event's text, usually JSON
     * @throws ApiException {@code server.unavailable} when the log is closed
     */
    public void announce(String type, T about, String data) {
        byte[] frame = Frames.unnumbered(type, data);
        append(type, about, sequence -> frame);
    }

    private long append(String type, T about, LongFunction<byte[]> frame) {
        List<Pump<T>> readers;
        long sequence;
        synchronized (lock) {
            if (closed) {
                throw unavailable();
            }
            sequence = latest + 1;
            Entry<T> entry = new Entry<>(sequence, type, about, frame.apply(sequence));
            if (ring.size() < rules.retained()) {
                ring.add(entry);
            } else {
                ring.set(place(sequence), entry);
            }
            latest = sequence;
            readers = List.copyOf(pumps);
        }
        readers.forEach(Pump::wake);
        return sequence;
    }

    /** The number of the newest event, 0 when there is none. */
    public long latest() {
        synchronized (lock) {
            return latest;
        }
    }

    /**
     * A stream of the events that somebody may see.
     *
     * @param group whose streams are counted together, such as a session; has {@code equals}
     * @param wanted whether an event with this type and this about it is sent; called on the thread of all streams
     */
    public EventStream stream(Object group, BiPredicate<String, ? super T> wanted) {
        return (lastEventId, sink, executor) -> open(group, wanted, lastEventId, sink, executor);
    }

    private Subscription open(
            Object group,
            BiPredicate<String, ? super T> wanted,
            @Nullable String lastEventId,
            EventSink sink,
            Executor executor) {
        synchronized (lock) {
            if (closed) {
                throw unavailable();
            }
            if (groups.getOrDefault(group, 0) >= rules.subscribers()) {
                throw catalog.answer(
                                Condition.LIMIT_CONCURRENT, Facts.concurrent(rules.subscribers(), rules.keepAlive()))
                        .exception();
            }
            LastEventId last = LastEventId.parse(lastEventId);
            String gap = last == null ? "" : last.gap(oldest(), latest);
            long behind = last == null ? latest : gap.isEmpty() ? last.sequence() : oldest() - 1;
            Pump<T> pump = new Pump<>(this, group, wanted, sink, executor, behind, Frames.opening(rules.retry(), gap));
            groups.merge(group, 1, Integer::sum);
            pumps.add(pump);
            return pump;
        }
    }

    /** The event behind this number, null when there is none yet. One that is no longer retained has a later number. */
    @Nullable
    Entry<T> next(long sequence) {
        synchronized (lock) {
            return sequence >= latest ? null : ring.get(place(Math.max(sequence + 1, oldest())));
        }
    }

    /** Whether the event behind this number is no longer retained. */
    boolean isLapped(long sequence) {
        synchronized (lock) {
            return sequence < oldest() - 1;
        }
    }

    /** Forgets a stream that has ended. */
    void remove(Pump<T> pump, StreamEnding ending, @Nullable Throwable failure) {
        synchronized (lock) {
            pumps.remove(pump);
            groups.computeIfPresent(pump.group(), (group, count) -> count == 1 ? null : count - 1);
        }
        listener.ended(pump.group(), ending, pump.lastSent(), failure);
    }

    StreamRules rules() {
        return rules;
    }

    InstantSource clock() {
        return clock;
    }

    ApiError unexpected() {
        return catalog.answer(Condition.SERVER_UNEXPECTED, Facts.none());
    }

    /** Ends all streams behind the last event, and takes and opens nothing any more. */
    @Override
    public void close() {
        close(null);
    }

    /** Does the same, and sends an error as the last event of each stream. */
    public void close(@Nullable ApiError error) {
        List<Pump<T>> readers;
        synchronized (lock) {
            closed = true;
            readers = List.copyOf(pumps);
        }
        readers.forEach(pump -> pump.end(error));
    }

    private int place(long sequence) {
        return (int) ((sequence - before - 1) % rules.retained());
    }

    private long oldest() {
        return latest - ring.size() + 1;
    }

    private ApiException unavailable() {
        return catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(rules.retry()))
                .exception();
    }
}
