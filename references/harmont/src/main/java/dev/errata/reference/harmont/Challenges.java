package dev.errata.reference.harmont;

import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Challenges of passkey ceremonies: each is answered once, soon, and by whom it was given to. */
@Component
final class Challenges {
    private static final Duration LIFE = Duration.ofSeconds(HarmontErrors.CATALOG.limit("challenge-seconds"));

    /** What a challenge is for. */
    enum Purpose {
        SIGNUP,
        REGISTER,
        LOGIN,
        RECOVERY;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A challenge that was given.
     *
     * @param userId whose passkey it will be; empty at a login, where the passkey tells
     */
    record Challenge(String id, String userId, String challenge) {}

    private final Database database;
    private final Ids ids;
    private final InstantSource clock;

    Challenges(Database database, Ids ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A new challenge.
     *
     * @param binding what the answer has to come with: the hash of a link's token, or the id of who is signed in
     */
    Challenge issue(Purpose purpose, String binding, String userId) {
        Instant now = clock.instant();
        Challenge challenge = new Challenge(ids.uuid(), userId, ids.secret());
        database.write(db -> {
            db.sql("delete from challenges where expires_at <= :now")
                    .param("now", now.toEpochMilli())
                    .update();
            db.sql("insert into challenges (id, purpose, binding, user_id, challenge, expires_at)"
                            + " values (:id, :purpose, :binding, :user, :challenge, :end)")
                    .param("id", challenge.id())
                    .param("purpose", purpose.word())
                    .param("binding", binding)
                    .param("user", userId)
                    .param("challenge", challenge.challenge())
                    .param("end", now.plus(LIFE).toEpochMilli())
                    .update();
            return challenge;
        });
        return challenge;
    }

    /**
     * Uses a challenge up, whatever comes of its answer: never call it inside of other work, which might be undone. Of all
     * who answer at once, one gets it.
     */
    Challenge use(Purpose purpose, String binding, @Nullable String id) {
        record Found(Challenge challenge, String purpose, String binding, long end) {}
        Optional<Found> used = database.write(db -> db.sql("delete from challenges where id = :id"
                        + " returning id, purpose, binding, user_id, challenge, expires_at")
                .param("id", id == null ? "" : id)
                .query((row, number) -> new Found(
                        new Challenge(row.getString("id"), row.getString("user_id"), row.getString("challenge")),
                        row.getString("purpose"),
                        row.getString("binding"),
                        row.getLong("expires_at")))
                .optional());
        Found found = used.orElseThrow(HarmontErrors::passkeyChallengeInvalid);
        if (!found.purpose().equals(purpose.word())
                || !found.binding().equals(binding)
                || found.end() <= clock.instant().toEpochMilli()) {
            throw HarmontErrors.passkeyChallengeInvalid();
        }
        return found.challenge();
    }
}
