package dev.errata.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Catalog KEEPING = Catalog.of("Shop", "1.0")
            .code(Code.named("REFUSED", "Refused")
                    .form(Code.MAIN, 400, RetryAdvice.NEVER, "Not so.", roots())
                    .statuses(new Statuses(List.of("4xx")))
                    .build())
            .build();

    private static Condition[] roots() {
        return Arrays.stream(Condition.values())
                .filter(condition -> condition.parent() == null)
                .toArray(Condition[]::new);
    }

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
    void keepsAStatusThatWasSetWhereThePageTakesItAndTellsThatItReplacesAnother() {
        ApiError refused = KEEPING.answer(Condition.REQUEST, Facts.none());

        assertThat(List.of(refused.status(), refused.replaced())).containsExactly(400, 0);
        assertThat(List.of(
                        refused.withStatus(418).status(),
                        refused.withStatus(418).replaced()))
                .containsExactly(418, 0);
        assertThat(List.of(
                        refused.withStatus(502).status(),
                        refused.withStatus(502).replaced()))
                .containsExactly(400, 502);
        assertThat(refused.withStatus(400).replaced()).isZero();
        assertThat(refused.withStatus(418).header("A", "b").status()).isEqualTo(418);
        assertThat(refused.withStatus(418)).hasToString("REFUSED 418: Not so.");
    }

    @Test
    void keepsTheStatusThatHttpHasForAConditionWhereThePageTakesIt() {
        assertThat(KEEPING.answer(Condition.REQUEST_LINE_TOO_LONG, Facts.none()).status())
                .isEqualTo(414);
        assertThat(KEEPING.answer(Condition.REQUEST_VERSION, Facts.none()).status())
                .isEqualTo(400);
    }

    @Test
    void rendersTheStatusThatWasKept() {
        ErrorRenderer renderer = new ErrorRenderer(KEEPING, Envelope.PROBLEM, "https://docs.example.com");
        ApiError refused = KEEPING.answer(Condition.REQUEST, Facts.none());

        assertThat(new String(renderer.render(refused.withStatus(418), null), UTF_8))
                .isEqualTo(new String(renderer.render(refused, null), UTF_8).replace(":400,", ":418,"))
                .contains("\"status\":418,");
    }

    @Test
    void refusesWhatIsNoStatus() {
        for (String word : List.of("3xx", "6xx", "xx", "40", "4000", "4x0", "4XX", "600")) {
            assertThatThrownBy(() -> new Statuses(List.of("4xx", word)))
                    .hasMessage(
                            "Found '" + word + "' among statuses; allowed are 4xx, 5xx and numbers from 400 to 599.");
        }
        assertThat(new Statuses(List.of("5xx", "404")))
                .hasToString("5xx, 404")
                .matches(statuses -> statuses.contains(404) && statuses.contains(599) && !statuses.contains(405));
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
