package dev.errata.reference.harmont;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What organizations have paid and used, entry by entry. Every call runs on the connection that it is given. */
@Component
final class Ledger {
    private static final long BUILD_CENTS = HarmontErrors.CATALOG.limit("build-cents");

    private final Organizations organizations;
    private final InstantSource clock;

    Ledger(Organizations organizations, InstantSource clock) {
        this.organizations = organizations;
        this.clock = clock;
    }

    /** An amount that came in, or went out when it is below zero. */
    record Entry(long amountCents, String reason, Instant createdAt) {}

    /** Takes the price of a build, when there is any balance to take it from. */
    void charge(JdbcClient db, String organization) {
        organizations.hold(db, organization);
        long balance = balance(db, organization);
        if (balance <= 0) {
            throw HarmontErrors.billingInsufficientBalance(organization, balance);
        }
        add(db, organization, -BUILD_CENTS, "build");
    }

    void add(JdbcClient db, String organization, long cents, String reason) {
        db.sql("insert into ledger (organization, cents, reason, created_at)"
                        + " values (:organization, :cents, :reason, :at)")
                .param("organization", organization)
                .param("cents", cents)
                .param("reason", reason)
                .param("at", clock.instant().toEpochMilli())
                .update();
    }

    long balance(JdbcClient db, String organization) {
        return db.sql("select coalesce(sum(cents), 0) from ledger where organization = :organization")
                .param("organization", organization)
                .query(Long.class)
                .single();
    }

    /** The newest entries. */
    List<Entry> newest(JdbcClient db, String organization, int most) {
        return db.sql("select * from ledger where organization = :organization order by number desc limit :most")
                .param("organization", organization)
                .param("most", most)
                .query((row, number) ->
                        new Entry(row.getLong("cents"), row.getString("reason"), Rows.at(row, "created_at")))
                .list();
    }

    /** Keeps that somebody went to pay; their account then has a history. */
    void checkout(JdbcClient db, String id, String organization, String userId, long cents) {
        db.sql("insert into checkouts (id, organization, user_id, cents, created_at)"
                        + " values (:id, :organization, :user, :cents, :at)")
                .param("id", id)
                .param("organization", organization)
                .param("user", userId)
                .param("cents", cents)
                .param("at", clock.instant().toEpochMilli())
                .update();
    }
}
