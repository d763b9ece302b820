package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.errata.guard.cursor.NumberedPages.Reading;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What organizations have paid and used, entry by entry. Every call runs on the connection that it is given. */
@Component
final class Ledger {
    private static final long JOB_CENTS = HarmontErrors.CATALOG.limit("job-cents");

    private final Organizations organizations;
    private final InstantSource clock;

    Ledger(Organizations organizations, InstantSource clock) {
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Where money comes from and where it goes; the words are the contract's. */
    enum Reason {
        STRIPE_TOPUP,
        COUPON_REDEMPTION,
        ADMIN_GRANT,
        VM_LEASE_DEBIT,
        REFUND
    }

    /** An amount that came in, or went out when it is below zero. */
    record Entry(
            @JsonIgnore long number,
            String id,
            long amountCents,
            String source,
            @Nullable String description,
            Instant createdAt) {}

    long priceOfJob() {
        return JOB_CENTS;
    }

    /** Takes the price of so many jobs, when the balance has it; a build that has none must be able to pay for one. */
    void charge(JdbcClient db, String organization, int jobs) {
        organizations.hold(db, organization);
        long balance = balance(db, organization);
        long price = JOB_CENTS * Math.max(1, jobs);
        if (balance < price) {
            throw HarmontErrors.billingInsufficientBalance(organization, balance, price, price - balance);
        }
        if (jobs > 0) {
            add(db, organization, -price, Reason.VM_LEASE_DEBIT, null);
        }
    }

    void add(JdbcClient db, String organization, long cents, Reason reason, @Nullable String description) {
        db.sql("insert into ledger (organization, cents, reason, description, created_at)"
                        + " values (:organization, :cents, :reason, :description, :at)")
                .param("description", description)
                .param("organization", organization)
                .param("cents", cents)
                .param("reason", reason.name().toLowerCase(Locale.ROOT))
                .param("at", clock.instant().toEpochMilli())
                .update();
    }

    long balance(JdbcClient db, String organization) {
        return db.sql("select coalesce(sum(cents), 0) from ledger where organization = :organization")
                .param("organization", organization)
                .query(Long.class)
                .single();
    }

    List<Entry> of(JdbcClient db, String organization, Reading reading) {
        return db.sql("select * from ledger where organization = :organization and number < :before"
                        + " order by number desc limit :most")
                .param("organization", organization)
                .param("before", reading.beyond())
                .param("most", reading.most())
                .query((row, number) -> new Entry(
                        row.getLong("number"),
                        Ids.derived("ledger " + row.getLong("number")),
                        row.getLong("cents"),
                        row.getString("reason"),
                        row.getString("description"),
                        Rows.at(row, "created_at")))
                .list();
    }

    /** Keeps that somebody went to pay; when they have paid, their account has a history. */
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

    /** Credits a checkout that was paid, unless it was; of all who tell of it at once, one does. */
    void complete(JdbcClient db, String checkout) {
        record Paid(String organization, long cents) {}
        db.sql("update checkouts set completed_at = :now where id = :id and completed_at is null"
                        + " returning organization, cents")
                .param("now", clock.instant().toEpochMilli())
                .param("id", checkout)
                .query((row, number) -> new Paid(row.getString("organization"), row.getLong("cents")))
                .optional()
                .ifPresent(paid -> add(db, paid.organization(), paid.cents(), Reason.STRIPE_TOPUP, checkout));
    }

    /** Whether money or credit has moved for a user. */
    boolean hasHistory(JdbcClient db, String userId) {
        return db.sql("select (select count(*) from checkouts where user_id = :user and completed_at is not null)"
                                + " + (select count(*) from redemptions where user_id = :user)")
                        .param("user", userId)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
