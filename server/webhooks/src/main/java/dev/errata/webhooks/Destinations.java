package dev.errata.webhooks;

import java.net.URI;
import java.time.Duration;
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
     * @param pause how long a delivery waits until it asks again, when paused; {@link WebhookQueue#hurry} ends the waiting
     */
    record Destination(URI url, List<String> secrets, boolean paused, Map<String, String> headers, Duration pause) {
        private static final Duration A_MINUTE = Duration.ofMinutes(1);

        /** A destination that, when paused, is asked again after a minute. */
        public Destination(URI url, List<String> secrets, boolean paused, Map<String, String> headers) {
            this(url, secrets, paused, headers, A_MINUTE);
        }

        /** A destination without headers of its own. */
        public Destination(URI url, List<String> secrets, boolean paused) {
            this(url, secrets, paused, Map.of());
        }

        /** A destination that takes deliveries. */
        public Destination(URI url, List<String> secrets) {
            this(url, secrets, false);
        }

        /**
         * This one, where the delivery that asked waits for so long.
         *
         * @param pause more than nothing: until a throttled destination has room again, or, when the end of a pause hurries
         *     what waited, as long as one likes
         */
        public Destination waits(Duration pause) {
            return new Destination(url, secrets, true, headers, pause);
        }
    }

    /** The destination of an endpoint; empty when it was deleted or switched off, which ends its deliveries. */
    Optional<Destination> find(String endpoint);
}
