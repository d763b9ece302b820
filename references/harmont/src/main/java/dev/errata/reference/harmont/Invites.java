package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invitations to organizations, each for one address and good for once. Every call runs on the connection that it is given. */
@Component
final class Invites {
    private static final Duration LIFE = Duration.ofDays(HarmontErrors.CATALOG.limit("invite-days"));

    private final Organizations organizations;
    private final Ids ids;
    private final InstantSource clock;

    Invites(Organizations organizations, Ids ids, InstantSource clock) {
        this.organizations = organizations;
        this.ids = ids;
        this.clock = clock;
    }

    /** An invitation; its token is seen once, when it is made. */
    record Invite(
            String id,
            String email,
            String role,
            Instant expiresAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String token) {}

    Invite create(JdbcClient db, String organization, String address, Role role) {
        organizations.hold(db, organization);
        String email = address.strip().toLowerCase(Locale.ROOT);
        if (!email.contains("@")) {
            throw HarmontErrors.inviteInvalid("email", "must be an e-mail address");
        }
        Instant now = clock.instant();
        boolean open = db.sql("select count(*) from invites where organization = :organization and email = :email"
                                + " and used_at is null and expires_at > :now")
                        .param("organization", organization)
                        .param("email", email)
                        .param("now", now.toEpochMilli())
                        .query(Long.class)
                        .single()
                > 0;
        if (open) {
            throw HarmontErrors.inviteInvalid("email", "must be one without an open invite");
        }
        String token = ids.secret();
        Invite invite = new Invite(ids.uuid(), email, role.word(), now.plus(LIFE), token);
        db.sql("insert into invites (id, organization, email, role, hash, created_at, expires_at)"
                        + " values (:id, :organization, :email, :role, :hash, :now, :end)")
                .param("id", invite.id())
                .param("organization", organization)
                .param("email", email)
                .param("role", invite.role())
                .param("hash", Ids.hash(token))
                .param("now", now.toEpochMilli())
                .param("end", invite.expiresAt().toEpochMilli())
                .update();
        return invite;
    }

    /** Those that nobody has used, the newest first. */
    List<Invite> of(JdbcClient db, String organization) {
        return db.sql("select * from invites where organization = :organization and used_at is null"
                        + " order by created_at desc, id")
                .param("organization", organization)
                .query((row, number) -> invite(row))
                .list();
    }

    void revoke(JdbcClient db, String organization, String id) {
        int removed = db.sql("delete from invites where id = :id and organization = :organization and used_at is null")
                .param("id", id)
                .param("organization", organization)
                .update();
        if (removed == 0) {
            throw HarmontErrors.inviteNotFound(id, organization);
        }
    }

    /** Makes the user a member; of all who use an invitation at once, one does. Answers the organization's slug. */
    String accept(JdbcClient db, String token, User user) {
        record Found(String id, String organization, String email, Role role, long end, boolean used) {}
        Optional<Found> found = db.sql("select * from invites where hash = :hash")
                .param("hash", Ids.hash(token))
                .query((row, number) -> new Found(
                        row.getString("id"),
                        row.getString("organization"),
                        row.getString("email"),
                        Role.of(row.getString("role")).orElse(Role.MEMBER),
                        row.getLong("expires_at"),
                        row.getObject("used_at") != null))
                .optional();
        Found invite = found.orElseThrow(() -> HarmontErrors.inviteUnacceptable("there is no such invite"));
        Instant now = clock.instant();
        if (invite.used()) {
            throw used();
        }
        if (invite.end() <= now.toEpochMilli()) {
            throw HarmontErrors.inviteUnacceptable("it has expired");
        }
        if (!invite.email().equals(user.email())) {
            throw HarmontErrors.inviteUnacceptable("it is for another address than yours");
        }
        if (!organizations.join(db, invite.organization(), user.uuid(), invite.role())) {
            throw HarmontErrors.inviteUnacceptable("you are a member already");
        }
        int taken = db.sql("update invites set used_at = :now where id = :id and used_at is null")
                .param("now", now.toEpochMilli())
                .param("id", invite.id())
                .update();
        if (taken == 0) {
            throw used();
        }
        return invite.organization();
    }

    private static RuntimeException used() {
        return HarmontErrors.inviteUnacceptable("it was used already");
    }

    private static Invite invite(ResultSet row) throws SQLException {
        return new Invite(
                row.getString("id"), row.getString("email"), row.getString("role"), Rows.at(row, "expires_at"), null);
    }
}
