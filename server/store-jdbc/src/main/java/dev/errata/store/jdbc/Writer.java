package dev.errata.store.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * One thread that writes for all, and commits what came in meanwhile at once: the disk is asked once for a group, which
 * is what makes waiting for it affordable. Each work stands in a savepoint, so that one that fails does not undo others.
 */
final class Writer implements AutoCloseable {
    /**
     * How much is taken on.
     *
     * @param group works in one transaction at most
     * @param queue works that wait at most
     * @param patience how long a caller waits for a place among these, and all for who borrowed the connection
     */
    record Bounds(int group, int queue, Duration patience) {
        static final Bounds DEFAULT = new Bounds(500, 10_000, Duration.ofSeconds(5));
    }

    /** The transaction ended in the middle of a group, and took all of the group with it. */
    private static final class GroupLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Throwable reason;

        GroupLost(Throwable reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private final Session session;
    private final Bounds bounds;
    private final Semaphore room;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final Job<?> stop = new Job<>(sql -> "stop");
    private final Thread thread;
    private boolean closed;

    private volatile @Nullable Thread lentTo;

    Writer(Session session, Bounds bounds) {
        this.session = session;
        this.bounds = bounds;
        this.room = new Semaphore(bounds.queue());
        this.thread = new Thread(this::loop, "errata-writer");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    <T extends @Nullable Object> T run(Work<T> work) {
        if (Thread.currentThread() == thread) {
            return inSavepoint(work);
        }
        return begin(work).await();
    }

    /** Hands work in, and does not wait for it. */
    <T extends @Nullable Object> Job<T> begin(Work<T> work) {
        if (Thread.currentThread().equals(lentTo)) {
            throw new IllegalStateException(
                    "A connection of this thread is open, and the writer waits for it; close it before you write");
        }
        Job<T> job = new Job<>(work);
        waitForRoom();
        enqueue(job);
        return job;
    }

    /** Whom the writer waits for, so that this thread does not wait for the writer. */
    void lentTo(@Nullable Thread holder) {
        lentTo = holder;
    }

    /** Whether the caller is inside of work that writes. */
    boolean isCaller() {
        return Thread.currentThread() == thread;
    }

    Session session() {
        return session;
    }

    Duration patience() {
        return bounds.patience();
    }

    /** Works that wait now. */
    int waiting() {
        return queue.size();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(stop);
            }
        }
        joinThread();
        session.close();
    }

    private void joinThread() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the last works were committed; they still are", e);
        }
    }

    private void waitForRoom() {
        try {
            if (!room.tryAcquire(bounds.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw DatabaseFault.nothingKept(
                        "More than " + bounds.queue()
                                + " works wait for the database; nothing of this was begun. Retry later",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseFault.nothingKept("Interrupted before this was begun", e);
        }
    }

    /** After the stop mark nothing is added, so nobody waits for a thread that has gone. */
    private synchronized void enqueue(Job<?> job) {
        if (closed) {
            room.release();
            throw new IllegalStateException("The database is closed");
        }
        queue.add(job);
    }

    private void loop() {
        List<Job<?>> group = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                // Only work that leaves an interrupt behind can cause it; it is meant for nobody.
                continue;
            }
            queue.drainTo(group, bounds.group() - 1);
            open = !group.remove(stop);
            if (!group.isEmpty()) {
                commit(group);
            }
            room.release(group.size());
            group.clear();
        }
    }

    private void commit(List<Job<?>> group) {
        Throwable lost = null;
        try {
            session.begin();
            for (Job<?> job : group) {
                perform(job);
            }
            end();
        } catch (GroupLost e) {
            lost = e.reason;
        } catch (RuntimeException | Error e) {
            lost = e;
        }
        if (lost != null) {
            session.rollback();
        }
        for (Job<?> job : group) {
            job.end(lost);
        }
    }

    private void end() {
        try {
            session.commit();
        } catch (DataAccessException e) {
            throw SqliteErrors.mayBeKept(e)
                    ? DatabaseFault.unknown("Nobody can tell whether this was kept: " + e.getMessage(), e)
                    : e;
        }
    }

    private <T extends @Nullable Object> void perform(Job<T> job) {
        try {
            T result = inSavepoint(job.work());
            job.succeeded(result, session.afterwards().take());
        } catch (GroupLost e) {
            job.failed(e.reason);
            throw e;
        } catch (RuntimeException | Error e) {
            job.failed(e);
        }
    }

    private <T extends @Nullable Object> T inSavepoint(Work<T> work) {
        int before = session.afterwards().mark();
        try {
            session.execute("SAVEPOINT work");
        } catch (RuntimeException e) {
            throw new GroupLost(e);
        }
        try {
            T result = work.run(session.client());
            session.execute("RELEASE work");
            return result;
        } catch (RuntimeException | Error e) {
            session.afterwards().back(before);
            try {
                session.execute("ROLLBACK TO work");
                session.execute("RELEASE work");
            } catch (RuntimeException gone) {
                throw e instanceof GroupLost lost ? lost : new GroupLost(e);
            }
            throw e;
        }
    }
}
