package dev.errata.guard.idempotency;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class IdempotencyTest {
    private static final Duration KEEP = Duration.ofHours(24);
    private static final Duration LOCK = Duration.ofSeconds(30);
    private static final IdempotentRequest REQUEST = new IdempotentRequest("team_1", "POST /v1/a", "key-1", "f1");

    private final ManualClock clock = new ManualClock();
    private final Catalog catalog = TestContract.catalog();
    private final InMemoryIdempotencyStore store = new InMemoryIdempotencyStore();
    private final Idempotency idempotency = new Idempotency(catalog, store, clock, new Random(1), KEEP, LOCK);
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void theSecondRequestGetsTheFirstOnesAnswerAndIsToldSo() {
        StoredAnswer first = idempotency.once(REQUEST, work());
        StoredAnswer second = idempotency.once(REQUEST, work());

        assertThat(first.headers()).isEqualTo(Map.of("Location", "/v1/a/1"));
        assertThat(second.headers()).isEqualTo(Map.of("Location", "/v1/a/1", "Idempotent-Replayed", "true"));
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.contentType()).isEqualTo("text/plain");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(runs).hasValue(1);
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        idempotency.once(REQUEST, work());
        IdempotentRequest other = new IdempotentRequest("team_1", "POST /v1/a", "key-1", "f2");

        ApiException refusal = catchThrowableOfType(ApiException.class, () -> idempotency.once(other, work()));

        assertThat(refusal.code().id()).isEqualTo("CONFLICT_IDEMPOTENCY_MISMATCH");
        assertThat(refusal.error().status()).isEqualTo(409);
        assertThat(refusal.error().details()).isEqualTo(Map.of("field", "idempotency_key", "idempotency_key", "key-1"));
        assertThat(runs).hasValue(1);
    }

    @Test
    void aRequestWhileTheFirstIsRunningIsToldToComeBack() {
        idempotency.once(REQUEST, () -> {
            ApiException refusal = catchThrowableOfType(ApiException.class, () -> idempotency.once(REQUEST, work()));

            assertThat(refusal.code().id()).isEqualTo("CONFLICT_IDEMPOTENCY_RUNNING");
            assertThat(refusal.error().details())
                    .isEqualTo(Map.of(
                            "field",
                            "idempotency_key",
                            "idempotency_key",
                            "key-1",
                            "retry_after",
                            1L,
                            "retry_after_ms",
                            1000L));
            assertThat(refusal.error().headers()).isEqualTo(Map.of("Retry-After", "1"));
            return work().get();
        });
        assertThat(runs).hasValue(1);
    }

    @Test
    void aRefusalIsThrownAsItIsAndNotKept() {
        ApiException refusal = catalog.answer(Condition.CONFLICT, Facts.none()).exception();

        assertThatThrownBy(() -> idempotency.once(REQUEST, () -> {
                    throw refusal;
                }))
                .isSameAs(refusal);

        assertThat(idempotency.once(REQUEST, work()).headers()).doesNotContainKey("Idempotent-Replayed");
    }

    @Test
    void aFailureIsThrownAsItIsAndNotKept() {
        AssertionError failure = new AssertionError("broken");

        assertThatThrownBy(() -> idempotency.once(REQUEST, () -> {
                    throw failure;
                }))
                .isSameAs(failure);

        idempotency.once(REQUEST, work());
        assertThat(runs).hasValue(1);
    }

    @Test
    void anAnswerIsForgottenAfterItsTime() {
        idempotency.once(REQUEST, work());
        clock.advance(KEEP.minusMillis(1));
        idempotency.once(REQUEST, work());
        assertThat(runs).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        idempotency.once(REQUEST, work());

        assertThat(runs).hasValue(2);
    }

    @Test
    void aRunThatTookLongerThanItsLockIsAnsweredLikeOneThatCameSecond() {
        ApiException late = catchThrowableOfType(
                ApiException.class,
                () -> idempotency.once(REQUEST, () -> {
                    clock.advance(LOCK);
                    idempotency.once(REQUEST, work());
                    return new StoredAnswer(200, null, new byte[0], Map.of());
                }));

        assertThat(late.code().id()).isEqualTo("CONFLICT_IDEMPOTENCY_RUNNING");
        assertThat(idempotency.once(REQUEST, work()).status()).isEqualTo(201);
        assertThat(runs).hasValue(1);
    }

    @Test
    void ofFiftyAtOnceOneRunsAndNoOtherAnswerIsGiven() throws Exception {
        Idempotency shared = new Idempotency(catalog, store, clock, new java.security.SecureRandom(), KEEP, LOCK);

        List<String> seen = Together.run(50, () -> {
            try {
                return new String(shared.once(REQUEST, work()).body(), StandardCharsets.UTF_8);
            } catch (ApiException e) {
                return e.code().id();
            }
        });

        assertThat(runs).hasValue(1);
        assertThat(seen).contains("answer 1");
        assertThat(seen).allMatch(one -> one.equals("answer 1") || one.equals("CONFLICT_IDEMPOTENCY_RUNNING"));
    }

    @Test
    void aLockThatOutlivesItsKeyIsRefused() {
        assertThatThrownBy(() -> new Idempotency(catalog, store, clock, new Random(1), LOCK, KEEP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A lock of PT24H does not fit keys that are kept for PT30S;"
                        + " it must be more than nothing and no longer than these");
    }

    @Test
    void aHeaderThatWouldBreakOutOfItsLineIsNotKept() {
        assertThatThrownBy(() -> new StoredAnswer(201, null, new byte[0], Map.of("Location", "/a\r\nSet-Cookie: x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Header 'Location' has a line break, or a colon in its name; it cannot be kept");
    }

    private Supplier<StoredAnswer> work() {
        return () -> {
            String body = "answer " + runs.incrementAndGet();
            return new StoredAnswer(
                    201, "text/plain", body.getBytes(StandardCharsets.UTF_8), Map.of("Location", "/v1/a/1"));
        };
    }
}
