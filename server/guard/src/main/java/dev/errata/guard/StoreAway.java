package dev.errata.guard;

import org.jspecify.annotations.Nullable;

/** A store of guards did not answer in time, or is known to be away. Of what was asked, a token at most was taken. */
public final class StoreAway extends RuntimeException implements StoreFault {
    private static final long serialVersionUID = 1L;

    /** With a sentence that says which store, and without its secrets. */
    public StoreAway(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean nothingKept() {
        return true;
    }
}
