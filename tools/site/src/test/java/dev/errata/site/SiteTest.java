package dev.errata.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    private static final Pattern ADDRESS = Pattern.compile("\\b(?:href|src|action)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");
    private static final Pattern REFERENCE = Pattern.compile("\\b(?:for|aria-labelledby|aria-controls)=\"([^\"]*)\"");

    @TempDir
    private Path folder;

    private CatalogSource catalog;
    private Map<String, String> files;

    @BeforeEach
    void generate() throws IOException {
        catalog = SampleCatalog.in(folder.resolve("catalog"));
        files = new TreeMap<>();
        Site.files(catalog).forEach((name, content) -> files.put(name, content.get()));
    }

    @Test
    void everyPageHasHtmlAndMarkdownAndEveryAliasLeadsToItsCode() {
        assertThat(files.keySet())
                .containsExactly(
                        "404.html",
                        "HOSTILE.html",
                        "HOSTILE.md",
                        "NO_KETTLE.html",
                        "NO_KETTLE.md",
                        "POT_IN_USE.html",
                        "POT_LIMIT.html",
                        "POT_LIMIT.md",
                        "POT_TAKEN.html",
                        "POT_TAKEN.md",
                        "TEAHOUSE_BROKEN.html",
                        "TEAHOUSE_BROKEN.md",
                        "asked.js",
                        "catalog.json",
                        "icon.svg",
                        "index.html",
                        "index.md",
                        "llms.txt",
                        "search-index.js",
                        "site.css",
                        "site.js");
        assertThat(file("POT_IN_USE.html"))
                .contains("<meta http-equiv=\"refresh\" content=\"0; url=POT_TAKEN.html\">")
                .contains("<link rel=\"canonical\" href=\"POT_TAKEN.html\">")
                .contains("<p>This is an earlier name of <a href=\"POT_TAKEN.html\">POT_TAKEN</a>.</p>");
    }

    @Test
    void everyAddressIsRelativeAndLeadsToAFileAndAnIdOfTheSite() {
        List<String> dead = new ArrayList<>();
        int checked = 0;
        for (String name : html()) {
            for (String address : all(ADDRESS, file(name))) {
                if (address.equals("https://www.rfc-editor.org/rfc/rfc2324")
                        || address.equals("https://pictures.example/x.png")
                        || address.isEmpty()) {
                    continue; // what the prose itself links to; the sanitizer empties what it refuses
                }
                checked++;
                URI uri = URI.create(address);
                String target = uri.getPath().isEmpty() ? name : uri.getPath();
                boolean alive = !uri.isAbsolute()
                        && files.containsKey(target)
                        && (uri.getFragment() == null || all(ID, file(target)).contains(uri.getFragment()));
                if (!alive) {
                    dead.add(name + " -> " + address);
                }
            }
        }
        assertThat(dead).isEmpty();
        assertThat(checked).isGreaterThan(100);
    }

    @Test
    void everyIdIsUniqueAndEveryReferenceToOneHolds() {
        for (String name : html()) {
            List<String> ids = all(ID, file(name));
            assertThat(ids).as(name).doesNotHaveDuplicates();
            Set<String> references = new HashSet<>(all(REFERENCE, file(name)));
            assertThat(ids).as(name).containsAll(references);
        }
    }

    @Test
    void headingsBeginWithOneH1AndSkipNoLevel() {
        for (String name : html()) {
            int before = 0;
            for (String level : all(Pattern.compile("<h([1-6])"), file(name))) {
                int now = Integer.parseInt(level);
                assertThat(now).as(name).isLessThanOrEqualTo(before + 1);
                assertThat(now).as(name).isGreaterThan(before == 0 ? 0 : 1);
                before = now;
            }
        }
    }

    @Test
    void theSameCatalogGivesTheSameBytes() throws IOException {
        SiteGenerator.write(catalog, folder.resolve("one"));
        SiteGenerator.write(SampleCatalog.in(folder.resolve("again")), folder.resolve("two"));
        assertThat(contents(folder.resolve("one")))
                .isEqualTo(contents(folder.resolve("two")))
                .isEqualTo(files);
    }

    @Test
    void pagesHoldNoScriptOrStyleOfTheirOwn() {
        for (String name : html()) {
            assertThat(file(name)).as(name).doesNotContainPattern("<script(?! src=\"(site|asked|search-index)\\.js\")");
            assertThat(file(name)).as(name).doesNotContainPattern("<style|\\sstyle=|<[^>]*\\son[a-z]+=\"");
        }
    }

    @Test
    void hostileTextStaysText() {
        String page = file("HOSTILE.html");
        assertThat(page)
                .doesNotContain("<script>alert", "<img", "<b onclick", "javascript:")
                .contains("<p class=\"lead\">&lt;/title&gt;&lt;script&gt;alert('title')&lt;/script&gt;</p>")
                .contains("&lt;script&gt;alert('cause')&lt;/script&gt;")
                .contains("<a rel=\"nofollow\" href=\"\">a link</a>")
                .contains("<a rel=\"nofollow\" href=\"https://pictures.example/x.png\">a picture</a>")
                .contains("<h3>A heading that is too high</h3>");
        assertThat(file("index.html")).doesNotContain("<script>alert").contains("served &lt;hot&gt;.");
        assertThat(file("search-index.js")).doesNotContain("<").contains("\\u003c/script>");
    }

    @Test
    void linksBetweenPagesFollowAliasesAndKeepTheirAnchors() {
        assertThat(file("POT_TAKEN.html"))
                .contains("href=\"POT_LIMIT.html#fix\">Too many pots</a>")
                .contains("href=\"POT_TAKEN.html\">the old name</a>")
                .contains("the pot, see <a rel=\"nofollow\" href=\"POT_LIMIT.html\">POT_LIMIT</a>")
                .contains("<th scope=\"col\">Cups</th>");
        assertThat(file("POT_TAKEN.md"))
                .contains("[Too many pots](POT_LIMIT.md#fix)")
                .contains("[the old name](POT_TAKEN.md)");
    }

    @Test
    void aRetiredPageSaysSoAndNamesItsReplacement() {
        assertThat(file("NO_KETTLE.html"))
                .contains("<strong>The API no longer answers with this code.</strong>")
                .contains("See <a href=\"POT_TAKEN.html\">POT_TAKEN</a> instead.")
                .contains("<p>No request provokes this error: retired</p>");
        assertThat(file("NO_KETTLE.md"))
                .contains("**Retired.** The API no longer answers with this code. See [POT_TAKEN](POT_TAKEN.md).");
        assertThat(file("index.html")).contains("Retired codes <span class=\"count\">1</span>", "4 codes, version 2.1");
    }

    @Test
    void theTwinIsThePageAsMarkdown() {
        assertThat(file("POT_LIMIT.html")).contains("Also with the status");
        assertThat(file("POT_LIMIT.md")).isEqualTo("""
                # POT_LIMIT

                Too many pots

                - Status: 429 Too Many Requests
                - Retry: wait. Send the same request again, but not before the time that the answer states in Retry-After.
                - Actor: caller
                - Message: `No more than 20 pots a minute.`
                - Conditions: `limit`
                - Also with the status: 420, 5xx
                - Since: 1.0

                ## Details

                | Name | Type | | Meaning | Example |
                | --- | --- | --- | --- | --- |
                | `retry_after` | integer | required | seconds to wait | `17` |

                ## Cause

                More than 20 pots were asked for.

                ## Fix

                Wait.

                ## Response

                ```http
                HTTP/1.1 429 Too Many Requests
                Content-Type: application/json
                X-Request-Id: req_7f3c9a52e4d81b06
                Retry-After: 17

                {
                  "success": false,
                  "error": {
                    "code": "POT_LIMIT",
                    "message": "No more than 20 pots a minute.",
                    "help": "http://127.0.0.1:9000/errors/POT_LIMIT",
                    "details": {
                      "retry_after": 17
                    }
                  }
                }
                ```

                ## Example

                ```http
                # @until 429 max 30
                GET {{base}}/pots
                Authorization: Bearer {{tea_key}}
                ```
                """);
        assertThat(file("index.md"))
                .contains(
                        "| [POT_LIMIT](POT_LIMIT.md) | 429 | Too many pots. More than 20 pots were asked for. | wait | caller |");
        assertThat(file("llms.txt"))
                .contains("- [POT_LIMIT](POT_LIMIT.md): 429, retry wait, actor caller. Too many pots");
    }

    @Test
    void theCatalogForProgramsHoldsEverythingButTheProbe() {
        Map<?, ?> json = (Map<?, ?>) Json.parse(file("catalog.json"));
        assertThat(json.get("envelope"))
                .hasToString("{success=false, error={code=$code, message=$message,"
                        + " help=$doc_url?, details=$details?}}");
        Map<?, ?> taken = (Map<?, ?>) ((List<?>) json.get("codes")).get(3);
        assertThat(taken.get("code")).isEqualTo("POT_TAKEN");
        assertThat(taken.get("aliases")).isEqualTo(List.of(Map.of("name", "POT_IN_USE", "until", "2026-06-01")));
        assertThat((List<?>) taken.get("forms")).hasSize(2);
        assertThat((List<?>) taken.get("examples")).hasSize(2);
        Map<?, ?> limit = (Map<?, ?>) ((List<?>) json.get("codes")).get(2);
        assertThat(((Map<?, ?>) ((List<?>) limit.get("forms")).get(0)).get("statuses"))
                .isEqualTo(List.of("420", "5xx"));
        assertThat(file("catalog.json")).doesNotContain("secret-of-the-probe", "127.0.0.1");
    }

    @Test
    void twoNamesThatNeedTheSameFileAreRefused() throws IOException {
        String page = """
                ---
                status: 400
                title: Index
                retry: never
                message: "No."
                since: "1.0"
                ---
                ## Cause
                A.
                ## Fix
                B.
                """;
        CatalogSource index = SampleCatalog.of(folder.resolve("index"), Map.of("Index", page));
        assertThatThrownBy(() -> Site.files(index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Both the index and the code Index need the file Index.html of the site, where capital"
                        + " letters make no difference; rename one of them.");
    }

    @Test
    void aPageOfALargeCatalogListsTheSixtyCodesAroundItAndIsAsLongAsThatOfASmallOne() throws IOException {
        Map<String, Supplier<String>> small = Site.files(manyPots(folder.resolve("small"), 100));
        Map<String, Supplier<String>> large = Site.files(manyPots(folder.resolve("large"), 1_000));

        String page = content(large, "POT_0500.html");
        assertThat(all(Pattern.compile("<li><a href=\"([^\"]*)\""), page))
                .hasSize(60)
                .startsWith("POT_0470.html")
                .contains("POT_0500.html")
                .endsWith("POT_0529.html");
        assertThat(page).contains("<p class=\"group\"><a href=\"index.html\">and 940 other codes</a></p>");
        assertThat(page.length() - content(small, "POT_0050.html").length()).isBetween(0, 10);
        assertThat(all(Pattern.compile("<li><a href=\"([^\"]*)\""), content(large, "POT_0000.html")))
                .hasSize(60)
                .startsWith("POT_0000.html");
        assertThat(all(Pattern.compile("<li><a href=\"([^\"]*)\""), content(large, "POT_0999.html")))
                .hasSize(60)
                .endsWith("POT_0999.html");
    }

    private static CatalogSource manyPots(Path folder, int pages) throws IOException {
        Map<String, String> pots = new TreeMap<>();
        for (int i = 0; i < pages; i++) {
            pots.put("POT_%04d".formatted(i), """
                    ---
                    status: 400
                    title: No pot
                    retry: never
                    message: "No such pot."
                    since: "1.0"
                    ---
                    ## Cause
                    A.
                    ## Fix
                    B.
                    """);
        }
        return SampleCatalog.of(folder, pots);
    }

    private static String content(Map<String, Supplier<String>> files, String name) {
        return Objects.requireNonNull(files.get(name), name).get();
    }

    private String file(String name) {
        return files.getOrDefault(name, "");
    }

    private List<String> html() {
        return files.keySet().stream().filter(name -> name.endsWith(".html")).toList();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                contents.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return contents;
    }
}
