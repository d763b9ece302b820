package dev.errata.guard.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.core.ApiException;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuotasTest {
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");
    private static final PlanLimit FREE = new PlanLimit("free", 3);

    private final ManualClock clock = new ManualClock();
    private final Quotas quotas = new Quotas(TestContract.catalog(), new InMemoryQuotaStore(), clock);

    @Test
    void aMonthsUsageIsTold() {
        assertThat(quotas.usage("team_1", "messages")).isEqualTo(new Usage(0, NOVEMBER, DECEMBER));
        assertThat(quotas.take("team_1", "messages", 2, FREE)).isEqualTo(new Usage(2, NOVEMBER, DECEMBER));
        assertThat(quotas.usage("team_1", "messages")).isEqualTo(new Usage(2, NOVEMBER, DECEMBER));
        assertThat(quotas.usage("team_1", "exports").used()).isZero();
        assertThat(quotas.usage("team_2", "messages").used()).isZero();
    }

    @Test
    void beyondThePlanIsRefusedWithWhatACallerNeedsToKnow() {
        quotas.take("team_1", "messages", 2, FREE);

        ApiException refusal =
                catchThrowableOfType(ApiException.class, () -> quotas.take("team_1", "messages", 2, FREE));

        assertThat(refusal.error().code().id()).isEqualTo("LIMIT_QUOTA");
        assertThat(refusal.error().status()).isEqualTo(429);
        assertThat(refusal.error().details())
                .isEqualTo(Map.of(
                        "plan",
                        "free",
                        "usage",
                        2L,
                        "limit",
                        3L,
                        "resets",
                        DECEMBER,
                        "retry_after",
                        Duration.between(ManualClock.START, DECEMBER).toSeconds(),
                        "retry_after_ms",
                        Duration.between(ManualClock.START, DECEMBER).toMillis()));
        assertThat(refusal.error().headers()).containsOnlyKeys("Retry-After");
        assertThat(quotas.usage("team_1", "messages").used()).isEqualTo(2);
    }

    @Test
    void aNewMonthBeginsAtMidnightInUtcAndThePastIsKept() {
        quotas.take("team_1", "messages", 3, FREE);
        clock.advance(Duration.between(ManualClock.START, DECEMBER).minusMillis(1));
        assertThatThrownBy(() -> quotas.take("team_1", "messages", 1, FREE)).isInstanceOf(ApiException.class);

        clock.advance(Duration.ofMillis(1));
        assertThat(quotas.take("team_1", "messages", 1, FREE)).isEqualTo(new Usage(1, DECEMBER, JANUARY));

        assertThat(quotas.usage("team_1", "messages", YearMonth.of(2026, 11)))
                .isEqualTo(new Usage(3, NOVEMBER, DECEMBER));
    }

    @Test
    void aPlanThatGrantsNothingRefusesTheFirst() {
        assertThatThrownBy(() -> quotas.take("team_1", "messages", 1, new PlanLimit("none", 0)))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void nothingAndLessThanNothingCannotBeTakenOrGranted() {
        assertThatThrownBy(() -> quotas.take("team_1", "messages", 0, FREE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot take 0 of messages; take 1 or more");
        assertThatThrownBy(() -> new PlanLimit("free", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Plan 'free' grants -1; it must grant 0 or more");
    }
}
