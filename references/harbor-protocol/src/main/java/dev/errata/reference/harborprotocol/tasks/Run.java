package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Ids;
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
public final class Run implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private static final String NO_PAUSE = "no_outstanding_pause";
    private static final String NOT_UNDERSTOOD = "payload_invalid";

    private final Tasks tasks;
    private final Bus bus;
    private final InstantSource clock;
    private final Ids ids;
    private final Runnable whenEnded;
    private final BlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
    private final Deque<Signal> deferred = new ArrayDeque<>();

    /** Held while something enters the inbox and while the inbox closes, so that nothing enters a closed one. */
    private final ReentrantLock door = new ReentrantLock();

    private boolean closed;

    /** Changed by the run's own thread alone. */
    private volatile Task task;

    private @Nullable String answer;

    /** The token of the last pause. */
    private String pause = "";

    Run(Task task, Tasks tasks, Bus bus, InstantSource clock, Ids ids, Runnable whenEnded) {
        this.task = task;
        this.tasks = tasks;
        this.bus = bus;
        this.clock = clock;
        this.ids = ids;
        this.whenEnded = whenEnded;
    }

    Owner owner() {
        return task.owner();
    }

    String id() {
        return task.id();
    }

    /** Puts a control into the inbox; false when that is closed. */
    public boolean take(Signal signal) {
        door.lock();
        try {
            if (closed) {
                return false;
            }
            // Told before the run can have acted upon it.
            bus.publish("control.received", subject(), outcome(signal.control(), "received", ""));
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
            move(TaskState.RUNNING, "task.started", Map.of("TaskID", id(), "PriorState", TaskState.PENDING.word()));
            while (!task.state().isEnd()) {
                if (task.state() == TaskState.RUNNING && (!task.ask().isQuestion() || answer != null)) {
                    end(TaskState.COMPLETE, result(), null, "task.completed", Map.of("TaskID", id()));
                } else {
                    Signal next = next();
                    String problem = apply(next);
                    bus.publish(
                            "control.applied",
                            subject(),
                            outcome(next.control(), problem.isEmpty() ? "applied" : "failed", problem));
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
            fail("The runtime broke down.", "runtime_error");
        } catch (RuntimeException e) {
            LOG.error("The end of the run {} was not kept", id(), e);
            leave();
        }
    }

    private void fail(String why, String errorClass) {
        end(TaskState.FAILED, why, errorClass, "task.failed", Map.of("TaskID", id(), "ErrorCode", errorClass));
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
        if (!tasks.save(task.state(), next, pause)) {
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

    /** Does what a control says; why it could not, or nothing. */
    private String apply(Signal signal) {
        boolean paused = task.state() == TaskState.PAUSED;
        Task.Ask ask = task.ask();
        switch (signal.control()) {
            case CANCEL -> {
                Map<String, Object> told = Map.of("TaskID", id(), "Reason", "", "Cascaded", false);
                end(TaskState.CANCELLED, null, null, "task.cancelled", told);
                resumed(paused, "reject");
            }
            case PAUSE -> pause();
            case RESUME, APPROVE -> {
                if (!paused) {
                    return NO_PAUSE;
                }
                move(TaskState.RUNNING, "task.resumed", Map.of("TaskID", id()));
                resumed(true, signal.control().method());
            }
            case REJECT -> {
                if (!paused) {
                    return NO_PAUSE;
                }
                fail("It was rejected.", "constraints_conflict");
                resumed(true, "reject");
            }
            case REDIRECT -> {
                String goal = Objects.requireNonNullElse(signal.text("goal"), ask.query());
                step(new Task.Ask(ask.kind(), goal, ask.description(), ask.priority()));
            }
            case INJECT_CONTEXT -> step(ask);
            case USER_MESSAGE -> {
                if (signal.text("message") == null) {
                    return NOT_UNDERSTOOD;
                }
                answer = signal.text("message");
                step(ask);
            }
            case PRIORITIZE -> {
                Integer priority = signal.number("priority");
                if (priority == null) {
                    return NOT_UNDERSTOOD;
                }
                step(new Task.Ask(ask.kind(), ask.query(), ask.description(), priority));
                bus.publish(
                        "task.prioritised",
                        subject(),
                        Map.of("TaskID", id(), "PriorPriority", ask.priority(), "NewPriority", priority));
            }
        }
        return "";
    }

    private void pause() {
        pause = ids.next("pause");
        move(TaskState.PAUSED, "task.paused", Map.of("TaskID", id()));
        bus.publish("pause.requested", subject(), Map.of("Token", pause, "Reason", Pause.REASON));
    }

    private void resumed(boolean paused, String decision) {
        if (paused) {
            bus.publish(
                    "pause.resumed", subject(), Map.of("Token", pause, "Reason", Pause.REASON, "Decision", decision));
        }
    }

    private String result() {
        String query = task.ask().query();
        int words = query.isBlank() ? 0 : query.strip().split("\\s+").length;
        return answer == null ? "Done; the query had " + words + " words." : "Answered: " + answer;
    }

    private void step(Task.Ask next) {
        keep(task.stepped(next, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private void move(TaskState next, String event, Map<String, ?> told) {
        keep(task.in(next, null, null, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        bus.publish(event, subject(), told);
    }

    private void end(
            TaskState last, @Nullable String result, @Nullable String errorClass, String event, Map<String, ?> told) {
        door.lock();
        try {
            keep(task.in(last, result, errorClass, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            closed = true;
        } finally {
            door.unlock();
        }
        whenEnded.run();
        bus.publish(event, subject(), told);
    }

    private Subject subject() {
        return new Subject(task.owner(), task.id());
    }

    private static Map<String, String> outcome(Control control, String outcome, String problem) {
        return Map.of("Type", control.name(), "Outcome", outcome, "Err", problem);
    }
}
