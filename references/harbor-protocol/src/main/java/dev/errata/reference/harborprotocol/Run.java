package dev.errata.reference.harborprotocol;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is alive, on a thread of its own. It puts a question back to the user and waits for the answer; all else it
 * does at once. What comes while it is paused waits, but for what ends the pause.
 */
final class Run implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Tasks tasks;
    private final Bus bus;
    private final InstantSource clock;
    private final Runnable whenEnded;
    private final BlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
    private final Deque<Signal> deferred = new ArrayDeque<>();

    /** Held while something enters the inbox and while the inbox closes, so that nothing enters a closed one. */
    private final ReentrantLock door = new ReentrantLock();

    private boolean closed;

    /** Changed by the run's own thread alone. */
    private volatile Task task;

    private @Nullable String answer;

    Run(Task task, Tasks tasks, Bus bus, InstantSource clock, Runnable whenEnded) {
        this.task = task;
        this.tasks = tasks;
        this.bus = bus;
        this.clock = clock;
        this.whenEnded = whenEnded;
    }

    Owner owner() {
        return task.owner();
    }

    String id() {
        return task.id();
    }

    /** Puts a control into the inbox; false when that is closed. */
    boolean take(Signal signal) {
        door.lock();
        try {
            if (closed) {
                return false;
            }
            // Told before the run can have acted upon it.
            bus.publish("control.received", subject(), payload(signal.control()));
            return inbox.add(signal);
        } finally {
            door.unlock();
        }
    }

    boolean isLive() {
        door.lock();
        try {
            return !closed;
        } finally {
            door.unlock();
        }
    }

    @Override
    public void run() {
        try {
            move(TaskState.RUNNING, "task.started");
            while (!task.state().isEnd()) {
                if (task.state() == TaskState.RUNNING && (!task.isQuestion() || answer != null)) {
                    end(TaskState.COMPLETE, result(), "task.completed");
                } else {
                    Signal next = next();
                    apply(next);
                    bus.publish("control.applied", subject(), payload(next.control()));
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Superseded ended) {
            leave();
        } catch (RuntimeException e) {
            LOG.error("The run {} broke down", id(), e);
            breakDown();
        }
    }

    /** Another process has ended the task, because it took this one for dead. */
    private static final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void breakDown() {
        try {
            end(TaskState.FAILED, "The runtime broke down.", "task.failed");
        } catch (RuntimeException e) {
            LOG.error("The end of the run {} was not kept", id(), e);
            leave();
        }
    }

    /** Lets nothing in any more. */
    private void leave() {
        door.lock();
        try {
            closed = true;
        } finally {
            door.unlock();
        }
        whenEnded.run();
    }

    private void keep(Task next) {
        if (!tasks.save(task.state(), next)) {
            throw new Superseded();
        }
        task = next;
    }

    private Signal next() throws InterruptedException {
        boolean paused = task.state() == TaskState.PAUSED;
        Signal waiting = paused ? null : deferred.poll();
        while (waiting == null) {
            Signal signal = inbox.take();
            if (!paused || endsPause(signal.control())) {
                waiting = signal;
            } else {
                deferred.add(signal);
            }
        }
        return waiting;
    }

    private static boolean endsPause(Control control) {
        return switch (control) {
            case CANCEL, RESUME, APPROVE, REJECT -> true;
            case PAUSE, REDIRECT, INJECT_CONTEXT, USER_MESSAGE, PRIORITIZE -> false;
        };
    }

    private void apply(Signal signal) {
        boolean paused = task.state() == TaskState.PAUSED;
        switch (signal.control()) {
            case CANCEL -> end(TaskState.CANCELLED, null, "task.cancelled");
            case PAUSE -> move(TaskState.PAUSED, "task.paused");
            case RESUME, APPROVE -> {
                if (paused) {
                    move(TaskState.RUNNING, "task.resumed");
                }
            }
            case REJECT -> {
                if (paused) {
                    end(TaskState.FAILED, "It was rejected.", "task.failed");
                }
            }
            case REDIRECT -> step(task.priority(), Objects.requireNonNull(signal.text("query")));
            case INJECT_CONTEXT -> step(task.priority(), task.query());
            case USER_MESSAGE -> {
                answer = signal.text("text");
                step(task.priority(), task.query());
            }
            case PRIORITIZE -> step(Objects.requireNonNull(signal.number("priority")), task.query());
        }
    }

    private String result() {
        int words = task.query().isBlank() ? 0 : task.query().strip().split("\\s+").length;
        return answer == null ? "Done; the query had " + words + " words." : "Answered: " + answer;
    }

    private void step(int priority, String query) {
        keep(task.stepped(priority, query, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private void move(TaskState next, String event) {
        keep(task.in(next, null, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        bus.publish(event, subject(), Map.of("TaskID", id()));
    }

    private void end(TaskState last, @Nullable String result, String event) {
        door.lock();
        try {
            keep(task.in(last, result, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            closed = true;
        } finally {
            door.unlock();
        }
        whenEnded.run();
        bus.publish(event, subject(), Map.of("TaskID", id()));
    }

    private Subject subject() {
        return new Subject(task.owner(), task.id());
    }

    private Map<String, String> payload(Control control) {
        return Map.of("TaskID", id(), "Method", control.method());
    }
}
