package dev.errata.store.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events of all nodes of a database in one order, numbered from 1 without gaps. Each node hands them to its own readers:
 * what it publishes itself at once, what others do a fifth of a second later at most. Thread-safe.
 */
public final class SharedEvents implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SharedEvents.class.getName());
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int PAGE = 500;

    private final Database database;
    private final String stream;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "errata-events");
        thread.setDaemon(true);
        return thread;
    });

    private long place;
    private Consumer<Event> reader = event -> {};
    private @Nullable Future<?> watch;

    /**
     * An event as it is kept.
     *
     * @param type its name
     * @param about what filters know of it, as its publisher wrote it
     */
    public record Event(long sequence, String type, String about, String data, Instant at) {}

    /**
     * Events of a stream, from the newest on.
     *
     * @param stream names it among those of the database
     * @param retained so many events before the next one are handed to the reader first
     */
    public SharedEvents(Database database, String stream, InstantSource clock, int retained) {
        this.database = database;
        this.stream = stream;
        this.clock = clock;
        this.place = database.read(db -> db.sql("""
                        select coalesce(min(sequence) - 1, (select max(latest) from errata_stream where name = :stream), 0)
                        from (select sequence from errata_event where stream = :stream
                            order by sequence desc limit :retained) newest""")
                .param("stream", stream)
                .param("retained", retained)
                .query(Long.class)
                .single());
    }

    /** The number of the last event that was handed to the reader. */
    public synchronized long place() {
        return place;
    }

    /**
     * Hands every event to a reader from now on, one after the other.
     *
     * @param next quick; an event at which it throws is not handed to it again
     */
    public void follow(Consumer<Event> next) {
        synchronized (this) {
            reader = next;
        }
        catchUp();
        watch = timer.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Keeps events, one after the other; inside of work that writes they are kept, and told, with that work.
     *
     * @param data each event's text for its number; called once for each try of the work
     * @throws org.springframework.dao.DataAccessException when the database fails
     */
    public void publish(String type, String about, List<? extends LongFunction<String>> data) {
        for (int begin = 0; begin < data.size(); begin += PAGE) {
            List<? extends LongFunction<String>> page = data.subList(begin, Math.min(begin + PAGE, data.size()));
            database.write(db -> insert(db, type, about, page));
        }
    }

    private int insert(JdbcClient db, String type, String about, List<? extends LongFunction<String>> data) {
        // Held until the commit, so that nobody sees a number before all that are smaller.
        long last = db.sql("""
                        insert into errata_stream (name, latest) values (:stream, :count)
                        on conflict (name) do update set latest = errata_stream.latest + excluded.latest
                        returning latest""")
                .param("stream", stream)
                .param("count", data.size())
                .query(Long.class)
                .single();
        database.afterCommit(this::catchUp);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            long sequence = last - data.size() + 1 + i;
            values.addAll(List.of(
                    stream,
                    sequence,
                    type,
                    about,
                    data.get(i).apply(sequence),
                    clock.instant().toEpochMilli()));
        }
        return db.sql("insert into errata_event (stream, sequence, type, about, data, published_at) values "
                        + String.join(", ", Collections.nCopies(data.size(), "(?, ?, ?, ?, ?, ?)")))
                .params(values)
                .update();
    }

    /**
     * Hands over all that was published anywhere until now.
     *
     * @throws org.springframework.dao.DataAccessException when the database fails
     */
    public synchronized void catchUp() {
        List<Event> page;
        do {
            page = page();
            for (Event event : page) {
                place = event.sequence();
                hand(event);
            }
        } while (page.size() == PAGE);
    }

    private List<Event> page() {
        return database.read(db -> db.sql("""
                        select sequence, type, about, data, published_at from errata_event
                        where stream = :stream and sequence > :place order by sequence limit :page""")
                .param("stream", stream)
                .param("place", place)
                .param("page", PAGE)
                .query((row, number) -> new Event(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5))))
                .list());
    }

    private void hand(Event event) {
        try {
            reader.accept(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A reader broke at an event", e);
        }
    }

    private void look() {
        try {
            catchUp();
        } catch (RuntimeException away) {
            // Who publishes or opens a stream hears of it; this goes on when the database is back.
            LOG.log(System.Logger.Level.DEBUG, "Not read", away);
        }
    }

    @Override
    public void close() {
        Future<?> running = watch;
        if (running != null) {
            running.cancel(true);
        }
        timer.shutdownNow();
    }
}
