package dev.errata.store.jdbc;

import dev.errata.guard.idempotency.Attempt;
import dev.errata.guard.idempotency.Claim;
import dev.errata.guard.idempotency.IdempotencyStore;
import dev.errata.guard.idempotency.IdempotentRequest;
import dev.errata.guard.idempotency.StoredAnswer;
import dev.errata.guard.secret.Sealer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps claims and answers in a database. Thread-safe.
 *
 * <p>Called inside of {@link Database#write}, it is part of that work: claim, work and answer are committed together,
 * or not at all.
 */
public final class JdbcIdempotencyStore implements IdempotencyStore {
    private static final String THIS_KEY =
            " WHERE principal = :principal AND operation = :operation AND idempotency_key = :key";
    private static final String THIS_ATTEMPT = THIS_KEY + " AND token = :token AND status IS NULL";

    private final Database database;
    private final @Nullable Sealer sealer;
    /** Where several write at once, what another work holds is left to it, so that no claim waits for another. */
    private final String unheld;

    /** A store in this database that keeps answers as they were sent. */
    public JdbcIdempotencyStore(Database database) {
        this(database, null);
    }

    /**
     * A store in this database.
     *
     * @param sealer seals the bodies of answers, for those that tell a secret once; null leaves them as they were sent
     */
    public JdbcIdempotencyStore(Database database, @Nullable Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
        this.unheld = database instanceof PostgresDatabase ? " FOR UPDATE SKIP LOCKED" : "";
    }

    @Override
    public @Nullable StoredAnswer answer(IdempotentRequest request, Instant at) {
        return database.read(sql -> statement(
                                sql,
                                "SELECT * FROM errata_idempotency" + THIS_KEY
                                        + " AND fingerprint = :fingerprint AND expires_at > :now AND status IS NOT NULL",
                                request)
                        .param("fingerprint", request.fingerprint())
                        .param("now", at.toEpochMilli())
                        .query((row, number) -> answer(row, request))
                        .optional())
                .orElse(null);
    }

    @Override
    public Claim claim(IdempotentRequest request, Attempt attempt) {
        return database.write(sql -> {
            if (insertOrTakeOver(sql, request, attempt)) {
                removeExpired(sql, attempt);
                return new Claim.Fresh();
            }
            return statement(sql, "SELECT * FROM errata_idempotency" + THIS_KEY, request)
                    .query((row, number) -> claim(row, request))
                    .single();
        });
    }

    @Override
    public boolean complete(IdempotentRequest request, Attempt attempt, StoredAnswer answer) {
        return database.write(sql -> statement(
                                sql,
                                "UPDATE errata_idempotency SET status = :status, content_type = :content_type,"
                                        + " headers = :headers, body = :body" + THIS_ATTEMPT,
                                request)
                        .param("token", attempt.token())
                        .param("status", answer.status())
                        .param("content_type", answer.contentType())
                        .param("headers", lines(answer.headers()))
                        .param("body", sealer == null ? answer.body() : sealer.seal(answer.body(), place(request)))
                        .update()
                > 0);
    }

    @Override
    public void release(IdempotentRequest request, Attempt attempt) {
        database.write(sql -> statement(sql, "DELETE FROM errata_idempotency" + THIS_ATTEMPT, request)
                .param("token", attempt.token())
                .update());
    }

    private static boolean insertOrTakeOver(JdbcClient sql, IdempotentRequest request, Attempt attempt) {
        return statement(sql, """
                        INSERT INTO errata_idempotency AS held (principal, operation, idempotency_key, fingerprint,
                            token, locked_until, expires_at)
                        VALUES (:principal, :operation, :key, :fingerprint, :token, :locked_until, :expires_at)
                        ON CONFLICT (principal, operation, idempotency_key) DO UPDATE SET
                            fingerprint = excluded.fingerprint, token = excluded.token,
                            locked_until = excluded.locked_until, expires_at = excluded.expires_at,
                            status = NULL, content_type = NULL, headers = NULL, body = NULL
                        WHERE held.expires_at <= :now
                            OR (held.status IS NULL AND held.locked_until <= :now
                                AND held.fingerprint = excluded.fingerprint)""", request)
                        .param("fingerprint", request.fingerprint())
                        .param("token", attempt.token())
                        .param("locked_until", attempt.lockedUntil().toEpochMilli())
                        .param("expires_at", attempt.expiresAt().toEpochMilli())
                        .param("now", attempt.at().toEpochMilli())
                        .update()
                > 0;
    }

    /** Two for each one that comes: the table never holds much more than what is alive, and no claim waits long. */
    private void removeExpired(JdbcClient sql, Attempt attempt) {
        sql.sql("""
                        DELETE FROM errata_idempotency WHERE (principal, operation, idempotency_key) IN (
                            SELECT principal, operation, idempotency_key FROM errata_idempotency
                            WHERE expires_at <= :now ORDER BY expires_at LIMIT 2""" + unheld + ")").param("now", attempt.at().toEpochMilli()).update();
    }

    private static JdbcClient.StatementSpec statement(JdbcClient sql, String text, IdempotentRequest request) {
        return sql.sql(text)
                .param("principal", request.principal())
                .param("operation", request.operation())
                .param("key", request.key());
    }

    private Claim claim(ResultSet row, IdempotentRequest request) throws SQLException {
        if (!row.getString("fingerprint").equals(request.fingerprint())) {
            return new Claim.Mismatch();
        }
        return row.getObject("status") == null ? new Claim.Running() : new Claim.Replay(answer(row, request));
    }

    private StoredAnswer answer(ResultSet row, IdempotentRequest request) throws SQLException {
        byte[] body = row.getBytes("body");
        return new StoredAnswer(
                row.getInt("status"),
                row.getString("content_type"),
                sealer == null ? body : sealer.open(body, place(request)),
                headers(row.getString("headers")));
    }

    /** What binds a body to its request. */
    private static String place(IdempotentRequest request) {
        return "errata_idempotency/" + request.principal() + "/" + request.operation() + "/" + request.key();
    }

    private static String lines(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        return lines.toString();
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1));
        });
        return headers;
    }
}
