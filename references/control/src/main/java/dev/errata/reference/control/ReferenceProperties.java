package dev.errata.reference.control;

import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of every reference service, under {@code reference}.
 *
 * @param data the folder of what the service keeps
 * @param store where the database is, as {@link dev.errata.store.jdbc.Databases} takes it; a file of the folder when
 *     it is not said
 * @param masterKey the keys of {@link dev.errata.guard.secret.MasterKeys} as it reads them; those of the file when it
 *     is not said
 * @param masterKeyFile {@code master-key} in the folder unless it is said; made when there is none
 * @param limits where nodes count together, as {@link dev.errata.guard.limit.GuardStores} takes it; a database in a server when
 *     it is not said, or else this process alone
 * @param nodes that count together: while the place is away, each grants the limit divided by them
 * @param controls whether test controls and demo keys exist
 * @param controlToken what callers of test controls send; drawn at each start when it is not said
 * @param receivers a server of this machine in the place of test receivers that no fixture has opened, so that one may
 *     outlive the service
 * @param lease how long what test controls have changed for every caller holds after they were last used
 * @param webhookPorts that addresses of webhooks may have
 */
@ConfigurationProperties("reference")
public record ReferenceProperties(
        Path data,
        @Nullable String store,
        @DefaultValue("") String masterKey,
        @Nullable Path masterKeyFile,
        @Nullable String limits,
        @DefaultValue("1") int nodes,
        boolean controls,
        @DefaultValue("") String controlToken,
        @Nullable URI receivers,
        @DefaultValue("30s") Duration lease,
        @DefaultValue({"80", "443", "8080", "8443"}) Set<Integer> webhookPorts) {

    /** As it is when it is not said, too. */
    @Override
    public Path masterKeyFile() {
        return masterKeyFile == null ? data.resolve("master-key") : masterKeyFile;
    }

    /** The ports that webhooks may go to. */
    Ports ports() {
        return new Ports(webhookPorts);
    }

    /** The location of what guards count; empty for this process. */
    String limitsPlace(Database database) {
        if (limits != null && !limits.isEmpty()) {
            return limits;
        }
        return store != null && database.isShared() ? store : "";
    }

    /** The location of a service's database. */
    String store(String service) {
        return store == null || store.isEmpty() ? data.resolve(service + ".db").toString() : store;
    }

    /** Keeps the keys out of logs. */
    @Override
    public String toString() {
        return "ReferenceProperties[data=" + data + "]";
    }
}
