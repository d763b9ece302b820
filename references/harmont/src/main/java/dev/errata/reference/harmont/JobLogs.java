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
import dev.errata.reference.harmont.Build.Line;
import dev.errata.reference.harmont.Build.Place;
import dev.errata.store.jdbc.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams what jobs write: a {@code history} of all so far, or of all behind the last that a reader has, a {@code chunk}
 * for each line that follows, {@code done}. What a job writes follows from its build and the time, so that each stream
 * numbers the same lines alike.
 */
@Component
final class JobLogs {
    private static final int STDOUT = 0;
    private static final long NANOS = 1_000_000_000L;

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

    record History(List<Chunk> chunks) {}

    /**
     * A line.
     *
     * @param seq its number in the job, from 1
     * @param ts when it was written, in nanoseconds since 1970
     */
    record Chunk(long seq, int streamKind, String content, long ts) {
        static Chunk of(int index, Line line) {
            Instant at = line.at();
            return new Chunk(index + 1L, STDOUT, line.text() + "\n", at.getEpochSecond() * NANOS + at.getNano());
        }
    }

    record Done() {}

    /** The stream of a job that a token has been checked for, behind the event that the address or the reader names. */
    EventStream of(Place place, int job, @Nullable String inAddress) {
        return (lastEventId, sink, executor) -> {
            enter(place);
            Following following = new Following(place, job, behind(lastEventId == null ? inAddress : lastEventId));
            return new Ending(following, following.open(sink, executor));
        };
    }

    /** What is no number is no place. */
    private static int behind(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,9}") ? Integer.parseInt(lastEventId) : 0;
    }

    private void enter(Place place) {
        open.compute(place.logs(), (build, count) -> {
            int now = count == null ? 0 : count;
            if (now >= rules.subscribers()) {
                throw catalog.answer(
                                Condition.LIMIT_CONCURRENT, Facts.concurrent(rules.subscribers(), rules.keepAlive()))
                        .exception();
            }
            return now + 1;
        });
    }

    private void leave(Place place) {
        open.computeIfPresent(place.logs(), (build, count) -> count == 1 ? null : count - 1);
    }

    /** One reader's log, which grows as long as the job runs. */
    private final class Following {
        private final Place place;
        private final int job;
        private final int behind;
        private final EventLog<Place> log;
        private int written;
        private boolean done;

        Following(Place place, int job, int behind) {
            this.place = place;
            this.job = job;
            this.behind = behind;
            this.written = build().lines(job, clock.instant()).size();
            // The history stands in the place of the last line in it, so that the next one has the number behind it.
            this.log =
                    new EventLog<>(catalog, rules, clock, (group, ending, last, failure) -> leave(place), written - 1L);
        }

        private Build build() {
            return database.read(db -> builds.find(db, place.pipeline(), place.number()))
                    .orElseThrow();
        }

        Subscription open(EventSink sink, Executor executor) {
            Subscription stream = log.stream(place, (type, about) -> true).open(null, sink, executor);
            List<Line> lines = build().lines(job, clock.instant());
            announce(
                    "history",
                    new History(IntStream.range(Math.min(behind, written), written)
                            .mapToObj(i -> Chunk.of(i, lines.get(i)))
                            .toList()));
            publish();
            return stream;
        }

        /** Publishes what has been written since, and the end once it has come. */
        synchronized void publish() {
            if (done) {
                return;
            }
            Build build = build();
            Instant now = clock.instant();
            List<Line> lines = build.lines(job, now);
            for (; written < lines.size(); written++) {
                Chunk chunk = Chunk.of(written, lines.get(written));
                log.publish("chunk", place, number -> json.writeValueAsString(chunk));
            }
            if (build.jobs(now).get(job).isDone()) {
                done = true;
                announce("done", new Done());
            }
        }

        private void announce(String type, Object data) {
            log.announce(type, place, json.writeValueAsString(data));
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
