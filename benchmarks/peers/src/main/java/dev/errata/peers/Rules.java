package dev.errata.peers;

import static dev.errata.peers.Result.seconds;
import static dev.errata.peers.Verdict.open;
import static dev.errata.peers.Verdict.right;
import static dev.errata.peers.Verdict.wrong;

import dev.errata.client.fake.FakeApi.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** When a client is right, when it is wrong, and when neither can be said. */
final class Rules {
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final Duration SLACK = Duration.ofMillis(2500);

    private Rules() {}

    /** It waits at least so long, and not much longer. */
    static Rule waits(Duration hint) {
        return sentAgain(result -> {
            Duration gap = result.gap(0);
            if (gap.compareTo(hint) < 0) {
                return wrong(seconds(gap) + ", early");
            }
            return gap.compareTo(hint.plus(SLACK)) > 0 ? wrong(seconds(gap) + ", late") : right(seconds(gap));
        });
    }

    /** It waits so long every time, of a hint that no standard knows: who waits less has not promised otherwise. */
    static Rule mayWait(Duration hint) {
        return sentAgain(result -> {
            Duration shortest = IntStream.range(0, result.count() - 1)
                    .mapToObj(result::gap)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            return shortest.compareTo(hint) < 0 ? open("own wait, " + seconds(shortest)) : right(seconds(shortest));
        });
    }

    /** Of two hints it keeps the longer. */
    static Rule waitsFor(Duration shorter, Duration longer) {
        Rule least = waits(shorter);
        return sentAgain(result -> {
            Duration gap = result.gap(0);
            boolean between = gap.compareTo(shorter) >= 0 && gap.compareTo(longer) < 0;
            return between
                    ? open("the shorter: " + seconds(gap))
                    : gap.compareTo(longer) >= 0 ? waits(longer).judge(result) : least.judge(result);
        });
    }

    /** It sends again no earlier than at this time after the script was written, to the second. */
    static Rule waitsUntil(Duration after) {
        return sentAgain(result -> {
            Instant until = result.scriptedAt().truncatedTo(ChronoUnit.SECONDS).plus(after);
            Instant second = result.requests().get(1).at();
            String when = seconds(result.gap(0));
            if (second.isBefore(until)) {
                return wrong(when + ", early");
            }
            return second.isAfter(until.plus(SLACK)) ? wrong(when + ", late") : right(when);
        });
    }

    /** It sends again by its own wait, but not at once every time. */
    static Rule waitsAWhile() {
        return sentAgain(result -> {
            for (int index = 0; index + 1 < result.count(); index++) {
                if (result.gap(index).compareTo(AT_ONCE) > 0) {
                    return right("own wait");
                }
            }
            return wrong("n=" + result.count() + ", at once");
        });
    }

    /** It sends again, however soon. */
    static Rule sendsAgain() {
        return sentAgain(result -> right(seconds(result.gap(0))));
    }

    /** What all hints have in common: nobody must sleep, break, or send again at all. */
    private static Rule sentAgain(Rule then) {
        return result -> {
            if (result.count() > 1) {
                return then.judge(result);
            }
            if (result.isUnfinished()) {
                return asleep();
            }
            return result.caught().status() == null ? wrong("status lost: " + result.thrown()) : open("no retry");
        };
    }

    private static Verdict asleep() {
        return wrong("asleep at " + Stage.LIMIT.toSeconds() + " s");
    }

    /** It gives the error to the caller instead of waiting for ages or sending early. */
    static Rule givesUp() {
        return result -> {
            if (result.count() > 1) {
                return wrong("again after " + seconds(result.gap(0)));
            }
            if (result.isUnfinished()) {
                return asleep();
            }
            return result.caught().status() == null ? wrong("status lost: " + result.thrown()) : right("throws");
        };
    }

    /** It sends once, as the answer asks for. */
    static Rule staysAway() {
        return result -> result.count() == 1 ? right("n=1") : open("ignored, n=" + result.count());
    }

    /** The caller learns the status and can read this part of the body. */
    static Rule keeps(int status, String part) {
        return keeps(status, part, "body lost");
    }

    /** The same of a text that can be read wrongly. */
    static Rule reads(int status, String part) {
        return keeps(status, part, "garbled");
    }

    private static Rule keeps(int status, String part, String otherwise) {
        return result -> {
            if (result.isUnfinished()) {
                return wrong("does not end");
            }
            if (result.failure() == null) {
                return result.handsOver(part) ? open("returned as is") : wrong("taken for a success");
            }
            Integer told = result.caught().status();
            boolean body = result.shows(part);
            String sent = result.count() > 1 ? ", n=" + result.count() : "";
            if (told == null || told != status) {
                return wrong((body ? "status lost: " : "status and body lost: ") + result.thrown());
            }
            return body ? right("kept" + sent) : wrong(otherwise + sent);
        };
    }

    /** The same of an answer that asking again does not change. */
    static Rule keepsAtOnce(int status, String part) {
        Rule keeps = keeps(status, part);
        return result -> result.count() > 1 ? wrong("sent again, n=" + result.count()) : keeps.judge(result);
    }

    /** The same of a body that was packed although not everybody asks for that. */
    static Rule unpacks(int status, String part) {
        Rule keeps = keeps(status, part);
        return result -> {
            String asked = result.requests().get(0).header("Accept-Encoding");
            Verdict verdict = keeps.judge(result);
            boolean told = result.caught().status() != null;
            return verdict.mark() == Mark.WRONG && told && (asked == null || !asked.contains("gzip"))
                    ? open("did not ask for it")
                    : verdict;
        };
    }

    /** An error under a status of success is seen, which no client has to expect. */
    static Rule sees(String part) {
        return result -> {
            if (result.failure() == null) {
                return open(result.handsOver(part) ? "returned as is" : "taken for a success");
            }
            return result.shows(part) ? right("seen") : wrong("body lost: " + result.thrown());
        };
    }

    /** The login page is not taken for an answer. */
    static Rule staysOut(String part) {
        return result -> {
            if (result.failure() == null) {
                return result.handsOver(part)
                        ? open("followed, returned as is")
                        : result.handsOver("302") ? open("returned as is") : wrong("taken for a success");
            }
            Integer told = result.caught().status();
            if (told == null) {
                return wrong("status lost: " + result.thrown());
            }
            if (result.count() == 1) {
                return right("not followed, " + told);
            }
            return result.shows(part) ? right("followed, page kept") : wrong("page lost");
        };
    }

    /** Whatever it sends more than once bears one key. */
    static Rule sendsOnceOrUnderOneKey() {
        return result -> {
            String sent = "n=" + result.count();
            if (result.count() == 1) {
                return right(sent);
            }
            Set<@Nullable String> keys = new HashSet<>();
            for (Seen request : result.requests()) {
                keys.add(result.peer().key(request));
            }
            if (keys.contains(null)) {
                return wrong(sent + ", no key");
            }
            return keys.size() == 1 ? right(sent + ", one key") : wrong(sent + ", " + keys.size() + " keys");
        };
    }

    /** The request id of the answer's header can be reached. */
    static Rule tells(String requestId) {
        return result -> requestId.equals(result.caught().requestId()) ? right("yes") : wrong("no");
    }

    /** The exception has the status. */
    static Rule tells(int status) {
        return result -> {
            Integer told = result.caught().status();
            return told != null && told == status ? right("kept") : wrong("status lost: " + result.thrown());
        };
    }

    /** It is a success. */
    static Rule succeeds() {
        return result -> result.value() == null ? wrong(result.thrown()) : right("yes");
    }
}
