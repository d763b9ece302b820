package dev.errata.client;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.client.fake.FakeApi;
import dev.errata.client.fake.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A call that is cancelled sends nothing more. */
class CancellationTest {
    private static final Request GET = Request.get("/orders");

    private final FakeApi api = FakeApi.of(Store.CATALOG);
    private final HeldTime time = new HeldTime();

    /** Waits until the test lets go. */
    private static final class HeldTime implements Time {
        private final FakeTime time = new FakeTime();
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final CompletableFuture<Void> wait = new CompletableFuture<>();

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public CompletableFuture<Void> after(Duration span) {
            waiting.countDown();
            return wait;
        }
    }

    @Test
    void aCancelledFutureEndsTheWait() {
        api.fails("unavailable").always();
        CompletableFuture<Response> future = api.client().time(time).build().sendAsync(GET);

        assertThat(future.cancel(true)).isTrue();

        assertThat(time.wait).isCancelled();
        assertThat(time.wait.complete(null)).isFalse();
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aCancelledFutureEndsTheExchange() {
        CompletableFuture<Answer> exchange = new CompletableFuture<>();
        CompletableFuture<Response> future =
                api.client().transport(sending -> exchange).build().sendAsync(GET);

        assertThat(future.cancel(true)).isTrue();

        assertThat(exchange).isCancelled();
    }

    @Test
    void anInterruptedThreadEndsTheCallAndStaysInterrupted() throws InterruptedException {
        api.fails("unavailable").always();
        ErrataClient client = api.client().time(time).build();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        Thread caller = new Thread(() -> {
            try {
                client.send(GET);
            } catch (ApiCallException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        assertThat(time.waiting.await(10, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        caller.join(ofSeconds(10).toMillis());

        assertThat(thrown.get())
                .isInstanceOf(NoAnswerException.class)
                .hasMessage(
                        "Store did not answer: the thread was interrupted. (GET /orders, request req_fake_1, 1 attempt"
                                + " in 0 ms; not sent again: the thread was interrupted)");
        assertThat(interrupted.get()).isTrue();
        assertThat(time.wait).isCancelled();
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void theSystemsTimeIsNeverEarlyAndEndsWhenItIsCancelled() {
        Time system = Time.system();
        long before = system.nanos();
        assertThat(system.after(Duration.ofMillis(30))).succeedsWithin(ofSeconds(10));
        assertThat(system.nanos() - before).isGreaterThanOrEqualTo(30_000_000);

        CompletableFuture<Void> endless = system.after(Duration.ofDays(1));
        assertThat(endless.cancel(true)).isTrue();
        assertThat(endless).isCancelled();
    }
}
