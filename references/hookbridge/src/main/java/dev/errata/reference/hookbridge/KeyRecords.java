package dev.errata.reference.hookbridge;

import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.MintedApiKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The API keys of projects, with what people write on them. Every call runs on the connection that it is given. */
@Component
final class KeyRecords {
    private static final String PREFIX = "key_";
    private static final int SHOWN = 11;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final ApiKeys keys;
    private final ApiKeyStore store;
    private final InstantSource clock;

    KeyRecords(ApiKeys keys, ApiKeyStore store, InstantSource clock) {
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    /** A key at the only moment at which it can be shown. */
    record Minted(String text, KeyRecord kept) {
        /** The key without its secret. */
        @Override
        public String toString() {
            return kept.toString();
        }
    }

    Minted mint(JdbcClient db, ApiKeyGrant grant, @Nullable String label) {
        MintedApiKey made = keys.mint(grant);
        return new Minted(made.text(), keep(db, grant.owner(), made.key().id(), made.text(), label));
    }

    /** Writes down a key that exists. */
    KeyRecord keep(JdbcClient db, String projectId, String keyId, String text, @Nullable String label) {
        KeyRecord kept = new KeyRecord(
                PREFIX + keyId, text.substring(0, SHOWN), label, Instant.ofEpochMilli(clock.millis()), null);
        db.sql("insert into api_keys (id, project_id, label, prefix, created_at)"
                        + " values (:id, :project, :label, :prefix, :at) on conflict (id) do nothing")
                .param("id", kept.id())
                .param("project", projectId)
                .param("label", label)
                .param("prefix", kept.prefix())
                .param("at", kept.createdAt().toEpochMilli())
                .update();
        return kept;
    }

    List<KeyRecord> of(JdbcClient db, String projectId) {
        return db.sql("select * from api_keys where project_id = :project order by created_at desc, id")
                .param("project", projectId)
                .query((row, number) -> new KeyRecord(
                        row.getString("id"),
                        row.getString("prefix"),
                        row.getString("label"),
                        Rows.at(row, "created_at"),
                        Rows.atOrNull(row, "last_used_at")))
                .list();
    }

    boolean delete(JdbcClient db, String projectId, String id) {
        boolean existed = db.sql("delete from api_keys where id = :id and project_id = :project")
                        .param("id", id)
                        .param("project", projectId)
                        .update()
                > 0;
        if (existed) {
            store.revoke(id.substring(PREFIX.length()), clock.instant());
        }
        return existed;
    }

    /** Whether the last use that is written down is old enough to be written anew; not every request may cost a write. */
    boolean isStale(JdbcClient db, String keyId) {
        return db.sql("select count(*) from api_keys where id = :id"
                                + " and (last_used_at is null or last_used_at < :fresh)")
                        .param("id", PREFIX + keyId)
                        .param("fresh", clock.instant().minus(FRESH).toEpochMilli())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void used(JdbcClient db, String keyId) {
        db.sql("update api_keys set last_used_at = :now where id = :id")
                .param("id", PREFIX + keyId)
                .param("now", clock.millis())
                .update();
    }
}
