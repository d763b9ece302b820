package dev.errata.reference.harborprotocol.artifacts;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where the bytes of artifacts are. Thread-safe. */
public interface ArtifactDriver {
    /** The word by which it is configured. */
    String name();

    /** Keeps bytes, all or none of them. */
    void put(String id, byte[] bytes);

    /** The bytes, empty when they are gone. */
    Optional<byte[]> get(String id);

    /** An address that needs no token for a while; empty when there are no addresses to sign. */
    default Optional<URI> presign(String id, Instant now, Duration life) {
        return Optional.empty();
    }
}
