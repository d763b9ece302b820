package dev.errata.reference.harmont;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sessions that a program takes over from a browser, once: only the hash of what it shows is kept, and the session is made
 * when it is taken. Every call runs on the connection that it is given.
 */
@Component
final class Handovers {
    private final InstantSource clock;

    Handovers(InstantSource clock) {
        this.clock = clock;
    }

    /** What the program shows. */
    enum Purpose {
        /** A number that it has made up and given to the browser. */
        NONCE("cli-nonce-seconds"),
        /** A code that a person has copied. */
        CODE("cli-code-seconds");

        private final Duration life;

        Purpose(String limit) {
            this.life = Duration.ofSeconds(HarmontErrors.CATALOG.limit(limit));
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Leaves a session of the user to whoever shows the secret; one that was left under the same secret stays. */
    void leave(JdbcClient db, Purpose purpose, String secret, String userId) {
        Instant now = clock.instant();
        db.sql("delete from handovers where hash = :hash and expires_at <= :now")
                .param("hash", Ids.hash(secret))
                .param("now", now.toEpochMilli())
                .update();
        db.sql("insert into handovers (hash, purpose, user_id, expires_at) values (:hash, :purpose, :user, :end)"
                        + " on conflict (hash) do nothing")
                .param("hash", Ids.hash(secret))
                .param("purpose", purpose.word())
                .param("user", userId)
                .param("end", now.plus(purpose.life).toEpochMilli())
                .update();
    }

    /** Whose session it is; it is gone afterwards, also when its time was over. Of all who try at once, one gets it. */
    Optional<String> take(JdbcClient db, Purpose purpose, String secret) {
        Instant now = clock.instant();
        record Left(String user, long end) {}
        return db.sql("delete from handovers where hash = :hash and purpose = :purpose returning user_id, expires_at")
                .param("hash", Ids.hash(secret))
                .param("purpose", purpose.word())
                .query((row, number) -> new Left(row.getString("user_id"), row.getLong("expires_at")))
                .optional()
                .filter(left -> left.end() > now.toEpochMilli())
                .map(Left::user);
    }
}
