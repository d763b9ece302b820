package dev.errata.guard;

/**
 * An exception of a store that was away, full, held by others or busy, which knows what became of the work.
 *
 * <p>It speaks of one work. Who does several for one request knows of the others.
 */
public interface StoreFault {
    /** Whether nothing of the work was kept; false when nobody can tell, because its commit was not answered. */
    boolean nothingKept();

    /** Whether the store is there, and only had no room or no time for this work; it may have by now. */
    default boolean busy() {
        return false;
    }
}
