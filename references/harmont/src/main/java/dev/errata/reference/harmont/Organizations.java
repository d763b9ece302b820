package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Organizations and who belongs to them. Every call runs on the connection that it is given. */
@Component
final class Organizations {
    /** The organization that a new account begins with, which has no balance; answers its slug. */
    String createFor(JdbcClient db, User user, Instant now) {
        String slug = insertFree(db, Slugs.ofAddress(user.email()), user.name(), now);
        join(db, slug, user.uuid(), Role.ADMIN);
        return slug;
    }

    /** Adds an organization with the slug, or with the first number behind it that is free. */
    String insertFree(JdbcClient db, String slug, String name, Instant now) {
        String free = slug;
        for (int i = 2; !insert(db, free, name, now); i++) {
            free = slug + "-" + i;
        }
        return free;
    }

    /** A new organization, whose owner is the caller. */
    Organization create(JdbcClient db, Caller caller, String name, @Nullable String url, Instant now) {
        String base = Slugs.of(name);
        if (base.isEmpty()) {
            throw HarmontErrors.organizationInvalid("name", "must have a letter or a digit");
        }
        String slug = insertFree(db, base, name, now);
        db.sql("update organizations set url = :url where slug = :slug")
                .param("url", url)
                .param("slug", slug)
                .update();
        join(db, slug, caller.user(), Role.OWNER);
        return of(db, caller, slug);
    }

    /** Adds an organization; false when there is one with its slug. */
    boolean insert(JdbcClient db, String slug, String name, Instant now) {
        return db.sql("insert into organizations (slug, name, created_at) values (:slug, :name, :at)"
                                + " on conflict do nothing")
                        .param("slug", slug)
                        .param("name", name)
                        .param("at", now.toEpochMilli())
                        .update()
                == 1;
    }

    /** Adds a member; false when it is one. */
    boolean join(JdbcClient db, String slug, String userId, Role role) {
        return db.sql(
                                "insert into members (organization, user_id, role) values (:slug, :user, :role) on conflict do nothing")
                        .param("role", role.word())
                        .param("slug", slug)
                        .param("user", userId)
                        .update()
                == 1;
    }

    /** An organization of the caller; one of others is not there. */
    Organization of(JdbcClient db, Caller caller, String slug) {
        return db.sql("select * from organizations where slug = :slug"
                        + " and slug in (select organization from members where user_id = :user)")
                .param("slug", slug)
                .param("user", caller.user())
                .query((row, number) -> organization(row))
                .optional()
                .orElseThrow(() -> HarmontErrors.organizationNotFound(slug));
    }

    List<Organization> of(JdbcClient db, Caller caller, Reading reading) {
        return db.sql("select * from organizations where number > :after"
                        + " and slug in (select organization from members where user_id = :user)"
                        + " order by number limit :most")
                .param("after", reading.beyond())
                .param("user", caller.user())
                .param("most", reading.most())
                .query((row, number) -> organization(row))
                .list();
    }

    /** Nobody else spends the organization's balance until the transaction ends. */
    void hold(JdbcClient db, String slug) {
        db.sql("update organizations set name = name where slug = :slug")
                .param("slug", slug)
                .update();
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                row.getLong("number"),
                row.getString("slug"),
                row.getString("name"),
                row.getString("url"),
                Rows.at(row, "created_at"));
    }
}
