package dev.errata.reference.harmont;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts. Every call runs on the connection that it is given. */
@Component
final class Users {
    private static final int LONGEST_NAME = (int) HarmontErrors.CATALOG.limit("name-characters");

    private final Organizations organizations;
    private final Ledger ledger;
    private final InstantSource clock;

    Users(Organizations organizations, Ledger ledger, InstantSource clock) {
        this.organizations = organizations;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The name without spaces around it, when it has as many characters as names have. */
    static String name(String name) {
        if (!isName(name)) {
            throw HarmontErrors.userNameInvalid(length(name));
        }
        return name.strip();
    }

    /** Whether it has as many characters as names have, apart from spaces around it. */
    static boolean isName(String name) {
        int length = length(name);
        return length >= 1 && length <= LONGEST_NAME;
    }

    private static int length(String name) {
        String stripped = name.strip();
        return stripped.codePointCount(0, stripped.length());
    }

    /** Refuses a sign-up while there are as many accounts as there may be. */
    void requireRoom(JdbcClient db) {
        boolean full = db.sql("select count(*) from signups where cap <= (select count(*) from users)")
                        .query(Integer.class)
                        .single()
                > 0;
        if (full) {
            throw HarmontErrors.signupCapReached();
        }
    }

    /** Makes an account with an organization of its own, unless the address has one; never more than there may be. */
    Optional<User> create(JdbcClient db, String id, String email, String name) {
        db.sql("update signups set cap = cap where id = 1").update();
        if (byEmail(db, email).isPresent()) {
            return Optional.empty();
        }
        requireRoom(db);
        User user = new User(id, email, name);
        Instant now = clock.instant();
        db.sql("insert into users (id, email, name, created_at) values (:id, :email, :name, :at)")
                .param("id", id)
                .param("email", email)
                .param("name", name)
                .param("at", now.toEpochMilli())
                .update();
        db.sql("update users set personal_organization = :slug where id = :id")
                .param("slug", organizations.createFor(db, user, now))
                .param("id", id)
                .update();
        return Optional.of(user);
    }

    /** Whoever a token is for; an account may end while a request of it is under way. */
    User of(JdbcClient db, String id) {
        return find(db, id).orElseThrow(HarmontErrors::unauthorizedUnknown);
    }

    Optional<User> find(JdbcClient db, String id) {
        return db.sql("select * from users where id = :id")
                .param("id", id)
                .query((row, number) -> user(row))
                .optional();
    }

    Optional<User> byEmail(JdbcClient db, String email) {
        return db.sql("select * from users where email = :email")
                .param("email", email)
                .query((row, number) -> user(row))
                .optional();
    }

    User.Current current(JdbcClient db, String id) {
        User user = of(db, id);
        return new User.Current(
                user,
                db.sql("select personal_organization from users where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single());
    }

    void rename(JdbcClient db, String id, String name) {
        db.sql("update users set name = :name where id = :id")
                .param("id", id)
                .param("name", name)
                .update();
    }

    /**
     * Nobody else changes what the user signs in with, or ends the account, until the transaction ends. Whatever is added
     * to an account is added under it; false when there is no such account.
     */
    boolean hold(JdbcClient db, String id) {
        return db.sql("update users set name = name where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** As {@link #hold}, for who is signed in; an account may end while a request of it is under way. */
    void mustHold(JdbcClient db, String id) {
        if (!hold(db, id)) {
            throw HarmontErrors.unauthorizedUnknown();
        }
    }

    /** Deletes an account with all that is its own, unless money has moved. */
    void delete(JdbcClient db, String id) {
        mustHold(db, id);
        if (ledger.hasHistory(db, id)) {
            throw HarmontErrors.accountHasBillingHistory();
        }
        for (String table : new String[] {"tokens", "passkeys", "identities", "members"}) {
            db.sql("delete from " + table + " where user_id = :id")
                    .param("id", id)
                    .update();
        }
        db.sql("delete from users where id = :id").param("id", id).update();
    }

    /** Notes that an account of a provider leads to this one. */
    void link(JdbcClient db, String id, String provider) {
        db.sql("insert into identities (user_id, provider) values (:id, :provider) on conflict do nothing")
                .param("id", id)
                .param("provider", provider)
                .update();
    }

    boolean isLinked(JdbcClient db, String id) {
        return db.sql("select count(*) from identities where user_id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** How many accounts there may be; null for any number. */
    void cap(JdbcClient db, @Nullable Long cap) {
        db.sql("update signups set cap = :cap where id = 1").param("cap", cap).update();
    }

    long count(JdbcClient db) {
        return db.sql("select count(*) from users").query(Long.class).single();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(row.getString("id"), row.getString("email"), row.getString("name"));
    }
}
