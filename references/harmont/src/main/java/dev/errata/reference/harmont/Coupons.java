package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Ledger.Reason;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Credit that operators give away by codes. Every call runs on the connection that it is given. */
@Component
final class Coupons {
    private final Organizations organizations;
    private final Ledger ledger;
    private final InstantSource clock;

    Coupons(Organizations organizations, Ledger ledger, InstantSource clock) {
        this.organizations = organizations;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What a redemption has brought. */
    record Redeemed(long creditCents, long balanceCents) {}

    /** A new coupon, which so many organizations may redeem, once each. */
    void create(JdbcClient db, String code, long cents, long most, @Nullable Instant end) {
        db.sql("insert into coupons (code, credit_cents, most, expires_at) values (:code, :cents, :most, :end)")
                .param("code", code)
                .param("cents", cents)
                .param("most", most)
                .param("end", end == null ? null : end.toEpochMilli())
                .update();
    }

    /** Credits an organization; of all who redeem what is left at once, as many do as may. */
    Redeemed redeem(JdbcClient db, String code, String organization, String userId) {
        record Coupon(long cents, long most, long redeemed, long end) {}
        organizations.hold(db, organization);
        // Whoever redeems the same coupon waits until this one is through.
        db.sql("update coupons set redeemed = redeemed where code = :code")
                .param("code", code)
                .update();
        Coupon coupon = db.sql("select * from coupons where code = :code")
                .param("code", code)
                .query((row, number) -> {
                    Instant end = Rows.maybeAt(row, "expires_at");
                    return new Coupon(
                            row.getLong("credit_cents"),
                            row.getLong("most"),
                            row.getLong("redeemed"),
                            end == null ? Long.MAX_VALUE : end.toEpochMilli());
                })
                .optional()
                .orElseThrow(() -> HarmontErrors.couponNotFound(code));
        Instant now = clock.instant();
        if (coupon.end() <= now.toEpochMilli()) {
            throw HarmontErrors.couponExpired(code, Instant.ofEpochMilli(coupon.end()));
        }
        if (coupon.redeemed() >= coupon.most()) {
            throw HarmontErrors.couponExhausted(code, coupon.most());
        }
        int added = db.sql("insert into redemptions (coupon, organization, user_id, created_at)"
                        + " values (:code, :organization, :user, :now) on conflict do nothing")
                .param("code", code)
                .param("organization", organization)
                .param("user", userId)
                .param("now", now.toEpochMilli())
                .update();
        if (added == 0) {
            throw HarmontErrors.couponAlreadyClaimed(code, organization);
        }
        db.sql("update coupons set redeemed = redeemed + 1 where code = :code")
                .param("code", code)
                .update();
        ledger.add(db, organization, coupon.cents(), Reason.COUPON_REDEMPTION, code);
        return new Redeemed(coupon.cents(), ledger.balance(db, organization));
    }
}
