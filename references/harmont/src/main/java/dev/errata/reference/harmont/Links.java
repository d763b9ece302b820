package dev.errata.reference.harmont;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Links of mails: each leads on once, and only for a while. Every call runs on the connection that it is given. */
@Component
final class Links {
    /** What a link is for, and how long it leads there. */
    enum Purpose {
        SIGNUP(Duration.ofHours(HarmontErrors.CATALOG.limit("verification-hours"))),
        RECOVERY(Duration.ofMinutes(HarmontErrors.CATALOG.limit("magic-link-minutes")));

        private final Duration life;

        Purpose(Duration life) {
            this.life = life;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who asked for it. */
    record Link(String email, String name) {}

    private final Ids ids;
    private final InstantSource clock;

    Links(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** A new link; the token that it carries is kept nowhere. */
    String issue(JdbcClient db, Purpose purpose, Link link) {
        Instant now = clock.instant();
        String token = ids.secret();
        db.sql("delete from links where expires_at <= :now")
                .param("now", now.toEpochMilli())
                .update();
        db.sql("insert into links (hash, purpose, email, name, expires_at)"
                        + " values (:hash, :purpose, :email, :name, :end)")
                .param("hash", Ids.hash(token))
                .param("purpose", purpose.word())
                .param("email", link.email())
                .param("name", link.name())
                .param("end", now.plus(purpose.life).toEpochMilli())
                .update();
        return token;
    }

    /** Looks where a link leads, without using it up. */
    Link read(JdbcClient db, Purpose purpose, @Nullable JsonNode token) {
        return db.sql("select email, name from links where hash = :hash and purpose = :purpose and expires_at > :now")
                .param("hash", hash(token))
                .param("purpose", purpose.word())
                .param("now", clock.instant().toEpochMilli())
                .query((row, number) -> link(row))
                .optional()
                .orElseThrow(HarmontErrors::passkeyTokenInvalid);
    }

    /** Uses a link up; of all who try at once, one gets it. */
    Link use(JdbcClient db, Purpose purpose, @Nullable JsonNode token) {
        return db.sql("delete from links where hash = :hash and purpose = :purpose and expires_at > :now"
                        + " returning email, name")
                .param("hash", hash(token))
                .param("purpose", purpose.word())
                .param("now", clock.instant().toEpochMilli())
                .query((row, number) -> link(row))
                .optional()
                .orElseThrow(HarmontErrors::passkeyTokenInvalid);
    }

    /** What a challenge is bound to. */
    static String hash(@Nullable JsonNode token) {
        if (token == null || !token.isString()) {
            throw HarmontErrors.passkeyTokenInvalid();
        }
        return Ids.hash(token.stringValue());
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(row.getString("email"), row.getString("name"));
    }
}
