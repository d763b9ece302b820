package dev.errata.reference.harmont;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Builds of pipelines. Every call runs on the connection that it is given. */
@Component
final class Builds {
    private final JsonMapper json;
    private final InstantSource clock;

    Builds(JsonMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    void insert(JdbcClient db, Pipeline pipeline, Build b) {
        db.sql("insert into builds (pipeline, number, branch, revision, message, source, jobs, created_at)"
                        + " values (:pipeline, :number, :branch, :commit, :message, :source, :jobs, :at)")
                .param("pipeline", pipeline.number())
                .param("number", b.number())
                .param("branch", b.branch())
                .param("commit", b.commit())
                .param("message", b.message())
                .param("source", b.source())
                .param("jobs", json.writeValueAsString(b.jobs()))
                .param("at", b.createdAt().toEpochMilli())
                .update();
    }

    /** A build by its number in the path, which may be anything. */
    Build of(JdbcClient db, Pipeline pipeline, String number) {
        Optional<Build> found = number.matches("[1-9]\\d{0,17}")
                ? db.sql("select * from builds where pipeline = :pipeline and number = :number")
                        .param("pipeline", pipeline.number())
                        .param("number", Long.parseLong(number))
                        .query((row, index) -> build(row))
                        .optional()
                : Optional.empty();
        return found.orElseThrow(() -> HarmontErrors.buildNotFound(number, pipeline.slug()));
    }

    /** The build of a job, for whoever holds a token of it. */
    Build of(JdbcClient db, JobId job) {
        return db.sql("select * from builds where pipeline = :pipeline and number = :number")
                .param("pipeline", job.pipeline())
                .param("number", job.build())
                .query((row, index) -> build(row))
                .single();
    }

    List<Build> of(JdbcClient db, Pipeline pipeline, Lists.Reading reading) {
        return db.sql("select * from builds where pipeline = :pipeline and number < :before"
                        + " order by number desc limit :most")
                .param("pipeline", pipeline.number())
                .param("before", reading.before())
                .param("most", reading.most())
                .query((row, index) -> build(row))
                .list();
    }

    /** Tells the worker to stop; once is enough. */
    Build cancel(JdbcClient db, Pipeline pipeline, String number) {
        Instant now = clock.instant();
        Build build = of(db, pipeline, number);
        if (build.isFinished(now)) {
            throw HarmontErrors.buildAlreadyFinished(build.number(), build.state(now));
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
                row.getLong("number"),
                row.getString("branch"),
                row.getString("revision"),
                row.getString("message"),
                row.getString("source"),
                json.readValue(row.getString("jobs"), new TypeReference<List<Job>>() {}),
                Rows.at(row, "created_at"),
                Rows.maybeAt(row, "canceled_at"));
    }
}
