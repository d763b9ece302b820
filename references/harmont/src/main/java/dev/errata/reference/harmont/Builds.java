package dev.errata.reference.harmont;

import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.reference.harmont.Build.Change;
import dev.errata.reference.harmont.Build.Place;
import dev.errata.reference.harmont.Plan.Rejection;
import dev.errata.reference.harmont.Plan.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Builds of pipelines. Every call runs on the connection that it is given. */
@Component
final class Builds {
    private static final String SELECT = "select b.*, p.slug from builds b join pipelines p on p.number = b.pipeline";
    private static final Set<String> CANCELED = Set.of("canceling", "canceled");

    private final JsonMapper json;
    private final InstantSource clock;

    Builds(JsonMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    void insert(JdbcClient db, Build b) {
        Rejection rejection = b.plan().rejection();
        db.sql("insert into builds (pipeline, number, branch, revision, message, source, jobs, timeout_seconds,"
                        + " error_code, error_message, created_at) values (:pipeline, :number, :branch, :commit, :message,"
                        + " :source, :jobs, :timeout, :code, :error, :at)")
                .param("pipeline", b.place().pipeline())
                .param("number", b.number())
                .param("branch", b.change().branch())
                .param("commit", b.change().commit())
                .param("message", b.change().message())
                .param("source", b.source())
                .param("jobs", json.writeValueAsString(b.plan().steps()))
                .param("timeout", b.plan().timeoutSeconds())
                .param("code", rejection == null ? null : rejection.code())
                .param("error", rejection == null ? null : rejection.message())
                .param("at", b.createdAt().toEpochMilli())
                .update();
    }

    /** A build by its number in the path, which may be anything. */
    Build of(JdbcClient db, Pipeline pipeline, String number) {
        Optional<Build> found = number.matches("[1-9]\\d{0,17}")
                ? find(db, pipeline.number(), Long.parseLong(number))
                : Optional.empty();
        return found.orElseThrow(() -> HarmontErrors.buildNotFound(number, pipeline.slug()));
    }

    Optional<Build> find(JdbcClient db, long pipeline, long number) {
        return db.sql(SELECT + " where pipeline = :pipeline and b.number = :number")
                .param("pipeline", pipeline)
                .param("number", number)
                .query((row, index) -> build(row))
                .optional();
    }

    List<Build> of(JdbcClient db, Pipeline pipeline, Reading reading) {
        return db.sql(SELECT + " where pipeline = :pipeline and b.number < :before order by b.number desc limit :most")
                .param("pipeline", pipeline.number())
                .param("before", reading.beyond())
                .param("most", reading.most())
                .query((row, index) -> build(row))
                .list();
    }

    /** The builds of an organization that were made in a time, newest first. */
    List<Build> of(JdbcClient db, String organization, Instant from, Instant to) {
        return db.sql(SELECT + " where p.organization = :organization and b.created_at >= :from and b.created_at < :to"
                        + " order by b.created_at desc, b.pipeline, b.number desc")
                .param("organization", organization)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .query((row, index) -> build(row))
                .list();
    }

    /** Tells the workers to stop; once is enough, and more often changes nothing. */
    Build cancel(JdbcClient db, Pipeline pipeline, String number) {
        Instant now = clock.instant();
        Build build = of(db, pipeline, number);
        String state = build.state(now);
        if (build.isFinished(now) && !CANCELED.contains(state)) {
            throw HarmontErrors.buildAlreadyFinished(build.number(), state);
        }
        db.sql("update builds set canceled_at = :now"
                        + " where pipeline = :pipeline and number = :number and canceled_at is null")
                .param("now", now.toEpochMilli())
                .param("pipeline", pipeline.number())
                .param("number", build.number())
                .update();
        return of(db, pipeline, number);
    }

    private Build build(ResultSet row) throws SQLException {
        return new Build(
                new Place(row.getLong("pipeline"), row.getString("slug"), row.getLong("number")),
                new Change(row.getString("branch"), row.getString("revision"), row.getString("message")),
                row.getString("source"),
                plan(row),
                Rows.at(row, "created_at"),
                Rows.maybeAt(row, "canceled_at"));
    }

    private Plan plan(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        if (code != null) {
            return Plan.rejected(code, row.getString("error_message"));
        }
        return new Plan(json.readValue(row.getString("jobs"), new TypeReference<List<Step>>() {}), timeout(row), null);
    }

    private static @Nullable Integer timeout(ResultSet row) throws SQLException {
        int seconds = row.getInt("timeout_seconds");
        return row.wasNull() ? null : seconds;
    }
}
