package dev.errata.store.jdbc;

import java.util.ArrayList;
import java.util.List;

/** What is to be done once the work on a connection is committed. Used by one thread at a time. */
final class Afterwards {
    private static final System.Logger LOG = System.getLogger(Afterwards.class.getName());

    private final List<Runnable> waiting = new ArrayList<>();

    void add(Runnable then) {
        waiting.add(then);
    }

    /** A place to come back to. */
    int mark() {
        return waiting.size();
    }

    /** Forgets what was added since. */
    void back(int mark) {
        waiting.subList(mark, waiting.size()).clear();
    }

    /** Hands over all of it. */
    List<Runnable> take() {
        List<Runnable> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** The work is kept whatever happens here, so its caller must not hear of a failure. */
    static void run(List<Runnable> committed) {
        for (Runnable then : committed) {
            try {
                then.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "What was to follow a commit failed", e);
            }
        }
    }
}
