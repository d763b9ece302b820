package dev.errata.reference.harborprotocol.artifacts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps bytes until the process ends. */
public final class MemoryDriver implements ArtifactDriver {
    private final Map<String, byte[]> all = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void put(String id, byte[] bytes) {
        all.put(id, bytes.clone());
    }

    @Override
    public Optional<byte[]> get(String id) {
        return Optional.ofNullable(all.get(id)).map(byte[]::clone);
    }
}
