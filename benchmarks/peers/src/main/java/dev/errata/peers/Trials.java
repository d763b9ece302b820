package dev.errata.peers;

import static dev.errata.peers.Verdict.open;
import static dev.errata.peers.Verdict.right;
import static dev.errata.peers.Verdict.wrong;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What takes more than one plain call. */
final class Trials {
    /** Long enough for the answer to arrive, short enough for the shortest wait of those who wait. */
    private static final long BEFORE_MILLIS = 200;

    private static final long HINT_AND_MORE_MILLIS = 4000;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int CALLS = 1000;
    private static final int CALLERS = 64;
    private static final Duration CALLING = Duration.ofSeconds(15);
    private static final double BOUNDED = 1.2;

    private Trials() {}

    static Trial async(Rule rule) {
        return stage -> rule.judge(stage.call(client -> client.readAsync().get()));
    }

    static Trial head(Rule rule) {
        return stage -> rule.judge(stage.call(client -> {
            client.head();
            return "";
        }));
    }

    static Trial delete(Rule rule) {
        return stage -> rule.judge(stage.call(client -> {
            client.delete();
            return "";
        }));
    }

    /** A second call of the same client, whatever became of the first. */
    static Trial twice(Rule rule) {
        return stage -> {
            stage.call(client -> client.read());
            return rule.judge(stage.call(client -> client.read()));
        };
    }

    /** A write over the connection of a call that went well; that call is not counted. */
    static Trial afterASuccess(Rule rule) {
        return stage -> {
            int before = stage.call(client -> client.read()).count();
            return rule.judge(stage.call(client -> client.write()).since(before));
        };
    }

    /** Its thread is interrupted while it waits to send again. */
    static Verdict interrupted(Stage stage) throws InterruptedException {
        FutureTask<Object> call = Stage.begin(() -> stage.client().read());
        return stopped(stage, call::isDone, () -> call.cancel(true));
    }

    /** Its future is cancelled while it waits to send again. */
    static Verdict cancelled(Stage stage) throws InterruptedException {
        CompletableFuture<?> call = stage.client().readAsync();
        return stopped(stage, call::isDone, () -> call.cancel(true));
    }

    private interface Ended {
        boolean isSo();
    }

    private static Verdict stopped(Stage stage, Ended ended, Runnable stop) throws InterruptedException {
        stage.server().awaitRequests(1);
        TimeUnit.MILLISECONDS.sleep(BEFORE_MILLIS);
        if (stage.api().requests().size() > 1) {
            return open("did not wait");
        }
        if (ended.isSo()) {
            return open("no retry");
        }
        stop.run();
        TimeUnit.MILLISECONDS.sleep(HINT_AND_MORE_MILLIS);
        int sent = stage.api().requests().size();
        return sent == 1 ? right("nothing more sent") : wrong("sent again, n=" + sent);
    }

    /** It has two seconds for the whole call. */
    static Verdict withDeadline(Stage stage) throws InterruptedException {
        try (Peer.Client client = stage.peer().connect(stage.server().base(), DEADLINE)) {
            Result result = stage.call(client, Peer.Client::read);
            String took = "ended after " + Result.seconds(result.took());
            return result.took().compareTo(DEADLINE.plusSeconds(1)) < 0 ? right(took) : wrong(took);
        }
    }

    /** Another body under a key that it has used. */
    static Verdict reusingAKey(Stage stage) throws InterruptedException {
        stage.call(client -> client.write("key_1", "lamp"));
        int sent = stage.api().requests().size();
        Result second = stage.call(client -> client.write("key_1", "chair"));
        return second.count() == sent ? right("refused") : open("left to the service");
    }

    /** Many calls of one client while nothing works. */
    static Verdict failingAllTheTime(Stage stage) throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS, work -> {
            Thread thread = new Thread(work, "errata-peer-caller");
            thread.setDaemon(true);
            return thread;
        });
        long start = System.nanoTime();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.execute(() -> {
                while (System.nanoTime() - start < CALLING.toNanos() && begun.incrementAndGet() <= CALLS) {
                    attempt(stage.client());
                }
            });
        }
        callers.shutdown();
        boolean ended = callers.awaitTermination(CALLING.toSeconds() * 2, TimeUnit.SECONDS);
        callers.shutdownNow();
        int calls = Math.min(begun.get(), CALLS);
        double each = stage.api().requests().size() / (double) calls;
        String what = String.format(Locale.ROOT, "%.2f for each%s", each, ended ? "" : ", not ended");
        return each == 1 ? open("no retry") : each <= BOUNDED ? right(what) : wrong(what);
    }

    private static void attempt(Peer.Client client) {
        try {
            client.read();
        } catch (Exception e) {
            // That it fails is the scenario.
        }
    }
}
