package dev.errata.guard;

/** What a service keeps its data in, seen by whoever decides where requests go. Thread-safe. */
@FunctionalInterface
public interface Store {
    /**
     * Asks it, and waits for the answer; it may take as long as the store lets it.
     *
     * @return true, or false when it cannot be used; what it throws means the same
     */
    boolean answers();

    /**
     * How many works of the calling thread were kept, or may have been, since the thread began; it only grows. So whoever
     * has work done for a request can tell, when a later work fails, whether nothing was kept.
     */
    default long keptForCaller() {
        return 0;
    }
}
