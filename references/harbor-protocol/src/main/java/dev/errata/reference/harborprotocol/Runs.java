package dev.errata.reference.harborprotocol;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** The runs that are alive, each on a virtual thread where the JDK has them, else on one of the platform. Thread-safe. */
final class Runs implements AutoCloseable {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final Tasks tasks;
    private final Bus bus;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Run> live = new ConcurrentHashMap<>();
    private final SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("run-");

    Runs(Tasks tasks, Bus bus, InstantSource clock, Ids ids) {
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
    Run find(Owner owner, String id) {
        Run run = live.get(id);
        return run != null && run.owner().equals(owner) && run.isLive() ? run : null;
    }

    /** Ends the runs of sessions that are closed. */
    void sweep(Sessions sessions) {
        for (Run run : live.values()) {
            if (sessions.find(run.owner())
                    .filter(session -> !sessions.isClosed(session))
                    .isEmpty()) {
                run.take(new Signal(Control.CANCEL, Map.of()));
            }
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
