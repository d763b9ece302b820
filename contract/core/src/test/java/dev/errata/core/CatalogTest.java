package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void answersAConditionThatNoPageNamesLikeItsParent() {
        assertThat(Shop.CATALOG.answering(Condition.LIMIT_RATE_KEY)).isSameAs(Shop.LIMITED.main());
        assertThat(Shop.CATALOG.answering(Condition.AUTH_EXPIRED)).isSameAs(Shop.REFUSED.variant("credential"));
        assertThat(Shop.CATALOG.answering(Condition.REQUEST_BODY_FIELD_MISSING)).isSameAs(Shop.REFUSED.main());
    }

    @Test
    void fillsDetailsFromFactsUnderTheNameThatThePageGivesThem() {
        ApiError error = Shop.CATALOG.answer(
                Condition.LIMIT_RATE_USER, Facts.rate(100, Duration.ofMinutes(1), "user", Duration.ofSeconds(42)));

        assertThat(error.details()).isEqualTo(Map.of("level", "user", "seconds", 42L));
        assertThat(error.headers()).isEqualTo(Map.of("Retry-After", "42"));
    }

    @Test
    void knowsTheAddressOfEachPage() {
        assertThat(Shop.CATALOG.docUrl(Shop.SOLD_OUT, "https://docs.example.com"))
                .isEqualTo("https://docs.example.com/errors/SOLD_OUT");
    }

    @Test
    void namesTheRootsThatNoPageAnswers() {
        assertThatThrownBy(() -> Catalog.of("Shop", "1.0").code(Shop.LIMITED).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Catalog of Shop: no page answers [request, auth, permission, absent, conflict, server]."
                        + " Name each in raised-by: of a page; without it a refusal would have no code.");
    }

    @Test
    void namesBothCodesThatAnswerOneCondition() {
        Code second = Code.named("SLOW", "Slow")
                .form(Code.MAIN, 429, RetryAdvice.WAIT, "Slow.", Condition.LIMIT_EXCEEDED)
                .build();

        assertThatThrownBy(() -> Catalog.of("Shop", "1.0")
                        .code(Shop.LIMITED)
                        .code(second)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Catalog of Shop: both LIMITED and SLOW answer limit; only one page may name a condition.");
    }

    @Test
    void saysWhichLimitsThereAre() {
        assertThat(Shop.CATALOG.limit("per-minute")).isEqualTo(100);
        assertThatThrownBy(() -> Shop.CATALOG.limit("per-hour"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The catalog of Shop has no limit 'per-hour'; errata.yaml has [per-minute]."
                        + " Add it under limits: there.");
    }

    @Test
    void everyConditionHasAParentOrIsOneOfTheSevenRoots() {
        List<String> roots = java.util.Arrays.stream(Condition.values())
                .filter(condition -> condition.parent() == null)
                .map(Condition::id)
                .toList();

        assertThat(roots)
                .containsExactlyInAnyOrder("request", "auth", "permission", "absent", "conflict", "limit", "server");
    }

    @Test
    void roundsRetryAfterUpToWholeSecondsAndNeverToNone() {
        ApiError error = Shop.LIMITED.main().occurrence(null, null);

        assertThat(error.retryAfter(Duration.ofMillis(1500)).headers()).containsEntry("Retry-After", "2");
        assertThat(error.retryAfter(Duration.ZERO).headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void carriesItsErrorWithoutAStackTraceAndKeepsTheCauseForTheLog() {
        ApiException thrown =
                Shop.SOLD_OUT.main().occurrence("lamp", 0L, null, null).exception();

        assertThat(thrown.getStackTrace()).isEmpty();
        assertThat(thrown)
                .hasMessage("SOLD_OUT 409: Item lamp has 0 pieces left.")
                .hasNoCause();
        assertThat(thrown.because(new IllegalStateException("secret")))
                .hasMessage("SOLD_OUT 409: Item lamp has 0 pieces left.")
                .hasRootCauseMessage("secret");
    }

    @Test
    void refusesAnOccurrenceWithTheWrongNumberOfValues() {
        assertThatThrownBy(() -> Shop.SOLD_OUT.main().occurrence("lamp"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("but was given 1 values");
    }
}
