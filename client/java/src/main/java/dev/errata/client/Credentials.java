package dev.errata.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where a client gets what it shows in {@code Authorization}. Thread-safe. */
@FunctionalInterface
public interface Credentials {
    /**
     * The header's value.
     *
     * <p>A client that was refused asks once more in the same call; the same value again means that there is no other.
     *
     * @param refused the value that the service has just refused; null when the client asks for the first time
     */
    CompletableFuture<String> authorization(@Nullable String refused);

    /** One value that never changes, such as {@code "Bearer sk_live_…"}. */
    static Credentials fixed(String value) {
        return refused -> CompletableFuture.completedFuture(value);
    }
}
