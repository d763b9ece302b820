package dev.errata.reference.harborprotocol.artifacts;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps bytes as the objects of a bucket, whose addresses it can sign. The bucket is a folder here, which a store of
 * objects stands in front of; nothing is ever sent there.
 *
 * @param bucket its address, without a slash at the end
 */
public record ObjectStoreDriver(ArtifactDriver objects, URI bucket, SignedAddress address) implements ArtifactDriver {
    @Override
    public String name() {
        return "s3";
    }

    @Override
    public void put(String id, byte[] bytes) {
        objects.put(id, bytes);
    }

    @Override
    public Optional<byte[]> get(String id) {
        return objects.get(id);
    }

    @Override
    public Optional<URI> presign(String id, Instant now, Duration life) {
        return Optional.of(address.sign(URI.create(bucket + "/" + id), now, life));
    }
}
