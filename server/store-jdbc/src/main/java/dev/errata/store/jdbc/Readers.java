package dev.errata.store.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few connections that only read. A file's connections neither go stale nor leak, so a queue is pool enough. */
final class Readers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int size;
    private final BlockingQueue<Session> idle;
    /** Who reads with what, so that reading inside of reading joins it and never waits for itself. */
    private final Map<Thread, Session> current = new ConcurrentHashMap<>();

    private volatile boolean closed;

    Readers(List<Session> sessions) {
        this.size = sessions.size();
        this.idle = new ArrayBlockingQueue<>(size, false, sessions);
    }

    <T extends @Nullable Object> T run(Work<T> work) {
        Session joined = current.get(Thread.currentThread());
        if (joined != null) {
            return work.run(joined.client());
        }
        if (closed) {
            throw new IllegalStateException("The database is closed");
        }
        Session session = take();
        current.put(Thread.currentThread(), session);
        boolean ended = false;
        try {
            session.begin();
            T result = work.run(session.client());
            session.commit();
            ended = true;
            return result;
        } finally {
            if (!ended) {
                session.rollback();
            }
            current.remove(Thread.currentThread());
            idle.add(session);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (int i = 0; i < size; i++) {
            take().close();
        }
    }

    private Session take() {
        try {
            Session session = idle.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (session == null) {
                throw DatabaseFault.nothingKept(
                        "All " + size + " reading connections were busy for " + PATIENCE.toMillis()
                                + " ms. Retry later",
                        null);
            }
            return session;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseFault.nothingKept("Interrupted before this was begun", e);
        }
    }
}
