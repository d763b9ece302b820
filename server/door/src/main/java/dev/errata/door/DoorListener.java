package dev.errata.door;

import dev.errata.core.ApiError;

/** Hears of every error that is answered, once; for logs and figures. Thread-safe; must not block or throw. */
@FunctionalInterface
public interface DoorListener {
    /**
     * An error is about to be written.
     *
     * @param request what is answered; not to be kept
     * @param requestId its name
     * @param error the answer
     * @param origin what brought it here
     */
    void answered(DoorRequest request, String requestId, ApiError error, Origin origin);

    /** This listener, and then another one. */
    default DoorListener and(DoorListener next) {
        return (request, requestId, error, origin) -> {
            answered(request, requestId, error, origin);
            next.answered(request, requestId, error, origin);
        };
    }
}
