package dev.errata.reference.harpoon.transactions;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of transactions and payments. Every call runs on the connection that it is given. */
final class TransactionStore {
    private static final String COLUMNS = "reference, team, live, hpn_code, public_slug, amount, currency, status,"
            + " client_reference, phone_number, customer_name, description, webhook_url, redirect_url, meta,"
            + " expected_telco_transaction_id, expected_payer_phone, created_at, processing_at,"
            + " completed_at, expires_at, actual_amount, payer_phone, payer_name, telco_provider,"
            + " telco_transaction_id, telco_at";

    /**
     * Adds a transaction.
     *
     * @return false when one of its names is taken, by the client or by chance
     */
    boolean insert(JdbcClient db, Transaction t) {
        return db.sql("insert into transactions (" + COLUMNS
                                + ") values (:reference, :team, :live, :hpnCode, :publicSlug,"
                                + " :amount, :currency, :status, :clientReference, :phoneNumber, :customerName, :description,"
                                + " :webhookUrl, :redirectUrl, :meta, :expectedTelco, :expectedPayer, :createdAt,"
                                + " :processingAt, :completedAt, :expiresAt, :actualAmount, :payerPhone, :payerName,"
                                + " :telcoProvider, :telcoTransactionId, :telcoAt) on conflict do nothing")
                        .param("reference", t.reference())
                        .param("team", t.team())
                        .param("live", t.live() ? 1 : 0)
                        .param("hpnCode", t.hpnCode())
                        .param("publicSlug", t.publicSlug())
                        .param("amount", t.amount().toPlainString())
                        .param("currency", t.currency())
                        .param("status", t.status().name())
                        .param("clientReference", t.clientReference())
                        .param("phoneNumber", t.phoneNumber())
                        .param("customerName", t.customerName())
                        .param("description", t.description())
                        .param("webhookUrl", t.webhookUrl())
                        .param("redirectUrl", t.redirectUrl())
                        .param("meta", t.meta())
                        .param("expectedTelco", t.expectedTelcoTransactionId())
                        .param("expectedPayer", t.expectedPayerPhone())
                        .param("createdAt", t.createdAt().toEpochMilli())
                        .param("processingAt", millis(t.processingAt()))
                        .param("completedAt", millis(t.completedAt()))
                        .param("expiresAt", t.expiresAt().toEpochMilli())
                        .param("actualAmount", Amounts.text(t.actualAmount()))
                        .param("payerPhone", t.payerPhone())
                        .param("payerName", t.payerName())
                        .param("telcoProvider", t.telcoProvider())
                        .param("telcoTransactionId", t.telcoTransactionId())
                        .param("telcoAt", millis(t.telcoAt()))
                        .update()
                == 1;
    }

    Optional<Transaction> byReference(JdbcClient db, String team, boolean live, String reference) {
        return one(db, "reference", team, live, reference);
    }

    Optional<Transaction> byHpnCode(JdbcClient db, String team, boolean live, String code) {
        return one(db, "hpn_code", team, live, code);
    }

    Optional<Transaction> byClientReference(JdbcClient db, String team, boolean live, String reference) {
        return one(db, "client_reference", team, live, reference);
    }

    private static Optional<Transaction> one(JdbcClient db, String column, String team, boolean live, String value) {
        return db.sql("select " + COLUMNS + " from transactions where " + column
                        + " = :value and team = :team and live = :live")
                .param("value", value)
                .param("team", team)
                .param("live", live ? 1 : 0)
                .query((row, number) -> transaction(row))
                .optional();
    }

    /** The transaction that a reported payment is meant for, of any team. */
    Optional<Transaction> meantBy(JdbcClient db, Payment payment) {
        return db.sql("select " + COLUMNS + " from transactions where hpn_code = :code"
                        + " or expected_telco_transaction_id = :telco order by created_at limit 1")
                .param("code", payment.hpnCode())
                .param("telco", payment.transactionId())
                .query((row, number) -> transaction(row))
                .optional();
    }

    List<Transaction> due(JdbcClient db, Instant now, int most) {
        return db.sql("select " + COLUMNS + " from transactions where status in ('CREATED', 'PENDING')"
                        + " and expires_at <= :now order by expires_at limit :most")
                .param("now", now.toEpochMilli())
                .param("most", most)
                .query((row, number) -> transaction(row))
                .list();
    }

    record Selection(
            String team,
            boolean live,
            @Nullable TransactionStatus status,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String phoneNumber) {}

    long count(JdbcClient db, Selection selection, Instant now) {
        return bind(db, "select count(*) from transactions" + where(selection), selection, now)
                .query(Long.class)
                .single();
    }

    List<Transaction> page(JdbcClient db, Selection selection, Instant now, int page, int perPage) {
        String sql = "select " + COLUMNS + " from transactions" + where(selection)
                + " order by created_at desc, reference limit :most offset :skip";
        return bind(db, sql, selection, now)
                .param("most", perPage)
                .param("skip", (long) (page - 1) * perPage)
                .query((row, number) -> transaction(row))
                .list();
    }

