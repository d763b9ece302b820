package dev.errata.reference.hookbridge;

import dev.errata.core.ApiError;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Lets past the guards of the API what needs no key: downloads, and what others send, which only waits for maintenance.
 * Every other handler asks for its caller, and refuses without one.
 */
record WithoutKey(Guard maintenance, Guard api) implements Guard {
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        if (request.path().startsWith(DownloadController.FOLDER)) {
            return null;
        }
        return request.path().startsWith(ReceiveController.FOLDER) ? maintenance.check(request) : api.check(request);
    }
}
