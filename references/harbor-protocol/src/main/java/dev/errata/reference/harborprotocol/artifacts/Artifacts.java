package dev.errata.reference.harborprotocol.artifacts;

import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Artifacts on whichever store keeps them. Thread-safe. */
public final class Artifacts {
    private static final int ID_DIGITS = 12;
    private static final int BLOB_DIGITS = 24;

    private final ArtifactRecords records;
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
    public Artifacts(ArtifactRecords records, InstantSource clock, List<ArtifactDriver> all, String usual) {
        this.records = records;
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
    public void use(String tenant, String driver) {
        ofTenants.put(tenant, checked(driver));
    }

    /** The store of an owner's new artifacts. */
    public String driver(Owner owner) {
        return ofTenants.getOrDefault(owner.tenant(), usual);
    }

    /** The store that has an artifact's bytes. */
    public ArtifactDriver driver(Artifact artifact) {
        ArtifactDriver driver = drivers.get(artifact.place().driver());
        if (driver == null) {
            throw new IllegalStateException("The artifact " + artifact.id() + " is on the store "
                    + artifact.place().driver() + ", which this runtime does not have");
        }
        return driver;
    }

    /**
     * Keeps the bytes first, so that whatever is known of an artifact is known of whole bytes. The same bytes again are the
     * same artifact, as it was when they first came.
     */
    Artifact put(Owner owner, byte[] bytes, Artifact.Content content, Artifact.Origin origin) {
        String id = origin.namespace() + "_" + content.sha256().substring(0, ID_DIGITS);
        String whose = String.join("\0", owner.tenant(), owner.user(), owner.session(), id);
        Artifact.Place place = new Artifact.Place(
                driver(owner),
                "art_" + Sha256.hex(whose.getBytes(StandardCharsets.UTF_8)).substring(0, BLOB_DIGITS),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Artifact artifact = records.find(owner, id).orElse(new Artifact(id, owner, content, origin, place));
        driver(artifact).put(artifact.place().blob(), bytes);
        return records.insert(artifact);
    }

    Artifact get(Owner owner, String id) {
        return records.find(owner, id).orElseThrow(() -> HarborProtocolErrors.notFound("artifact"));
    }

    /** Its bytes; those of a process before this one are gone from memory. */
    byte[] bytes(Artifact artifact) {
        Optional<byte[]> bytes = driver(artifact).get(artifact.place().blob());
        return bytes.orElseThrow(() -> HarborProtocolErrors.notFound("artifact"));
    }
}
