package dev.errata.reference.harmont;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.stream.EventLog;
import dev.errata.guard.stream.EventSink;
import dev.errata.guard.stream.EventStream;
import dev.errata.guard.stream.StreamRules;
import dev.errata.guard.stream.Subscription;
import dev.errata.reference.harmont.Build.JobView;
import dev.errata.store.jdbc.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams what jobs write: {@code history}, a {@code chunk} for each line, {@code done}. What a job writes follows from
 * its build and the time, so that each stream numbers the same lines alike, and goes on where another one broke off.
 */
@Component
final class JobLogs {
    /** The number before the first. */
    private static final String BEGINNING = "0";

    private final Catalog catalog;
    private final StreamRules rules;
    private final Database database;
    private final Builds builds;
    private final JsonMapper json;
    private final InstantSource clock;
    /** Open streams by build. */
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    JobLogs(Catalog catalog, Database database, Builds builds, JsonMapper json, InstantSource clock) {
        this.catalog = catalog;
        this.rules = StreamRules.of(catalog);
        this.database = database;
        this.builds = builds;
        this.json = json;
        this.clock = clock;
    }

    record History(String job, String name, int lines) {}

    record Chunk(String text) {}

    record Done(String state) {}

    /** The stream of a job that a token has been checked for. */
    EventStream of(JobId id) {
        Following following = new Following(id);
        following.publish();
        return following;
    }

    private void enter(JobId id) {
        open.compute(id.ofBuild(), (build, count) -> {
            int now = count == null ? 0 : count;
            if (now >= rules.subscribers()) {
                throw catalog.answer(
                                Condition.LIMIT_CONCURRENT, Facts.concurrent(rules.subscribers(), rules.keepAlive()))
                        .exception();
            }
            return now + 1;
        });
    }

    private void leave(JobId id) {
        open.computeIfPresent(id.ofBuild(), (build, count) -> count == 1 ? null : count - 1);
    }

    /** One reader's log, which grows as long as the job runs. */
    private final class Following implements EventStream {
        private final JobId id;
        private final EventLog<JobId> log;
        private int written = -1;
        private boolean done;

        Following(JobId id) {
            this.id = id;
            this.log = new EventLog<>(catalog, rules, clock, (group, ending, last, failure) -> leave(id));
        }

        /** Publishes what has been written since, and the end once it has come. */
        synchronized void publish() {
            if (done) {
                return;
            }
            Build build = database.read(db -> builds.of(db, id));
            Instant now = clock.instant();
            List<String> lines = build.lines(id.job(), now);
            JobView job = build.jobs(id.pipeline(), now).get(id.job());
            if (written < 0) {
                event("history", new History(id.toString(), job.name(), lines.size()));
                written = 0;
            }
            for (; written < lines.size(); written++) {
                event("chunk", new Chunk(lines.get(written)));
            }
            if (job.isDone()) {
                done = true;
                event("done", new Done(job.state()));
            }
        }

        private void event(String type, Object data) {
            log.publish(type, id, number -> json.writeValueAsString(data));
        }

        @Override
        public Subscription open(@Nullable String lastEventId, EventSink sink, Executor executor) {
            String behind = lastEventId != null && lastEventId.matches("\\d+") ? lastEventId : BEGINNING;
            enter(id);
            return new Ending(this, log.stream(id, (type, job) -> true).open(behind, sink, executor));
        }

        synchronized boolean isDone() {
            return done;
        }
    }

    /** A stream that looks for what is new as time passes, and ends with its job. */
    private record Ending(Following following, Subscription stream) implements Subscription {
        @Override
        public void ready() {
            stream.ready();
            endWhenDone();
        }

        @Override
        public void tick() {
            following.publish();
            endWhenDone();
            stream.tick();
        }

        private void endWhenDone() {
            if (following.isDone() && !stream.isEnded()) {
                stream.end(null);
            }
        }

        @Override
        public void end(@Nullable ApiError error) {
            stream.end(error);
        }

        @Override
        public void lost(boolean slow) {
            stream.lost(slow);
        }

        @Override
        public void cut() {
            stream.cut();
        }

        @Override
        public boolean isEnded() {
            return stream.isEnded();
        }
    }
}
