package dev.errata.reference.harmont;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pipelines of organizations. Every call runs on the connection that it is given. */
@Component
final class Pipelines {
    private final InstantSource clock;

    Pipelines(InstantSource clock) {
        this.clock = clock;
    }

    /** A new pipeline; its slug is its own in the organization. */
    Pipeline create(JdbcClient db, String organization, String slug, String name, boolean allowManual) {
        if (!insert(db, organization, slug, name, allowManual)) {
            throw HarmontErrors.pipelineSlugTaken(slug, organization);
        }
        return of(db, organization, slug);
    }

    /** The pipeline with this slug, which is made when it is not there. */
    Pipeline ensure(JdbcClient db, String organization, String slug, String name) {
        insert(db, organization, slug, name, true);
        return of(db, organization, slug);
    }

    private boolean insert(JdbcClient db, String organization, String slug, String name, boolean allowManual) {
        return db.sql("insert into pipelines (organization, slug, name, allow_manual, created_at)"
                                + " values (:organization, :slug, :name, :manual, :at)"
                                + " on conflict (organization, slug) do nothing")
                        .param("organization", organization)
                        .param("slug", slug)
                        .param("name", name)
                        .param("manual", allowManual ? 1 : 0)
                        .param("at", clock.instant().toEpochMilli())
                        .update()
                == 1;
    }

    Pipeline of(JdbcClient db, String organization, String slug) {
        return find(db, organization, slug).orElseThrow(() -> HarmontErrors.pipelineNotFound(slug, organization));
    }

    private static Optional<Pipeline> find(JdbcClient db, String organization, String slug) {
        return db.sql("select * from pipelines where organization = :organization and slug = :slug")
                .param("organization", organization)
                .param("slug", slug)
                .query((row, number) -> pipeline(row))
                .optional();
    }

    List<Pipeline> of(JdbcClient db, String organization, Lists.Reading reading) {
        return db.sql("select * from pipelines where organization = :organization and number < :before"
                        + " order by number desc limit :most")
                .param("organization", organization)
                .param("before", reading.before())
                .param("most", reading.most())
                .query((row, number) -> pipeline(row))
                .list();
    }

    void allowManual(JdbcClient db, Pipeline pipeline, boolean allowed) {
        db.sql("update pipelines set allow_manual = :manual where number = :number")
                .param("manual", allowed ? 1 : 0)
                .param("number", pipeline.number())
                .update();
    }

    /** The number of what is built next; others that build there wait for the transaction's end. */
    long nextBuild(JdbcClient db, Pipeline pipeline) {
        db.sql("update pipelines set builds = builds + 1 where number = :number")
                .param("number", pipeline.number())
                .update();
        return db.sql("select builds from pipelines where number = :number")
                .param("number", pipeline.number())
                .query(Long.class)
                .single();
    }

    private static Pipeline pipeline(ResultSet row) throws SQLException {
        return new Pipeline(
                row.getLong("number"),
                row.getString("organization"),
                row.getString("slug"),
                row.getString("name"),
                row.getInt("allow_manual") == 1,
                Rows.at(row, "created_at"));
    }
}
