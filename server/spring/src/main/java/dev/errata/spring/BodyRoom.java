package dev.errata.spring;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** What the bodies of all callers share: memory for those that are on their way, and threads that read large ones. */
final class BodyRoom {
    /** How much of each body has room of its own. */
    private static final long OWN_BYTES = 8 * 1024;

    private final long most;
    private final AtomicLong taken = new AtomicLong();
    private final Semaphore readers;

    /**
     * Room for the bodies of a server.
     *
     * @param most how many bytes they may take together
     * @param readers how many threads may read a body from its connection at the same time
     */
    BodyRoom(long most, int readers) {
        this.most = most;
        this.readers = new Semaphore(readers);
    }

    /** Whether a body may grow from one size to another; what it has taken is given back by {@link #giveBack}. */
    boolean take(long from, long to) {
        long more = shared(to) - shared(from);
        if (taken.addAndGet(more) <= most) {
            return true;
        }
        taken.addAndGet(-more);
        return false;
    }

    /** A body of this size is no longer kept. */
    void giveBack(long size) {
        taken.addAndGet(-shared(size));
    }

    /** Whether another thread may read from a connection. */
    boolean beginReading() {
        return readers.tryAcquire();
    }

    /** A thread that was allowed to read has ended. */
    void endReading() {
        readers.release();
    }

    private static long shared(long size) {
        return Math.max(0, size - OWN_BYTES);
    }
}
