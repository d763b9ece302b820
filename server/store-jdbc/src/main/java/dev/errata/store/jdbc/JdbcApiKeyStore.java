package dev.errata.store.jdbc;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKey;
import dev.errata.guard.key.ApiKeyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps keys in a database. Thread-safe. */
public final class JdbcApiKeyStore implements ApiKeyStore {
    private static final int PARSED_LISTS = 10_000;

    private final Database database;
    /** A list's text always means the same, so it is parsed once, not for every request. */
    private final LoadingCache<String, AddressList> parsed =
            Caffeine.newBuilder().maximumSize(PARSED_LISTS).build(text -> AddressList.of(words(text)));

    /** A store in this database. */
    public JdbcApiKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public @Nullable ApiKey find(String id) {
        Optional<ApiKey> found = database.read(sql -> sql.sql("SELECT * FROM errata_api_key WHERE id = :id")
                .param("id", id)
                .query((row, number) -> key(row))
                .optional());
        return found.orElse(null);
    }

    @Override
    public void save(ApiKey key) {
        int saved = database.write(sql -> sql.sql("""
                        INSERT INTO errata_api_key (id, owner, user_id, type, live, scopes, allowlist,
                            expires_at, revoked_at, hash)
                        VALUES (:id, :owner, :user, :type, :live, :scopes, :allowlist,
                            :expires_at, :revoked_at, :hash)
                        ON CONFLICT (id) DO NOTHING""")
                .param("id", key.id())
                .param("owner", key.owner())
                .param("user", key.user())
                .param("type", key.type())
                .param("live", key.live())
                .param("scopes", String.join(" ", key.scopes()))
                .param("allowlist", String.join(" ", key.allowlist().entries()))
                .param("expires_at", millis(key.expiresAt()))
                .param("revoked_at", millis(key.revokedAt()))
                .param("hash", key.hash())
                .update());
        if (saved == 0) {
            throw new IllegalStateException("There is a key with id " + key.id() + " already; mint a new one");
        }
    }

    @Override
    public boolean revoke(String id, Instant at) {
        return database.write(sql ->
                sql.sql("""
                        UPDATE errata_api_key SET revoked_at = :at
                        WHERE id = :id AND (revoked_at IS NULL OR revoked_at > :at)""").param("id", id).param("at", at.toEpochMilli()).update() > 0);
    }

    private ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("owner"),
                row.getString("user_id"),
                row.getString("type"),
                row.getBoolean("live"),
                Set.copyOf(words(row.getString("scopes"))),
                parsed.get(row.getString("allowlist")),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                row.getBytes("hash"));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static @Nullable Long millis(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
