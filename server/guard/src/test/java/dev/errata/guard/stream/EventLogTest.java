package dev.errata.guard.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import dev.errata.guard.Together;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventLogTest {
    private static final String OPENING = "retry: 3000\n\n";

    private final Catalog catalog = TestContract.catalog();
    private final ManualClock clock = new ManualClock();
    private final List<String> endings = new ArrayList<>();
    private final EventLog<String> log = new EventLog<>(
            catalog,
            new StreamRules(5, 2, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(3)),
            clock,
            (group, ending, lastSent, failure) -> endings.add(
                    group + " " + ending + " " + lastSent + (failure == null ? "" : " " + failure.getMessage())));

    /** Runs tasks one after the other, as the thread of a server does. */
    private final Executor executor = new Executor() {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean busy;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (busy) {
                return;
            }
            busy = true;
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            busy = false;
        }
    };

    private final FakeSink sink = new FakeSink();

    private void publish(String about) {
        log.publish("task.started", about, id -> "{\"sequence\":" + id + "}");
    }

    private void publish(int times) {
        for (int i = 0; i < times; i++) {
            publish("mine");
        }
    }

    private Subscription open(String lastEventId) {
        return open("session", lastEventId, sink);
    }

    private Subscription open(Object group, String lastEventId, FakeSink into) {
        Subscription subscription =
                log.stream(group, (type, about) -> about.equals("mine")).open(lastEventId, into, executor);
        subscription.ready();
        return subscription;
    }

    private static String events(long... ids) {
        return LongStream.of(ids)
                .mapToObj(id -> "event: task.started\nid: " + id + "\ndata: {\"sequence\":" + id + "}\n\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "-1", "1.0", " 1", "0x1", "18446744073709551616"})
    void withoutANumberAStreamBeginsWithWhatIsNew(String lastEventId) {
        publish(2);
        open(lastEventId);
        assertThat(sink.sent()).isEqualTo(OPENING);

        publish(2);
        assertThat(sink.sent()).isEqualTo(events(3, 4));
    }

    @Test
    void aLogThatGoesOnWhereAnotherOneWasNumbersOnAndSaysWhatItDoesNotHave() {
        EventLog<String> later = new EventLog<>(
                catalog,
                new StreamRules(5, 2, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(3)),
                clock,
                (group, ending, lastSent, failure) -> {},
                7);
        for (int i = 0; i < 6; i++) {
            later.publish("task.started", "mine", id -> "{\"sequence\":" + id + "}");
        }

        later.stream("session", (type, about) -> true).open("9", sink, executor).ready();
        FakeSink early = new FakeSink();
        later.stream("session", (type, about) -> true)
                .open("7", early, executor)
                .ready();

        assertThat(sink.sent()).isEqualTo(OPENING + events(10, 11, 12, 13));
        assertThat(early.sent())
                .isEqualTo(OPENING.strip() + "\n\n: stream.replay_unavailable no_longer_retained\n\n"
                        + events(9, 10, 11, 12, 13));
        assertThat(later.latest()).isEqualTo(13);
    }

    @ParameterizedTest
    @CsvSource({"0", "00"})
    void zeroAsksForEverythingThatIsRetained(String lastEventId) {
        publish(3);
        open(lastEventId);

        assertThat(sink.sent()).isEqualTo(OPENING + events(1, 2, 3));
    }

    @Test
    void aStreamResumesBehindTheLastEvent() {
        publish(7);
        open("4");
        assertThat(sink.sent()).isEqualTo(OPENING + events(5, 6, 7));
        publish(1);
        assertThat(sink.sent()).isEqualTo(events(8));
    }

    @Test
    void anAnnouncementHasItsPlaceAndNoNumberToResumeBehind() {
        open(null);
        publish(1);
        log.announce("task.paused", "mine", "{}");
        publish(1);

        assertThat(sink.sent()).isEqualTo(OPENING + events(1) + "event: task.paused\ndata: {}\n\n" + events(3));
    }

    @ParameterizedTest
    @CsvSource({
        "0,no_longer_retained",
        "1,no_longer_retained",
        "8,unknown_event",
        "9223372036854775808,unknown_event",
        "18446744073709551615,unknown_event"
    })
    void aGapIsSaidAndWhatIsRetainedFollows(String lastEventId, String reason) {
        publish(7);
        open(lastEventId);

        assertThat(sink.sent())
                .isEqualTo(OPENING + ": stream.replay_unavailable " + reason + "\n\n" + events(3, 4, 5, 6, 7));
    }

    @Test
    void theOldestRetainedEventIsNoGap() {
        publish(7);
        open("2");

        assertThat(sink.sent()).isEqualTo(OPENING + events(3, 4, 5, 6, 7));
    }

    @Test
    void onlyWantedEventsAreSentAndNumbersAreTheLogs() {
        open(null);
        publish("yours");
        publish("mine");
        publish("yours");
        publish("mine");

        assertThat(sink.sent()).isEqualTo(OPENING + events(2, 4));
    }

    @Test
    void aReplayOfManyThatNobodyWantsGoesThrough() {
        EventLog<String> large = new EventLog<>(
                catalog,
                new StreamRules(5000, 2, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(3)),
                clock,
                StreamListener.NONE);
        for (int i = 0; i < 4999; i++) {
            large.publish("x", "yours", id -> "");
        }
        large.publish("task.started", "mine", id -> "{\"sequence\":" + id + "}");
        large.stream("session", (type, about) -> about.equals("mine"))
                .open("0", sink, executor)
                .ready();

        assertThat(sink.sent()).isEqualTo(OPENING + events(5000));
    }

    @Test
    void dataOfManyLinesStaysOneEvent() {
        open(null);
        log.publish("note", "mine", id -> "a\nb\r\nc\rd\n");

        assertThat(sink.sent())
                .isEqualTo(OPENING + "event: note\nid: 1\ndata: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nid: 7", "a\rb"})
    void aTypeThatIsNoLineTakesNoNumber(String type) {
        assertThatThrownBy(() -> log.publish(type, "mine", id -> "x"))
                .hasMessage("Found an event type that is empty or has a line break; it must be one word");
        assertThat(log.latest()).isZero();
    }

    @Test
    void aConnectionGetsNothingBeforeItIsReadyAndEverythingThen() {
        Subscription subscription = log.stream("session", (type, about) -> true).open(null, sink, executor);
        publish(2);
        assertThat(sink.sent()).isEmpty();
        subscription.ready();
        assertThat(sink.sent()).isEqualTo(OPENING + events(1, 2));
    }

    @Test
    void aSlowReaderHoldsNobodyUpAndCatchesUp() {
        sink.room = 2;
        Subscription slow = open(null);
        FakeSink other = new FakeSink();
        open("session", null, other);
        publish(4);
        assertThat(other.sent()).isEqualTo(OPENING + events(1, 2, 3, 4));

        sink.room = 9;
        slow.ready();
        assertThat(sink.sent()).isEqualTo(OPENING + events(1, 2, 3, 4));
        assertThat(endings).isEmpty();
    }

    @Test
    void aReaderBehindTheRetainedEventsIsCutAndRecorded() {
        sink.room = 2;
        Subscription slow = open(null);
        publish(6);
        assertThat(endings).isEmpty();
        publish(1);

        assertThat(slow.isEnded()).isTrue();
        assertThat(sink.end).isEqualTo("cut");
        assertThat(endings).containsExactly("session TOO_SLOW 1");
    }

    @Test
    void aReaderThatTakesNothingIsCutAfterAMinute() {
        sink.room = 1;
        Subscription slow = open(null);
        publish(1);
        clock.advance(Duration.ofMillis(59_999));
        slow.tick();
        assertThat(slow.isEnded()).isFalse();
        clock.advance(Duration.ofMillis(1));
        slow.tick();

        assertThat(sink.end).isEqualTo("cut");
        assertThat(endings).containsExactly("session TOO_SLOW 0");
    }

    @Test
    void silenceIsBrokenByACommentEveryFifteenSeconds() {
        Subscription subscription = open(null);
        sink.sent();
        clock.advance(Duration.ofMillis(14_999));
        subscription.tick();
        assertThat(sink.sent()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        subscription.tick();
        subscription.tick();
        assertThat(sink.sent()).isEqualTo(": keepalive\n\n");
        clock.advance(Duration.ofSeconds(10));
        publish(1);
        clock.advance(Duration.ofSeconds(10));
        subscription.tick();
        assertThat(sink.sent()).isEqualTo(events(1));
        clock.advance(Duration.ofSeconds(5));
        subscription.tick();
        assertThat(sink.sent()).isEqualTo(": keepalive\n\n");
    }

    @Test
    void aGroupHasSoManyStreamsAndOneThatEndsMakesRoom() {
        Subscription first = open(null);
        open(null);
        ApiException refused = catchThrowableOfType(ApiException.class, () -> open(null));
        assertThat(refused.code().id()).isEqualTo("LIMIT_CONCURRENT");
        assertThat(refused.error().details())
                .isEqualTo(Map.of("limit", 2L, "retry_after", 15L, "retry_after_ms", 15_000L));
        assertThat(refused.error().headers()).containsEntry("Retry-After", "15");

        open("other", null, new FakeSink());
        first.lost(false);
        first.lost(false);
        open(null);
        assertThat(endings).containsExactly("session CLIENT_LEFT 0");
        assertThatThrownBy(() -> open(null)).isInstanceOf(ApiException.class);
    }

    @Test
    void theGroupHoldsAtTheSameTimeToo() throws Exception {
        List<Boolean> opened = Together.run(32, () -> {
            try {
                log.stream("session", (type, about) -> true).open(null, new FakeSink(), Runnable::run);
                return true;
            } catch (ApiException e) {
                return false;
            }
        });

        assertThat(opened).filteredOn(yes -> yes).hasSize(2);
    }

    @Test
    void aBrokenConnectionEndsItsStreamAlone() {
        FakeSink other = new FakeSink();
        open("session", null, other);
        sink.broken = true;
        open(null);
        publish(1);

        assertThat(other.sent()).isEqualTo(OPENING + events(1));
        assertThat(endings).containsExactly("session CLIENT_LEFT 0");
    }

    @Test
    void aClosedLogEndsStreamsBehindTheLastEvent() {
        sink.room = 1;
        Subscription subscription = open(null);
        publish(2);
        log.close();
        assertThat(endings).isEmpty();
        sink.room = 9;
        subscription.ready();

        assertThat(sink.sent()).isEqualTo(OPENING + events(1, 2));
        assertThat(sink.end).isEqualTo("completed");
        assertThat(endings).containsExactly("session CLOSED 2");
    }

    @Test
    void aClosedLogTakesNothing() {
        log.close();

        ApiException late = catchThrowableOfType(ApiException.class, () -> publish(1));
        assertThat(late.code().id()).isEqualTo("SERVER_UNAVAILABLE");
        assertThat(late.error().headers()).containsEntry("Retry-After", "3");
        assertThat(catchThrowableOfType(ApiException.class, () -> open(null))
                        .code()
                        .id())
                .isEqualTo("SERVER_UNAVAILABLE");
    }

    @Test
    void anErrorIsTheLastEvent() {
        open(null);
        publish(1);
        log.close(catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Duration.ofSeconds(5))));

        assertThat(sink.sent())
                .isEqualTo(OPENING + events(1) + "event: error\ndata: {\"code\":\"SERVER_UNAVAILABLE\"}\n\n");
        assertThat(sink.end).isEqualTo("completed");
        assertThat(endings).containsExactly("session FAILED 1");
    }

    @Test
    void aStreamThatCannotEvenSayItsErrorIsCutAndRecorded() {
        sink.mute = true;
        open(null);
        log.close(catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Duration.ofSeconds(5))));

        assertThat(sink.end).isEqualTo("cut");
        assertThat(endings).containsExactly("session FAILED 0 no words");
    }

    @Test
    void aFilterThatThrowsEndsItsStreamWithAnError() {
        log.stream("session", (type, about) -> {
                    if (about.equals("bad")) {
                        throw new IllegalStateException("filter");
                    }
                    return true;
                })
                .open(null, sink, executor)
                .ready();
        publish(1);
        publish("bad");
        publish(1);

        assertThat(sink.sent())
                .isEqualTo(OPENING + events(1) + "event: error\ndata: {\"code\":\"SERVER_UNEXPECTED\"}\n\n");
        assertThat(sink.end).isEqualTo("completed");
        assertThat(endings).containsExactly("session FAILED 1 filter");
    }

    @Test
    void publishersAtTheSameTimeAreNumberedWithoutGapsAndEverybodySeesTheirOrder() throws Exception {
        EventLog<String> large = new EventLog<>(
                catalog,
                new StreamRules(5000, 2, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(3)),
                clock,
                StreamListener.NONE);
        Together.run(8, () -> {
            for (int i = 0; i < 100; i++) {
                large.publish("task.started", "mine", id -> "{\"sequence\":" + id + "}");
            }
            return null;
        });
        large.stream("session", (type, about) -> true).open("0", sink, executor).ready();

        assertThat(sink.sent())
                .isEqualTo(OPENING + events(LongStream.rangeClosed(1, 800).toArray()));
    }

    @Test
    void rulesThatCannotWorkAreRefused() {
        assertThatThrownBy(() ->
                        new StreamRules(0, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessage("Found 0 events retained and 1 subscribers; both must be at least 1");
        assertThatThrownBy(() -> new StreamRules(1, 1, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessage("Found keepAlive PT0S, stall PT1S and retry PT1S; each must be more than zero");
    }
}
