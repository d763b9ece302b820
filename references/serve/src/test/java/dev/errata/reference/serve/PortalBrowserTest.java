package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.Proofs;
import dev.errata.probe.Verdict;
import dev.errata.site.Browser;
import dev.errata.site.Contrast;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalBrowserTest {
    private static final String CODES = ".api .codes tbody th";

    private @Nullable Portal served;
    private @Nullable Browser started;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path profile, @TempDir Path folder) throws IOException {
        started = Browser.start(profile);
        int base = Served.freeBase();
        Proofs proofs = new Proofs(folder);
        for (Reference reference : Reference.ALL) {
            KeptProof.of(reference.id(), "http://127.0.0.1:" + reference.port(base), "2031-05-04T12:00:00Z")
                    .keep(proofs);
        }
        KeptProof.of("harpoon", "http://127.0.0.1:1", "2031-05-04T12:00:00Z")
                .failed("INVALID_AMOUNT", Verdict.WRONG_CODE, "The code is OTHER.")
                .waived("INTERNAL_ERROR", "nobody can")
                .withMessage("INVALID_URL", "As it was.")
                .without("INVALID_CURRENCY")
                .keep(proofs);
        served = Portal.start(
                Reference.ALL,
                new PortalViews(Reference.ALL, base, proofs, false, PortalTest::keys, port -> true),
                new Health(),
                base);
    }

    @AfterAll
    void stop() {
        if (started != null) {
            started.close();
        }
        if (served != null) {
            served.close();
        }
    }

    @AfterEach
    void nothingWasSaidOnTheConsole() {
        assertThat(browser().console()).isEmpty();
    }

    @Test
    void codesAreFoundWhileTheReaderTypes() {
        open("");
        browser().first("#q").sendKeys("INVALID_KEY");
        untilFound("1 code in 1 API");

        assertThat(browser().texts(CODES)).containsExactly("INVALID_KEY_TYPE");
        assertThat(browser().address()).isEqualTo(address() + "?q=INVALID_KEY");
        assertThat(browser().focused().getAttribute("id")).isEqualTo("q");
        assertThat(browser().evaluate("document.title")).isEqualTo("INVALID_KEY · Errata portal");
    }

    @Test
    void aPastedAnswerFindsItsCode() {
        open("");
        browser()
                .first("#q")
                .sendKeys(
                        "HTTP/1.1 403 X-Request-Id: req_7c1f {\"success\":false,\"error\":{\"code\":\"INVALID_KEY_TYPE\","
                                + "\"message\":\"This operation needs a secret key.\",\"details\":{\"key_type\":\"public\"}}}");
        untilFound("1 code in 1 API");

        assertThat(browser().texts(CODES)).containsExactly("INVALID_KEY_TYPE");
    }

    @Test
    void theKeyboardGoesToTheSearchToTheFirstCodeAndBack() {
        open("");
        browser().first("body").sendKeys("/");
        assertThat(browser().focused().getAttribute("id")).isEqualTo("q");
        browser().focused().sendKeys("INVALID_KEY");
        untilFound("1 code in 1 API");
        browser().focused().sendKeys(Keys.ARROW_DOWN);
        assertThat(browser().focused().getText()).isEqualTo("INVALID_KEY_TYPE");
        browser().first("#q").sendKeys(Keys.ESCAPE);
        browser().until(".overview");
        assertThat(browser().address()).isEqualTo(address());
        assertThat(browser().first("#q").getAttribute("value")).isEmpty();
    }

    @Test
    void tabReachesTheFirstLinksInTheOrderOfThePage() {
        open("");
        List<String> reached = new ArrayList<>();
        WebElement body = browser().first("body");
        body.sendKeys(Keys.TAB);
        for (int i = 0; i < 5; i++) {
            reached.add(browser().focused().getText().strip());
            browser().focused().sendKeys(Keys.TAB);
        }
        assertThat(reached).containsExactly("Skip to content", "Errata portal", "", "Dark theme", "Harbor");
    }

    @Test
    void aFilterStaysWhileTheReaderTypes() {
        open("?state=proven");
        browser().first("#q").sendKeys("INVALID_CURRENCY");
        untilFound("No code fits. Try fewer words, a status, or the message as you received it. Show all");
        assertThat(browser().address()).isEqualTo(address() + "?q=INVALID_CURRENCY&state=proven");
    }

    @Test
    void aCommandIsCopiedWithTheKeyInIt() {
        open("?q=INVALID_KEY_TYPE");
        browser().first("details.curl summary").click();
        String command = browser().first("details.curl code").getText().replaceAll("\\s+", " ");
        browser().first("details.curl .copy").click();
        browser().until(".copy [role=status]", "Copied");

        WebElement box = browser().first("#q");
        box.clear();
        box.sendKeys(Keys.chord(Keys.CONTROL, "v"));
        assertThat(box.getAttribute("value")).isEqualTo(command).contains("Authorization: Bearer hpn_live_pk_");
    }

    @Test
    void theThemeFollowsTheSystemUntilTheSwitchSaysOtherwise() {
        browser().prefersDark(true);
        open("");
        assertThat(paper()).isEqualTo("rgb(20, 24, 28)");
        browser().first(".theme").click();
        assertThat(paper()).isEqualTo("rgb(252, 251, 248)");
        open("?q=429");
        assertThat(paper()).isEqualTo("rgb(252, 251, 248)");
        assertThat(browser().first(".theme").getAttribute("aria-pressed")).isEqualTo("false");
        browser().evaluate("localStorage.clear()");
        browser().prefersDark(false);
    }

    @Test
    void withoutScriptsTheSearchIsAForm() {
        browser().scripts(false);
        try {
            open("");
            assertThat(browser().texts(CODES)).contains("INVALID_KEY_TYPE", "rate_limit_exceeded");
            assertThat(browser().first(".theme").isDisplayed()).isFalse();
            browser().first("#q").sendKeys("INVALID_KEY_TYPE", Keys.ENTER);
            assertThat(browser().address()).isEqualTo(address() + "?q=INVALID_KEY_TYPE");
            assertThat(browser().texts(CODES)).containsExactly("INVALID_KEY_TYPE");
            browser().first("details.curl summary").click();
            assertThat(browser().first("details.curl code").getText()).startsWith("curl -i 'http://127.0.0.1:");
        } finally {
            browser().scripts(true);
        }
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        open("");
        browser().first("#q").sendKeys("429");
        browser().until("#found .result-count");
        assertThat(browser()
                        .evaluate("performance.getEntriesByType('resource')"
                                + ".filter((each) => !each.name.startsWith(location.origin + '/')).length")
                        .toString())
                .isEqualTo("0");
        assertThat(browser()
                        .evaluate("performance.getEntriesByType('resource').length > 3")
                        .toString())
                .isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=INVALID_KEY_TYPE", "?q=nothing+like+it", "?state=failed"})
    void aNarrowScreenNeedsNoScrollingSideways(String page) {
        browser().width(320);
        try {
            open(page);
            browser().evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
            assertThat(browser().evaluate("innerWidth === 320 && document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        } finally {
            browser().width(1200);
        }
    }

    @Test
    void everyTextHasTheContrastOfWcagAaInBothThemes() {
        for (String theme : List.of("light", "dark")) {
            open("");
            browser().evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
            assertThat(browser().evaluate(Contrast.script(theme)).toString())
                    .as("texts below 4.5:1, %s", theme)
                    .isEqualTo("[]");
        }
    }

    private void untilFound(String count) {
        browser().until("#found .result-count", count);
    }

    private String paper() {
        return browser()
                .evaluate("getComputedStyle(document.body).backgroundColor")
                .toString();
    }

    private void open(String query) {
        browser().open(address() + query);
    }

    private String address() {
        if (served == null) {
            throw new IllegalStateException("The portal was not started");
        }
        return served.address();
    }

    private Browser browser() {
        if (started == null) {
            throw new IllegalStateException("The browser was not started");
        }
        return started;
    }
}
