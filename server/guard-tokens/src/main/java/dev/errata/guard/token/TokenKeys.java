package dev.errata.guard.token;

import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, asked for each token, so that they may change while the service runs:
 * {@code id -> current.get().find(id)} over an {@link java.util.concurrent.atomic.AtomicReference} is one. Thread-safe.
 */
@FunctionalInterface
public interface TokenKeys {
    /**
     * The key with this id, null when the issuer has none.
     *
     * @param id as the token names it: text of the caller's, up to a few thousand characters of any kind
     * @throws UncheckedIOException when the keys cannot be had at present; the request is then answered with
     *     {@code server.unavailable}, because nothing is known against the token
     */
    @Nullable
    TokenKey find(String id);
}
