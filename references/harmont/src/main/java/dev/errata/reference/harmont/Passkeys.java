package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Passkey.Credential;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Passkeys of accounts. Every call runs on the connection that it is given. */
@Component
final class Passkeys {
    /** What one is called that nobody has given a name. */
    private static final String NICKNAME = "Passkey";

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
        Credential credential = made.credential();
        Passkey passkey = new Passkey(
                ids.uuid(),
                userId,
                Objects.requireNonNullElse(nickname, NICKNAME),
                made.aaguid(),
                credential,
                clock.instant(),
                null);
        int added = db.sql("insert into passkeys"
                        + " (credential, id, user_id, nickname, aaguid, key, backup_eligible, uses, created_at)"
                        + " values (:credential, :id, :user, :nickname, :aaguid, :key, :eligible, :uses, :at)"
                        + " on conflict (credential) do nothing")
                .param("credential", credential.id())
                .param("id", passkey.uuid())
                .param("user", userId)
                .param("nickname", passkey.nickname())
                .param("aaguid", passkey.aaguid())
                .param("key", Base64.getEncoder().encodeToString(credential.key()))
                .param("eligible", credential.backupEligible() ? 1 : 0)
                .param("uses", credential.uses())
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
                        .param("credential", passkey.credential().id())
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
                row.getString("id"),
                row.getString("user_id"),
                Objects.requireNonNullElse(row.getString("nickname"), NICKNAME),
                row.getString("aaguid"),
                new Credential(
                        row.getString("credential"),
                        Base64.getDecoder().decode(row.getString("key")),
                        row.getInt("backup_eligible") == 1,
                        row.getLong("uses")),
                Rows.at(row, "created_at"),
                Rows.maybeAt(row, "last_used_at"));
    }
}