    private static String where(Selection selection) {
        List<String> parts = new ArrayList<>(List.of("team = :team", "live = :live"));
        if (selection.status() != null) {
            // Between its end and the sweep that marks it, a payment is expired already to whoever looks.
            parts.add("case when status in ('CREATED', 'PENDING') and expires_at <= :now then 'EXPIRED' else status end"
                    + " = :status");
        }
        if (selection.from() != null) {
            parts.add("created_at >= :from");
        }
        if (selection.to() != null) {
            parts.add("created_at <= :to");
        }
        if (selection.phoneNumber() != null) {
            parts.add("phone_number = :phone");
        }
        return " where " + String.join(" and ", parts);
    }

    private static JdbcClient.StatementSpec bind(JdbcClient db, String sql, Selection selection, Instant now) {
        JdbcClient.StatementSpec statement =
                db.sql(sql).param("team", selection.team()).param("live", selection.live() ? 1 : 0);
        if (selection.status() != null) {
            statement = statement.param("status", selection.status().name()).param("now", now.toEpochMilli());
        }
        if (selection.from() != null) {
            statement = statement.param("from", nearestMillis(selection.from()));
        }
        if (selection.to() != null) {
            statement = statement.param("to", nearestMillis(selection.to()));
        }
        return selection.phoneNumber() == null ? statement : statement.param("phone", selection.phoneNumber());
    }

    /** Times reach further than their milliseconds can be counted; beyond that, nothing happened. */
    private static long nearestMillis(Instant time) {
        if (time.isBefore(Instant.ofEpochMilli(Long.MIN_VALUE))) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE)) ? Long.MAX_VALUE : time.toEpochMilli();
    }

    /**
     * Has a payment settle a transaction.
     *
     * @return false when it settles another one
     */
    boolean claim(JdbcClient db, Payment payment, String reference) {
        return db.sql("update payments set settled_reference = :reference where transaction_id = :id"
                                + " and coalesce(settled_reference, :reference) = :reference")
                        .param("reference", reference)
                        .param("id", payment.transactionId())
                        .update()
                == 1;
    }

    /** As {@link dev.errata.store.jdbc.Transitions#move}, with what is known of the payment. */
    boolean settle(JdbcClient db, Transaction t, TransactionStatus status, Payment payment, Instant now) {
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("actual_amount", payment.amount().toPlainString());
        also.put("payer_phone", payment.payerPhone());
        also.put("payer_name", payment.payerName());
        also.put("telco_provider", payment.provider());
        also.put("telco_transaction_id", payment.transactionId());
        also.put("telco_at", payment.receivedAt().toEpochMilli());
        also.put("processing_at", millis(t.processingAt() == null ? now : t.processingAt()));
        also.put("completed_at", status.isPaid() ? now.toEpochMilli() : null);
        return TransactionStatus.TRANSITIONS.move(db, t.reference(), t.status(), status, also);
    }

    /** As {@link dev.errata.store.jdbc.Transitions#move}. */
    boolean move(JdbcClient db, TransactionStatus from, Transaction moved) {
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("completed_at", millis(moved.completedAt()));
        return TransactionStatus.TRANSITIONS.move(db, moved.reference(), from, moved.status(), also);
    }

    /**
     * Takes in what a telco reports.
     *
     * @return false when it was reported before
     */
    boolean insert(JdbcClient db, Payment payment) {
        return db.sql("insert into payments (transaction_id, provider, amount, payer_phone, payer_name, hpn_code,"
                                + " received_at, team) values (:id, :provider, :amount, :phone, :name, :code, :at, :team)"
                                + " on conflict (transaction_id) do nothing")
                        .param("id", payment.transactionId())
                        .param("provider", payment.provider())
                        .param("amount", payment.amount().toPlainString())
                        .param("phone", payment.payerPhone())
                        .param("name", payment.payerName())
                        .param("code", payment.hpnCode())
                        .param("at", payment.receivedAt().toEpochMilli())
                        .param("team", payment.team())
                        .update()
                == 1;
    }

    Optional<Payment> payment(JdbcClient db, String transactionId) {
        return db.sql("select * from payments where transaction_id = :id")
                .param("id", transactionId)
                .query((row, number) -> new Payment(
                        row.getString("transaction_id"),
                        row.getString("provider"),
                        new BigDecimal(row.getString("amount")),
                        row.getString("payer_phone"),
                        row.getString("payer_name"),
                        row.getString("hpn_code"),
                        Instant.ofEpochMilli(row.getLong("received_at")),
                        row.getString("team"),
                        row.getString("settled_reference")))
                .optional();
    }

    private static Transaction transaction(ResultSet row) throws SQLException {
        String actual = row.getString("actual_amount");
        return new Transaction(
                row.getString("reference"),
                row.getString("team"),
                row.getInt("live") == 1,
                row.getString("hpn_code"),
                row.getString("public_slug"),
                new BigDecimal(row.getString("amount")),
                row.getString("currency"),
                TransactionStatus.valueOf(row.getString("status")),
                row.getString("client_reference"),
                row.getString("phone_number"),
                row.getString("customer_name"),
                row.getString("description"),
                row.getString("webhook_url"),
                row.getString("redirect_url"),
                row.getString("meta"),
                row.getString("expected_telco_transaction_id"),
                row.getString("expected_payer_phone"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "processing_at"),
                instant(row, "completed_at"),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                actual == null ? null : new BigDecimal(actual),
                row.getString("payer_phone"),
                row.getString("payer_name"),
                row.getString("telco_provider"),
                row.getString("telco_transaction_id"),
                instant(row, "telco_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
