package dev.errata.peers;

import dev.errata.client.fake.FakeApi;
import dev.errata.client.fake.FakeServer;
import dev.errata.core.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One new client object before one new server. */
final class Stage implements AutoCloseable {
    /** Who is still waiting then is taken for asleep. */
    static final Duration LIMIT = Duration.ofSeconds(14);

    private final Peer peer;
    private final FakeApi api;
    private final FakeServer server;
    private final Peer.Client client;
    private final Instant scriptedAt;

    /** What a client is asked for. */
    interface Call {
        Object on(Peer.Client client) throws Exception;
    }

    Stage(Peer peer, Script script, Catalog catalog, InstantSource clock) {
        this.peer = peer;
        this.api = FakeApi.of(catalog);
        this.server = api.listen();
        this.client = peer.connect(server.base());
        this.scriptedAt = clock.instant();
        script.write(api, peer, scriptedAt);
    }

    Peer peer() {
        return peer;
    }

    FakeApi api() {
        return api;
    }

    FakeServer server() {
        return server;
    }

    Peer.Client client() {
        return client;
    }

    Result call(Call call) throws InterruptedException {
        return call(client, call);
    }

    Result call(Peer.Client client, Call call) throws InterruptedException {
        long start = System.nanoTime();
        FutureTask<Object> task = begin(() -> call.on(client));
        Object value = null;
        Throwable failure = null;
        try {
            value = task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
        } catch (ExecutionException e) {
            failure = e.getCause();
        }
        return result(value, failure, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The end of a call that has run since, as far as it has come. */
    Result result(@Nullable Object value, @Nullable Throwable failure, Duration took) {
        if (failure instanceof NotOfferedException missing) {
            throw missing;
        }
        return new Result(peer, scriptedAt, api.requests(), value, failure, took);
    }

    /** Runs in a thread of its own, which ends with the program at the latest. */
    static <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "errata-peer-call");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @Override
    public void close() {
        server.close();
        // Some wait for their calls, and some of these never end.
        FutureTask<Object> closing = begin(() -> {
            client.close();
            return "";
        });
        try {
            closing.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            closing.cancel(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
