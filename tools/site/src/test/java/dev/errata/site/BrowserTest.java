package dev.errata.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final String SAMPLE = ".step .sample:not([hidden]) code";

    @TempDir
    private Path scratch;

    private Path site = Path.of("");
    private @Nullable SiteServer server;
    private @Nullable Browser started;

    @BeforeAll
    void start(
            @TempDir Path catalog,
            @TempDir(cleanup = CleanupMode.NEVER) Path profile,
            @TempDir(cleanup = CleanupMode.NEVER) Path written)
            throws IOException {
        started = Browser.start(profile);
        site = written;
        SiteGenerator.write(SampleCatalog.in(catalog), site);
        server = SiteServer.of(Site.files(SampleCatalog.in(catalog)));
    }

    @AfterAll
    void stop() {
        if (started != null) {
            started.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void nothingWasSaidOnTheConsole() {
        assertThat(browser().console()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void searchFindsACodeWhetherServedOrOpenedFromAFolder(boolean served) {
        open(served, "");
        search("pot_taken");
        assertThat(browser().texts(".hit-code")).startsWith("POT_TAKEN");
        browser().first("#q").sendKeys(Keys.ENTER);
        assertThat(browser().address()).isEqualTo(address(served) + "POT_TAKEN.html");
        assertThat(browser().first("h1").getText()).isEqualTo("POT_TAKEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POT_IN_USE                                                       | POT_TAKEN       | earlier name: POT_IN_USE
            pot_l                                                            | POT_LIMIT       | Wait, then retry
            Pot small_one was taken at 2031-01-01T00:00:00Z.                 | POT_TAKEN       | Pot {pot} was taken at {taken_at}.
            {"success":false,"error":{"code":"POT_LIMIT","message":"x"}}     | POT_LIMIT       | Wait, then retry
            HTTP/1.1 429 Link: </errors/POT_TAKEN> {"error":{"code":"POT_LIMIT"}} | POT_LIMIT | Wait, then retry
            423                                                              | POT_TAKEN       | Change the request, Retry with backoff
            429                                                              | POT_LIMIT       | Wait, then retry
            too many                                                         | POT_LIMIT       | Wait, then retry
            poured                                                           | POT_TAKEN       | Change the request, Retry with backoff
            kettle                                                           | NO_KETTLE       | Change the request
            """)
    void searchFindsACodeBy(String asked, String code, String why) {
        open(true, "index.html");
        search(asked);
        assertThat(browser().texts(".hit-code").get(0)).isEqualTo(code);
        assertThat(browser().texts(".hit-why").get(0)).isEqualTo(why);
    }

    @Test
    void anExactCodeComesBeforeOthersThatMentionIt() {
        open(true, "?q=POT");
        assertThat(browser().texts(".hit-code")).startsWith("POT_LIMIT", "POT_TAKEN");
        search("nothing like it");
        assertThat(browser().first(".result-count").getText())
                .isEqualTo("No code fits. Try fewer words, a status, or the message as you received it.");
    }

    @Test
    void slashGoesToTheSearchAndEscapeComesBackToTheTable() {
        open(true, "");
        browser().first("body").sendKeys("/");
        assertThat(browser().focused().getAttribute("id")).isEqualTo("q");
        browser().focused().sendKeys("limit", Keys.ARROW_DOWN);
        assertThat(browser().focused().getText()).startsWith("POT_LIMIT");
        assertThat(browser().address()).endsWith("/errors/?q=limit");
        browser().first("#q").sendKeys(Keys.ESCAPE);
        assertThat(browser().first("#tables").isDisplayed()).isTrue();
        assertThat(browser().first("#results").isDisplayed()).isFalse();
    }

    @Test
    void aPageHandsItsSearchToTheIndex() {
        open(true, "POT_LIMIT");
        search("423");
        browser().first("#q").sendKeys(Keys.ENTER);
        assertThat(browser().address()).endsWith("/errors/index.html?q=423");
        assertThat(browser().texts(".hit-code")).containsExactly("POT_TAKEN");
    }

    @Test
    void theTableIsFilteredByStatusAndAdvice() {
        open(true, "");
        browser().first("#by-advice option[value=retry-with-backoff]").click();
        assertThat(browser().texts(".codes tbody tr:not([hidden]) th")).containsExactly("POT_TAKEN", "TEAHOUSE_BROKEN");
        browser().first("#by-status option[value='423']").click();
        assertThat(browser().texts(".codes tbody tr:not([hidden]) th")).containsExactly("POT_TAKEN");
        assertThat(browser().first(".filter-count").getText()).isEqualTo("1 of 5 codes");
    }

    @Test
    void arrowsChooseTheLanguageOfEverySampleAndItIsRemembered() {
        open(true, "POT_TAKEN");
        WebElement http = browser().first("[role=tab]");
        http.click();
        http.sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser().focused().getText()).isEqualTo("curl");
        assertThat(browser().texts("[role=tab][aria-selected=true]")).containsExactly("curl", "curl", "");
        assertThat(browser().texts(SAMPLE)).allMatch(code -> code.contains("curl -") || code.isEmpty());
        browser().focused().sendKeys(Keys.END);
        assertThat(browser().focused().getText()).isEqualTo("Java");
        browser().focused().sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser().focused().getText()).isEqualTo("HTTP");
        browser().focused().sendKeys(Keys.ARROW_LEFT);
        open(true, "POT_LIMIT");
        assertThat(browser().texts("[role=tab][aria-selected=true]")).containsExactly("Java");
        assertThat(browser().all("[role=tab][tabindex='0']")).hasSize(1);
    }

    @Test
    void theThemeFollowsTheSystemUntilTheSwitchSaysOtherwise() {
        browser().prefersDark(true);
        open(true, "");
        assertThat(paper()).isEqualTo("rgb(20, 24, 28)");
        assertThat(browser().first(".theme").getAttribute("aria-pressed")).isEqualTo("true");
        browser().first(".theme").click();
        assertThat(paper()).isEqualTo("rgb(252, 251, 248)");
        open(true, "POT_LIMIT");
        assertThat(paper()).isEqualTo("rgb(252, 251, 248)");
        assertThat(browser().first(".theme").getAttribute("aria-pressed")).isEqualTo("false");
        browser().evaluate("localStorage.clear()");
        browser().prefersDark(false);
    }

    @Test
    void theCopyOfALaterCallHoldsTheCallsBeforeIt() throws IOException {
        open(true, "POT_TAKEN");
        browser().first("[role=tab]:nth-child(2)").click();
        browser().evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        browser().all(".provoking .tab-bar .copy").get(0).click();
        assertThat(browser().evaluate("window.copied"))
                .isEqualTo(script("POT_TAKEN", CurlScript.Values.READER)
                        .text(Map.of("base", "http://127.0.0.1:9000", "tea_key", "YOUR_TEA_KEY")));
        browser().evaluate("localStorage.clear()");
    }

    private CurlScript script(String code, CurlScript.Values values) throws IOException {
        Page page = SampleCatalog.in(scratch).page(code).orElseThrow();
        return CurlScript.of(
                SampleCatalog.in(scratch).root().probe(), page.examples().get(0), values);
    }

    @Test
    void onAServiceWithTestControlsTheCopyMakesWhatItNeedsUnlessTheReaderHasAKey() throws IOException {
        CatalogSource catalog = SampleCatalog.withControls(scratch);
        try (SiteServer service = SiteServer.of(Site.files(catalog)).servedAt("/gateway")) {
            browser().open(service.address() + "POT_TAKEN");
            browser().first("[role=tab]:nth-child(2)").click();
            browser().evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
            browser().all(".provoking .tab-bar .copy").get(0).click();
            String base = service.address().replace("/errors/", "");
            CurlScript script = CurlScript.of(
                    catalog.root().probe(),
                    catalog.page("POT_TAKEN").orElseThrow().examples().get(0),
                    CurlScript.Values.CONTROLS);
            assertThat(browser().evaluate("window.copied"))
                    .isEqualTo(script.text(Map.of("base", base)))
                    .asString()
                    .contains("base='" + base + "'\nfixture tearoom\n");
            assertThat(browser()
                            .first("#response + .sample, [aria-labelledby=response] code")
                            .getText())
                    .contains("\"help\": \"" + base + "/errors/POT_TAKEN\"");
            browser().first("#reader-key").sendKeys("tea_live_1");
            browser().all(".provoking .tab-bar .copy").get(0).click();
            assertThat(browser().evaluate("window.copied").toString())
                    .contains("tea_key='tea_live_1'")
                    .doesNotContain("fixture");
            browser().evaluate("sessionStorage.clear()");
            browser().evaluate("localStorage.clear()");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theReadersKeyIsFilledInHereAndGoesNowhere(boolean served) {
        open(served, "POT_TAKEN.html");
        assertThat(browser().first(SAMPLE).getText()).contains("YOUR_TEA_KEY", "http://127.0.0.1:9000/pots");
        browser().first("#reader-base").sendKeys("https://tea.example/");
        browser().first("#reader-key").sendKeys("tea_live_1'; <b>", Keys.ENTER);
        assertThat(browser().first(SAMPLE).getText())
                .contains("Bearer tea_live_1;<b>", "https://tea.example/pots")
                .doesNotContain("YOUR_TEA_KEY");
        assertThat(browser().address()).isEqualTo(address(served) + "POT_TAKEN.html");
        open(served, "POT_LIMIT.html");
        assertThat(browser().first(SAMPLE).getText()).contains("tea_live_1", "https://tea.example/pots");
        assertThat(browser().first("#reader-key").getAttribute("type")).isEqualTo("password");
        assertThat(browser().evaluate("JSON.stringify(localStorage)").toString())
                .doesNotContain("tea_live_1");
        browser().first(".reader [type=reset]").click();
        assertThat(browser().first(SAMPLE).getText()).contains("YOUR_TEA_KEY", "http://127.0.0.1:9000/pots");
        assertThat(browser().evaluate("sessionStorage.length").toString()).isEqualTo("0");
        assertThat(running().asked()).noneMatch(target -> target.contains("tea_live_1"));
    }

    @Test
    void withoutScriptsTheTableAndEverySampleAreThere() {
        browser().scripts(false);
        try {
            open(true, "");
            assertThat(browser().texts(".codes tbody th"))
                    .containsExactly("HOSTILE", "POT_TAKEN", "POT_LIMIT", "TEAHOUSE_BROKEN", "NO_KETTLE");
            assertThat(browser().first(".search").isDisplayed()).isFalse();
            assertThat(browser().first(".theme").isDisplayed()).isFalse();
            open(true, "POT_LIMIT");
            assertThat(browser().texts(".sample-label"))
                    .containsExactly("HTTP", "curl", "JavaScript", "Python", "Java");
            assertThat(browser().texts(".samples pre")).hasSize(5).noneMatch(String::isEmpty);
            assertThat(browser().first(".reader").isDisplayed()).isFalse();
        } finally {
            browser().scripts(true);
        }
    }

    @Test
    void hostileProseRunsNothing() {
        open(true, "HOSTILE");
        search("alert");
        open(true, "?q=alert");
        assertThat(browser().texts(".hit-code")).contains("HOSTILE");
        open(false, "HOSTILE.html");
        assertThat(browser().all("article script, article img, article b")).isEmpty();
    }

    @Test
    void aWrongAddressLeadsToTheCodesThatAreSpelledAlikeAndToTheSearch() {
        open(true, "POT_LIMITS.html");
        assertThat(browser().first("h1").getText()).isEqualTo("There is no such page");
        assertThat(browser().texts("#results h2")).containsExactly("Did you mean");
        assertThat(browser().texts(".hit-code")).startsWith("POT_LIMIT");
        search("kettle");
        assertThat(browser().texts(".hit-code")).containsExactly("NO_KETTLE");
        browser().first(".hits a").click();
        assertThat(browser().address()).endsWith("/errors/NO_KETTLE.html");
        assertThat(browser().console()).hasSize(1).allMatch(said -> said.contains("404"));
    }

    @Test
    void aNameIsBrokenWhereItsWordsAreJoined() {
        browser().width(320);
        try {
            open(true, "TEAHOUSE_BROKEN");
            assertThat(browser().evaluate("""
                    (() => {
                      const h1 = document.querySelector("h1");
                      h1.style.width = "12ch";
                      const range = document.createRange();
                      return [...h1.childNodes].filter((node) => node.nodeType === 3).map((node) => {
                        range.selectNodeContents(node);
                        return node.textContent + " " + range.getClientRects().length;
                      }).join(", ");
                    })()""")).isEqualTo("TEAHOUSE_ 1, BROKEN 1");
        } finally {
            browser().width(1200);
        }
    }

    @Test
    void anEarlierNameLeadsToItsCode() {
        open(true, "POT_IN_USE");
        assertThat(browser().address()).isEqualTo(address(true) + "POT_TAKEN.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "POT_TAKEN.html", "HOSTILE.html"})
    void aNarrowScreenNeedsNoScrollingSideways(String page) {
        browser().width(320);
        try {
            open(true, page);
            assertThat(browser().evaluate("innerWidth === 320 && document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        } finally {
            browser().width(1200);
        }
    }

    @Test
    void everyTextHasTheContrastOfWcagAaInBothThemes() {
        for (String theme : List.of("light", "dark")) {
            for (String page : List.of("", "POT_TAKEN", "POT_LIMIT", "NO_KETTLE", "TEAHOUSE_BROKEN")) {
                open(true, page);
                assertThat(browser().evaluate(Contrast.script(theme)).toString())
                        .as("texts below 4.5:1 on /%s, %s", page, theme)
                        .isEqualTo("[]");
            }
        }
    }

    private void search(String text) {
        WebElement box = browser().first("#q");
        box.clear();
        box.sendKeys(text);
    }

    private String paper() {
        return browser()
                .evaluate("getComputedStyle(document.body).backgroundColor")
                .toString();
    }

    private void open(boolean served, String page) {
        browser().open(address(served) + (served || !page.isEmpty() ? page : "index.html"));
    }

    private String address(boolean served) {
        return served ? running().address() : site.toUri().toString();
    }

    private Browser browser() {
        if (started == null) {
            throw new IllegalStateException("The browser was not started");
        }
        return started;
    }

    private SiteServer running() {
        if (server == null) {
            throw new IllegalStateException("The server was not started");
        }
        return server;
    }
}
