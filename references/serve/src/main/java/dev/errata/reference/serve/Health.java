package dev.errata.reference.serve;

import dev.errata.guard.Pulse;
import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/** Whether each API can do its work now, for whoever decides where requests go. Thread-safe. */
final class Health implements AutoCloseable {
    /** Who asks must hear within two seconds that a store is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<String, Pulse> stores = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** What an API can do. */
    enum State {
        /** Its store answers. */
        READY,
        /** Its store does not answer, so most calls are refused. */
        STORE_AWAY,
        /** It takes no further calls. */
        STOPPING;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** An API serves from now on. */
    void serves(String api, Database database) {
        stores.put(api, new Pulse(database));
    }

    /** Nothing is ready any more; whatever was begun may end. */
    void stop() {
        stopping = true;
    }

    /** What each API that this process serves can do now, by its name. */
    Map<String, State> states() {
        // All are asked before one is waited for, and all have the same second.
        Map<String, Future<Boolean>> asked = new HashMap<>();
        stores.forEach((api, store) -> asked.put(api, store.ask()));
        long until = System.nanoTime() + PATIENCE.toNanos();
        Map<String, State> states = new LinkedHashMap<>();
        for (Reference reference : Reference.ALL) {
            Future<Boolean> answer = asked.get(reference.id());
            if (answer != null) {
                states.put(reference.id(), state(answer, until));
            }
        }
        return states;
    }

    private State state(Future<Boolean> answer, long until) {
        if (stopping) {
            return State.STOPPING;
        }
        return Pulse.isAnswered(answer, Duration.ofNanos(until - System.nanoTime())) ? State.READY : State.STORE_AWAY;
    }

    @Override
    public void close() {
        stores.values().forEach(Pulse::close);
    }
}
