package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** The runs that are alive, each on a virtual thread where the JDK has them, else on one of the platform. Thread-safe. */
public final class Runs implements AutoCloseable {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final Tasks tasks;
    private final Bus bus;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Run> live = new ConcurrentHashMap<>();
    private final SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("run-");

    public Runs(Tasks tasks, Bus bus, InstantSource clock, Ids ids) {
        this.tasks = tasks;
        this.bus = bus;
        this.clock = clock;
        this.ids = ids;
        threads.setVirtualThreads(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
        threads.setCancelRemainingTasksOnClose(true);
    }

    void begin(Task task) {
        Run run = new Run(task, tasks, bus, clock, ids, () -> live.remove(task.id()));
        live.put(task.id(), run);
        threads.execute(run);
    }

    /** The live run of this owner with this id; another's looks like none. */
    @Nullable
    public Run find(Owner owner, String id) {
        Run run = live.get(id);
        return run != null && run.owner().equals(owner) && run.isLive() ? run : null;
    }

    /** Closes the sessions whose time is over, and ends the runs of those that are closed. */
    public void sweep(Sessions sessions) {
        for (Sessions.Session session : sessions.reap()) {
            String id = session.owner().session();
            String reason = sessions.reason(session);
            long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
            Subject subject = new Subject(session.owner(), null);
            bus.publish("session.closed", subject, Map.of("SessionID", id, "ClosedAt", nanos, "Reason", reason));
            bus.publish("session.gc_reaped", subject, Map.of("SessionID", id, "ReapedAt", nanos, "Reason", reason));
        }
        for (Run run : live.values()) {
            if (!sessions.isOpen(run.owner())) {
                run.take(new Signal(Control.CANCEL, Map.of()));
            }
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
