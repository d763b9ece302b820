package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who belongs to organizations, and as what. Every call runs on the connection that it is given. */
@Component
final class Members {
    private final Organizations organizations;

    Members(Organizations organizations) {
        this.organizations = organizations;
    }

    /** Somebody in an organization. */
    record Member(String userUuid, String email, String name, String role) {}

    /** All of them, by role and then by address. */
    List<Member> of(JdbcClient db, String organization) {
        return db.sql("select u.id, u.email, u.name, m.role from members m join users u on u.id = m.user_id"
                        + " where m.organization = :organization order by m.role, u.email")
                .param("organization", organization)
                .query((row, number) -> new Member(
                        row.getString("id"), row.getString("email"), row.getString("name"), row.getString("role")))
                .list();
    }

    Optional<Role> role(JdbcClient db, String organization, String userId) {
        return db.sql("select role from members where organization = :organization and user_id = :user")
                .param("organization", organization)
                .param("user", userId)
                .query(String.class)
                .optional()
                .flatMap(Role::of);
    }

    /** Refuses whoever may look only. */
    Role requireManager(JdbcClient db, Caller caller, String organization) {
        Role role = role(db, organization, caller.user()).orElse(Role.MEMBER);
        if (role == Role.MEMBER) {
            throw HarmontErrors.insufficientOrgRole(role.word(), "owner or admin", organization);
        }
        return role;
    }

    /** Gives a member another role; nobody else changes the organization meanwhile. */
    Member change(JdbcClient db, Caller caller, String organization, String userId, Role role) {
        organizations.hold(db, organization);
        Role own = requireManager(db, caller, organization);
        Role before = touched(db, organization, userId, own, role);
        if (before == Role.OWNER && role != Role.OWNER) {
            requireAnotherOwner(db, organization);
        }
        db.sql("update members set role = :role where organization = :organization and user_id = :user")
                .param("role", role.word())
                .param("organization", organization)
                .param("user", userId)
                .update();
        return of(db, organization).stream()
                .filter(member -> member.userUuid().equals(userId))
                .findFirst()
                .orElseThrow();
    }

    void remove(JdbcClient db, Caller caller, String organization, String userId) {
        organizations.hold(db, organization);
        Role own = requireManager(db, caller, organization);
        if (touched(db, organization, userId, own, Role.MEMBER) == Role.OWNER) {
            requireAnotherOwner(db, organization);
        }
        db.sql("delete from members where organization = :organization and user_id = :user")
                .param("organization", organization)
                .param("user", userId)
                .update();
    }

    /** The role of whom it is about; only an owner touches an owner, or makes one. */
    private Role touched(JdbcClient db, String organization, String userId, Role own, Role wanted) {
        Role before =
                role(db, organization, userId).orElseThrow(() -> HarmontErrors.memberNotFound(userId, organization));
        if (own != Role.OWNER && (before == Role.OWNER || wanted == Role.OWNER)) {
            throw HarmontErrors.insufficientOrgRole(own.word(), "owner", organization);
        }
        return before;
    }

    private static void requireAnotherOwner(JdbcClient db, String organization) {
        long owners = db.sql("select count(*) from members where organization = :organization and role = 'owner'")
                .param("organization", organization)
                .query(Long.class)
                .single();
        if (owners < 2) {
            throw HarmontErrors.lastOwner(organization);
        }
    }
}
