package dev.errata.reference.harborprotocol.tasks;

import dev.errata.core.Catalog;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.store.jdbc.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sessions that there are, and when they end: for good. */
public final class Sessions {
    private final Database database;
    private final InstantSource clock;
    private final Duration idle;
    private final Duration most;

    public Sessions(Database database, Catalog catalog, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.idle = Duration.ofHours(catalog.limit("session-idle-hours"));
        this.most = Duration.ofHours(catalog.limit("session-most-hours"));
    }

    /** One session. */
    public record Session(
            Owner owner,
            Instant openedAt,
            Instant lastAt,
            @Nullable Instant closedAt) {}

    boolean isClosed(Session session) {
        Instant now = clock.instant();
        return session.closedAt() != null
                || !now.isBefore(session.lastAt().plus(idle))
                || !now.isBefore(session.openedAt().plus(most));
    }

    /**
     * Opens the session, or goes on with it, as part of other work.
     *
     * @return whether it is new
     */
    boolean use(JdbcClient db, Owner owner) {
        long now = clock.instant().toEpochMilli();
        int opened = db.sql("insert into sessions (tenant, owner, id, opened_at, last_at)"
                        + " values (:tenant, :owner, :id, :now, :now) on conflict (tenant, owner, id) do nothing")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("id", owner.session())
                .param("now", now)
                .update();
        if (opened == 0 && find(db, owner).filter(session -> !isClosed(session)).isEmpty()) {
            throw HarborProtocolErrors.invalidRequestSessionClosed();
        }
        db.sql("update sessions set last_at = :now where tenant = :tenant and owner = :owner and id = :id")
                .param("now", now)
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("id", owner.session())
                .update();
        return opened == 1;
    }

    /** Closes those whose time is over, each once whoever looks; the ones that it closed. */
    List<Session> reap() {
        Instant now = clock.instant();
        String over = " closed_at is null and (last_at <= :idle or opened_at <= :most)";
        return database.write(db -> db
                .sql("select * from sessions where" + over)
                .param("idle", now.minus(idle).toEpochMilli())
                .param("most", now.minus(most).toEpochMilli())
                .query((row, number) -> session(row))
                .list()
                .stream()
                .filter(session ->
                        db.sql("update sessions set closed_at = :now where tenant = :tenant and owner = :owner"
                                                + " and id = :id and" + over)
                                        .param("now", now.toEpochMilli())
                                        .param("tenant", session.owner().tenant())
                                        .param("owner", session.owner().user())
                                        .param("id", session.owner().session())
                                        .param("idle", now.minus(idle).toEpochMilli())
                                        .param("most", now.minus(most).toEpochMilli())
                                        .update()
                                == 1)
                .toList());
    }

    /** Why a session's time is over. */
    String reason(Session session) {
        return clock.instant().isBefore(session.openedAt().plus(most)) ? "idle" : "hard_cap";
    }

    public Optional<Session> find(Owner owner) {
        return database.read(db -> find(db, owner));
    }

    private static Optional<Session> find(JdbcClient db, Owner owner) {
        return db.sql("select * from sessions where tenant = :tenant and owner = :owner and id = :id")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("id", owner.session())
                .query((row, number) -> session(row))
                .optional();
    }

    /** The newest of a user, or of a whole tenant when there is none. */
    public List<Session> newest(String tenant, @Nullable String user, int most) {
        return database.read(db -> {
            JdbcClient.StatementSpec query = db.sql("select * from sessions where tenant = :tenant"
                            + (user == null ? "" : " and owner = :owner") + " order by opened_at desc, id limit :most")
                    .param("tenant", tenant)
                    .param("most", most);
            return (user == null ? query : query.param("owner", user))
                    .query((row, number) -> session(row))
                    .list();
        });
    }

    boolean isOpen(Owner owner) {
        return find(owner).filter(session -> !isClosed(session)).isPresent();
    }

    /** How many of a tenant are open. */
    public long open(String tenant) {
        return newest(tenant, null, Integer.MAX_VALUE).stream()
                .filter(session -> !isClosed(session))
                .count();
    }

    private static Session session(ResultSet row) throws SQLException {
        long closed = row.getLong("closed_at");
        Instant closedAt = row.wasNull() ? null : Instant.ofEpochMilli(closed);
        return new Session(
                new Owner(row.getString("tenant"), row.getString("owner"), row.getString("id")),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("last_at")),
                closedAt);
    }
}
