package dev.errata.webhooks;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows where an endpoint is now. Thread-safe. */
@FunctionalInterface
public interface Destinations {
    /**
     * Where to send.
     *
     * @param url the address
     * @param secrets those that sign, newest first
     * @param paused whether deliveries wait, without losing an attempt
     * @param headers of the receiver's own; those of the signature win over them
     */
    record Destination(URI url, List<String> secrets, boolean paused, Map<String, String> headers) {
        /** A destination without headers of its own. */
        public Destination(URI url, List<String> secrets, boolean paused) {
            this(url, secrets, paused, Map.of());
        }

        /** A destination that takes deliveries. */
        public Destination(URI url, List<String> secrets) {
            this(url, secrets, false);
        }
    }

    /** The destination of an endpoint; empty when it was deleted or switched off, which ends its deliveries. */
    Optional<Destination> find(String endpoint);
}
