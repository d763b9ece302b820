package dev.errata.reference.harmont;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Passkeys of accounts. Every call runs on the connection that it is given. */
@Component
final class Passkeys {
    private final Users users;
    private final Ids ids;
    private final InstantSource clock;

    Passkeys(Users users, Ids ids, InstantSource clock) {
        this.users = users;
        this.ids = ids;
        this.clock = clock;
    }

    /** Keeps what an authenticator has made; a credential belongs to one account for ever. */
    Passkey add(JdbcClient db, String userId, @Nullable String nickname, RelyingParty.Registered made) {
        Passkey passkey = new Passkey(
                made.credential(),
                ids.uuid(),
                userId,
                nickname,
                made.key(),
                made.backupEligible(),
                made.uses(),
                clock.instant(),
                null);
        int added = db.sql("insert into passkeys"
                        + " (credential, id, user_id, nickname, key, backup_eligible, uses, created_at)"
                        + " values (:credential, :id, :user, :nickname, :key, :eligible, :uses, :at)"
                        + " on conflict (credential) do nothing")
                .param("credential", passkey.credential())
                .param("id", passkey.uuid())
                .param("user", userId)
                .param("nickname", nickname)
                .param("key", Base64.getEncoder().encodeToString(passkey.key()))
                .param("eligible", passkey.backupEligible() ? 1 : 0)
                .param("uses", passkey.uses())
                .param("at", passkey.createdAt().toEpochMilli())
                .update();
        if (added == 0) {
            throw HarmontErrors.passkeyAlreadyRegistered();
        }
        return passkey;
    }

    Optional<Passkey> find(JdbcClient db, String credential) {
        return db.sql("select * from passkeys where credential = :credential")
                .param("credential", credential)
                .query((row, number) -> passkey(row))
                .optional();
    }

    List<Passkey> of(JdbcClient db, String userId) {
        return db.sql("select * from passkeys where user_id = :user order by created_at, id")
                .param("user", userId)
                .query((row, number) -> passkey(row))
                .list();
    }

    /** Notes a use; false when the passkey is gone or its count was seen by now, which two copies of it would cause. */
    boolean used(JdbcClient db, Passkey passkey, long uses) {
        return db.sql("update passkeys set uses = :uses, last_used_at = :now"
                                + " where credential = :credential and (uses < :uses or (uses = 0 and :uses = 0))")
                        .param("uses", uses)
                        .param("now", clock.instant().toEpochMilli())
                        .param("credential", passkey.credential())
                        .update()
                == 1;
    }

    /** Removes one, unless nothing would be left to sign in with. */
    void remove(JdbcClient db, String userId, String id) {
        users.mustHold(db, userId);
        List<Passkey> own = of(db, userId);
        if (own.stream().noneMatch(passkey -> passkey.uuid().equals(id))) {
            throw HarmontErrors.passkeyNotFound(id);
        }
        if (own.size() == 1 && !users.isLinked(db, userId)) {
            throw HarmontErrors.passkeyLastCredential();
        }
        db.sql("delete from passkeys where id = :id and user_id = :user")
                .param("id", id)
                .param("user", userId)
                .update();
    }

    private static Passkey passkey(ResultSet row) throws SQLException {
        return new Passkey(
                row.getString("credential"),
                row.getString("id"),
                row.getString("user_id"),
                row.getString("nickname"),
                Base64.getDecoder().decode(row.getString("key")),
                row.getInt("backup_eligible") == 1,
                row.getLong("uses"),
                Rows.at(row, "created_at"),
                Rows.maybeAt(row, "last_used_at"));
    }
}
