package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.reference.harmont.Pipeline.Face;
import dev.errata.reference.harmont.Pipeline.Repository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pipelines of organizations. Every call runs on the connection that it is given. */
@Component
final class Pipelines {
    private final Organizations organizations;
    private final InstantSource clock;

    Pipelines(Organizations organizations, InstantSource clock) {
        this.organizations = organizations;
        this.clock = clock;
    }

    /** A new pipeline; its slug is that of its name, and its own in the organization. */
    Pipeline create(JdbcClient db, String organization, Face face, Repository repository) {
        String slug = Slugs.of(face.name());
        if (slug.isEmpty()) {
            throw HarmontErrors.pipelineInvalid("name", "must have a letter or a digit");
        }
        if (!insert(db, organization, slug, face, repository, null)) {
            throw HarmontErrors.pipelineSlugTaken(slug, organization);
        }
        return of(db, organization, slug);
    }

    /** A pipeline that stands in every organization of examples, and may be there. */
    Pipeline ensure(JdbcClient db, String organization, Face face, Repository repository) {
        String slug = Slugs.of(face.name());
        insert(db, organization, slug, face, repository, null);
        return of(db, organization, slug);
    }

    /** A pipeline as one is found in a repository that is connected. */
    Pipeline discover(JdbcClient db, String organization, Repository repository, String sourceSlug) {
        String name = repository.repoName() + " " + sourceSlug;
        String slug = Slugs.of(name);
        insert(db, organization, slug, new Face(name, null), repository, sourceSlug);
        return of(db, organization, slug);
    }

    private boolean insert(
            JdbcClient db,
            String organization,
            String slug,
            Face face,
            Repository repository,
            @Nullable String sourceSlug) {
        return db.sql("insert into pipelines (organization, slug, name, description, repository, default_branch,"
                                + " repo_name, source_slug, allow_manual, created_at) values (:organization, :slug, :name,"
                                + " :description, :repository, :branch, :repo, :source, 1, :at)"
                                + " on conflict (organization, slug) do nothing")
                        .param("organization", organization)
                        .param("slug", slug)
                        .param("name", face.name())
                        .param("description", face.description())
                        .param("repository", repository.repository())
                        .param("branch", repository.defaultBranch())
                        .param("repo", repository.repoName())
                        .param("source", sourceSlug)
                        .param("at", clock.instant().toEpochMilli())
                        .update()
                == 1;
    }

    /** A pipeline of an organization of the caller. */
    Pipeline of(JdbcClient db, Caller caller, String organization, String slug) {
        return of(db, organizations.of(db, caller, organization).slug(), slug);
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

    /** The pipeline that was found in a repository; its name is compared without case. */
    Pipeline discovered(JdbcClient db, String organization, String repository, String sourceSlug) {
        return db.sql("select * from pipelines where organization = :organization and source_slug = :source"
                        + " and lower(repo_name) = lower(:repo) order by number limit 1")
                .param("organization", organization)
                .param("source", sourceSlug)
                .param("repo", repository)
                .query((row, number) -> pipeline(row))
                .optional()
                .orElseThrow(() -> HarmontErrors.pipelineNotFound(sourceSlug, organization));
    }

    List<Pipeline> of(JdbcClient db, String organization, Reading reading) {
        return db.sql("select * from pipelines where organization = :organization and number > :after"
                        + " order by number limit :most")
                .param("organization", organization)
                .param("after", reading.beyond())
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
                new Face(row.getString("name"), row.getString("description")),
                new Repository(
                        row.getString("repository"), row.getString("default_branch"), row.getString("repo_name")),
                row.getInt("allow_manual") == 1,
                Rows.at(row, "created_at"));
    }
}
