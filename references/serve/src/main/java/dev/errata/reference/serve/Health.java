package dev.errata.reference.serve;

import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Whether each API can do its work now, for whoever decides where requests go. Thread-safe. */
final class Health implements AutoCloseable {
    /** Who asks must hear within two seconds that a store is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<String, Store> stores = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });
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

    /** The store of an API, which is asked by one thread at a time, however many want to know. */
    private final class Store {
        private final Database database;
        private @Nullable Future<Boolean> asked;

        Store(Database database) {
            this.database = database;
        }

        private synchronized Future<Boolean> ask() {
            Future<Boolean> before = asked;
            if (before == null || before.isDone()) {
                before = CompletableFuture.supplyAsync(this::answers, threads);
                asked = before;
            }
            return before;
        }

        private boolean answers() {
            return database.read(db -> db.sql("select 1").query(Integer.class).single()) == 1;
        }
    }

    /** An API serves from now on. */
    void serves(String api, Database database) {
        stores.put(api, new Store(database));
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
        try {
            return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)
                    ? State.READY
                    : State.STORE_AWAY;
        } catch (ExecutionException | TimeoutException away) {
            return State.STORE_AWAY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return State.STORE_AWAY;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
