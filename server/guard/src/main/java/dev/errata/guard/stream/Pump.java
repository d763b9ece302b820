package dev.errata.guard.stream;

import dev.errata.core.ApiError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Moves events from the log to one connection as fast as that takes them. It holds a place in the log and no events. All
 * but the marks that others leave happens on the executor, one task after the other.
 */
final class Pump<T> implements Subscription {
    /** After so many frames the other streams have their turn. */
    private static final int TURN = 256;

    private final EventLog<T> log;
    private final Object group;
    private final BiPredicate<String, ? super T> wanted;
    private final EventSink sink;
    private final Executor executor;

    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean started;
    private volatile boolean ended;

    private long place;
    private byte @Nullable [] opening;
    private boolean unflushed;
    private boolean keepAliveDue;
    private boolean ending;
    private @Nullable ApiError error;
    private boolean failed;
    private @Nullable Throwable failure;
    private Instant lastMove;
    private boolean blocked;

    private enum Step {
        MOVED,
        NOTHING,
        LAPPED
    }

    Pump(
            EventLog<T> log,
            Object group,
            BiPredicate<String, ? super T> wanted,
            EventSink sink,
            Executor executor,
            long behind,
            byte[] opening) {
        this.log = log;
        this.group = group;
        this.wanted = wanted;
        this.sink = sink;
        this.executor = executor;
        this.place = behind;
        this.opening = opening;
        this.lastMove = log.clock().instant();
    }

    Object group() {
        return group;
    }

    long lastSent() {
        return place;
    }

    @Override
    public void ready() {
        started = true;
        wake();
    }

    @Override
    public void tick() {
        submit(this::look);
    }

    @Override
    public void end(@Nullable ApiError last) {
        submit(() -> {
            if (!ending) {
                ending = true;
                error = last;
            }
            wake();
        });
    }

    @Override
    public void lost(boolean slow) {
        submit(() -> finish(slow ? StreamEnding.TOO_SLOW : StreamEnding.CLIENT_LEFT));
    }

    @Override
    public void cut() {
        submit(this::giveUp);
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    /** Has the stream move on; many calls before it does are one. */
    void wake() {
        if (started && !ended && scheduled.compareAndSet(false, true)) {
            submit(() -> {
                scheduled.set(false);
                run();
            });
        }
    }

    private void submit(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // The server has gone down and has cut all connections.
            finish(StreamEnding.CLOSED);
        }
    }

    private void look() {
        Duration still = Duration.between(lastMove, log.clock().instant());
        if (ended) {
            return;
        }
        if (blocked && still.compareTo(log.rules().stall()) >= 0) {
            giveUp();
        } else if (!blocked && still.compareTo(log.rules().keepAlive()) >= 0) {
            keepAliveDue = true;
            wake();
        }
    }

    private void run() {
        try {
            for (int turn = 0; !ended && turn < TURN; turn++) {
                blocked = !sink.isReady();
                if (blocked) {
                    if (log.isLapped(place)) {
                        giveUp();
                    }
                    return;
                }
                Step step = step();
                if (step == Step.LAPPED) {
                    giveUp();
                } else if (step == Step.NOTHING && !settle()) {
                    return;
                }
            }
            wake();
        } catch (IOException e) {
            finish(StreamEnding.CLIENT_LEFT);
            sink.cut();
        } catch (RuntimeException e) {
            failure = e;
            finish(StreamEnding.FAILED);
            sink.cut();
        }
    }

    private Step step() throws IOException {
        if (opening != null) {
            byte[] first = opening;
            opening = null;
            return send(first);
        }
        EventLog.Entry<T> next = failed ? null : log.next(place);
        if (next != null) {
            return step(next);
        }
        if (error != null) {
            byte[] last = Frames.error(sink.rendered(error));
            error = null;
            failed = true;
            return send(last);
        }
        return keepAliveDue && !ending ? send(Frames.KEEP_ALIVE) : Step.NOTHING;
    }

    private Step step(EventLog.Entry<T> next) throws IOException {
        if (next.sequence() != place + 1) {
            return Step.LAPPED;
        }
        if (!isWanted(next)) {
            return Step.MOVED;
        }
        place = next.sequence();
        return send(next.frame());
    }

    private Step send(byte[] frame) throws IOException {
        sink.write(frame);
        unflushed = true;
        keepAliveDue = false;
        lastMove = log.clock().instant();
        return Step.MOVED;
    }

    /** A filter that throws ends the stream: it would hide events without a word. */
    private boolean isWanted(EventLog.Entry<T> entry) {
        try {
            boolean sent = wanted.test(entry.type(), entry.about());
            place = sent ? place : entry.sequence();
            return sent;
        } catch (RuntimeException e) {
            failure = e;
            failed = true;
            ending = true;
            error = log.unexpected();
            return false;
        }
    }

    /** There is nothing to send: flushes, then ends if that is asked; false when there is nothing left to do. */
    private boolean settle() throws IOException {
        if (unflushed) {
            unflushed = false;
            sink.flush();
            return true;
        }
        if (ending) {
            finish(failed ? StreamEnding.FAILED : StreamEnding.CLOSED);
            sink.complete();
        }
        return false;
    }

    private void giveUp() {
        if (!ended) {
            finish(StreamEnding.TOO_SLOW);
            sink.cut();
        }
    }

    private void finish(StreamEnding how) {
        if (!ended) {
            ended = true;
            log.remove(this, how, failure);
        }
    }
}
