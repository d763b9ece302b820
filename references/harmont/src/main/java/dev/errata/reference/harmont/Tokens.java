package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.errata.guard.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Bearer tokens: sessions, and API tokens that people make for their programs. Only their hashes are kept. */
@Component
final class Tokens {
    static final String SESSION = "session";
    static final String API = "api";
    /** What secrets of API tokens begin with. */
    static final String API_PREFIX = "hm_";

    private static final Duration SESSION_LIFE = Duration.ofDays(HarmontErrors.CATALOG.limit("session-days"));
    private static final Duration NOTED_EVERY = Duration.ofSeconds(60);

    private final Ids ids;
    private final InstantSource clock;

    Tokens(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** A token without its secret. */
    record Token(
            String id,
            @JsonIgnore String userId,
            @JsonIgnore String type,
            @Nullable String description,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {

        Caller caller() {
            return new Caller(id, userId, userId, type, true, Set.of());
        }

        boolean isStaleAt(Instant now) {
            return lastUsedAt == null || now.isAfter(lastUsedAt.plus(NOTED_EVERY));
        }
    }

    /** A new token and its secret, which is never seen again. */
    record Minted(String secret, Token token) {}

    /** Signs a user in. */
    String session(JdbcClient db, String userId) {
        return mint(db, userId, SESSION, null, clock.instant().plus(SESSION_LIFE))
                .secret();
    }

    /** An API token. */
    Minted api(JdbcClient db, String userId, String description, @Nullable Instant expiresAt) {
        return mint(db, userId, API, description, expiresAt);
    }

    private Minted mint(
            JdbcClient db, String userId, String type, @Nullable String description, @Nullable Instant expiresAt) {
        String secret = (type.equals(API) ? API_PREFIX : "") + ids.secret();
        Token token = new Token(ids.uuid(), userId, type, description, clock.instant(), expiresAt, null);
        db.sql("insert into tokens (id, hash, user_id, type, description, created_at, expires_at)"
                        + " values (:id, :hash, :user, :type, :description, :at, :end)")
                .param("id", token.id())
                .param("hash", Ids.hash(secret))
                .param("user", userId)
                .param("type", type)
                .param("description", description)
                .param("at", token.createdAt().toEpochMilli())
                .param("end", expiresAt == null ? null : expiresAt.toEpochMilli())
                .update();
        return new Minted(secret, token);
    }

    Optional<Token> find(JdbcClient db, String secret) {
        return db.sql("select * from tokens where hash = :hash")
                .param("hash", Ids.hash(secret))
                .query((row, number) -> token(row))
                .optional();
    }

    void noteUse(JdbcClient db, Token token) {
        db.sql("update tokens set last_used_at = :now where id = :id")
                .param("now", clock.instant().toEpochMilli())
                .param("id", token.id())
                .update();
    }

    /** The API tokens of a user, newest first. */
    List<Token> of(JdbcClient db, String userId) {
        return db.sql("select * from tokens where user_id = :user and type = 'api' order by created_at desc, id")
                .param("user", userId)
                .query((row, number) -> token(row))
                .list();
    }

    /** Withdraws an API token of a user; a session is none. */
    void remove(JdbcClient db, String userId, String id) {
        int removed = db.sql("delete from tokens where id = :id and user_id = :user and type = 'api'")
                .param("id", id)
                .param("user", userId)
                .update();
        if (removed == 0) {
            throw HarmontErrors.apiTokenNotFound(id);
        }
    }

    /** Ends a token of whatever kind. */
    void end(JdbcClient db, String id) {
        db.sql("delete from tokens where id = :id").param("id", id).update();
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString("id"),
                row.getString("user_id"),
                row.getString("type"),
                row.getString("description"),
                Rows.at(row, "created_at"),
                Rows.maybeAt(row, "expires_at"),
                Rows.maybeAt(row, "last_used_at"));
    }
}
