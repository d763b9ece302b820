package dev.errata.reference.harborprotocol;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Artifacts on whichever store keeps them. Thread-safe. */
final class Artifacts {
    private final ArtifactRecords records;
    private final Ids ids;
    private final InstantSource clock;
    private final Map<String, ArtifactDriver> drivers = new LinkedHashMap<>();
    private final String usual;
    private final Map<String, String> ofTenants = new ConcurrentHashMap<>();

    /**
     * Artifacts on these stores.
     *
     * @param usual the store of new artifacts
     * @throws IllegalArgumentException when there is no such store
     */
    Artifacts(ArtifactRecords records, Ids ids, InstantSource clock, List<ArtifactDriver> all, String usual) {
        this.records = records;
        this.ids = ids;
        this.clock = clock;
        all.forEach(driver -> drivers.put(driver.name(), driver));
        this.usual = checked(usual);
    }

    private String checked(String name) {
        if (!drivers.containsKey(name)) {
            throw new IllegalArgumentException(
                    "Found the artifact store '" + name + "'; it is one of " + drivers.keySet());
        }
        return name;
    }

    /** Has a tenant's new artifacts go to another store. */
    void use(String tenant, String driver) {
        ofTenants.put(tenant, checked(driver));
    }

    /** The store of an owner's new artifacts. */
    String driver(Owner owner) {
        return ofTenants.getOrDefault(owner.tenant(), usual);
    }

    /** The store that has an artifact's bytes. */
    ArtifactDriver driver(Artifact artifact) {
        ArtifactDriver driver = drivers.get(artifact.driver());
        if (driver == null) {
            throw new IllegalStateException("The artifact " + artifact.id() + " is on the store " + artifact.driver()
                    + ", which this runtime does not have");
        }
        return driver;
    }

    /** Keeps the bytes first, so that whatever is known of an artifact is known of whole bytes. */
    Artifact put(Owner owner, byte[] bytes, ArtifactMethods.Options options) {
        Artifact artifact = new Artifact(
                ids.next("art"),
                owner,
                options.mimeType() == null ? "application/octet-stream" : options.mimeType(),
                bytes.length,
                options.filename(),
                Sha256.hex(bytes),
                options.namespace() == null ? "default" : options.namespace(),
                options.sourceOrTool(),
                driver(owner),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        driver(artifact).put(artifact.id(), bytes);
        records.insert(artifact);
        return artifact;
    }

    Artifact get(Owner owner, String id) {
        return records.find(owner, id).orElseThrow(() -> HarborProtocolErrors.notFound("artifact"));
    }

    /** Its bytes; those of a process before this one are gone from memory. */
    byte[] bytes(Artifact artifact) {
        Optional<byte[]> bytes = driver(artifact).get(artifact.id());
        return bytes.orElseThrow(() -> HarborProtocolErrors.notFound("artifact"));
    }
}
