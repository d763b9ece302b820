package dev.errata.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    private Folder folder;

    @BeforeEach
    void writeACleanCatalog(@TempDir Path path) {
        folder = new Folder(path).lock();
    }

    @Test
    void findsNothingInACleanCatalog() {
        assertThat(folder.mistakes()).isEmpty();
    }

    @Test
    void demandsAnAnswerToEveryRoot() {
        assertThat(folder.replace("codes/LIMITED.md", "[limit]", "[]").mistakes())
                .containsExactly(
                        "errata.yaml: No page answers 'limit'; name it in raised-by: of a page with status 429, or"
                                + " no refusal of this kind would have a code. [CONDITION_ROOTS]");
    }

    @Test
    void demandsThatAFallbackHasTheStatusOfHttp() {
        assertThat(folder.replace("codes/ODD.md", "request.version, ", "").mistakes())
                .containsExactly(
                        "codes/REFUSED.md:2: request.version is 505 in HTTP, but falls back to this page with status"
                                + " 400, because no page names it. Name it on a page or variant with status 505, or here, if that is"
                                + " what you want; `statuses: [505]` on this page keeps HTTP's. [CONDITION_STATUS]");
    }

    @Test
    void takesAFallbackToAPageThatKeepsTheStatusOfHttp() {
        folder.replace("codes/ODD.md", "request.version, request.expectation, ", "");

        assertThat(folder.replace("codes/REFUSED.md", "since:", "statuses: [5xx, 417]\nsince:")
                        .mistakes())
                .isEmpty();
        assertThat(folder.replace("codes/REFUSED.md", "[5xx, 417]", "4xx").mistakes())
                .containsExactly(
                        "codes/REFUSED.md:2: request.version is 505 in HTTP, but falls back to this page with status"
                                + " 400, because no page names it. Name it on a page or variant with status 505, or here, if that is"
                                + " what you want; `statuses: [505]` on this page keeps HTTP's. [CONDITION_STATUS]");
    }

    @Test
    void demandsThatAConditionIsNamedOnce() {
        assertThat(folder.replace("codes/DENIED.md", "[permission]", "[permission, auth.expired, auth]")
                        .mistakes())
                .containsExactly("codes/LOGIN.md:2: auth is named here and on the page of DENIED; one page answers a"
                        + " condition. [CONDITION_NAMED_ONCE]");
    }

    @Test
    void demandsThatConditionsKnowTheRequiredDetails() {
        folder.replace(
                "codes/LIMITED.md", "since:", "details:\n  level: { type: string, doc: which, example: key }\nsince:");

        assertThat(folder.mistakes())
                .containsExactly(
                        unknownTo("limit", "no facts"),
                        unknownTo("limit.lock", "retry_after, retry_after_ms"),
                        unknownTo("limit.concurrent", "limit, retry_after, retry_after_ms"),
                        unknownTo("limit.quota", "limit, retry_after, retry_after_ms, plan, usage, resets"));
    }

    @Test
    void demandsThatConditionsKnowTheDetailsThatAMessageNames() {
        folder.replace(
                "codes/LIMITED.md",
                "since:",
                "details:\n  level: { type: string, optional: true, doc: which, example: key }\nsince:");
        assertThat(folder.mistakes()).isEmpty();

        folder.replace("codes/LIMITED.md", "message: \"", "message: \"{level} ");

        assertThat(folder.mistakes())
                .hasSize(4)
                .contains(
                        "codes/LIMITED.md:2: The detail 'level' is in the message of main, but limit.lock, which this page"
                                + " answers, does not know it. Take it out of the message, or name another fact in 'fact:'; it knows"
                                + " retry_after, retry_after_ms. [CONDITION_FACTS]");
    }

    private static String unknownTo(String condition, String known) {
        return "codes/LIMITED.md:8: The detail 'level' is required, but " + condition
                + ", which this page answers, does not know it. Make it optional, or name another fact in 'fact:'; it knows "
                + known + ". [CONDITION_FACTS]";
    }

    @Test
    void demandsThatPlaceholdersAreRequiredDetails() {
        folder.replace("codes/SOLD_OUT.md", "Item {item} is", "Item {item} of {shop} is");

        assertThat(folder.mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md:2: The placeholder {shop} in the message of main is no detail of the page;"
                                + " its details are [item]. [MESSAGE_PLACEHOLDER]");
    }

    @Test
    void refusesAMessageThatRepeatsTheStatus() {
        folder.replace("codes/SOLD_OUT.md", "Item {item} is sold out.", "Conflict.");

        assertThat(folder.mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md:2: The message 'Conflict.' repeats the status; say what was observed and"
                                + " what to do. [MESSAGE_TEMPLATE]");
    }

    @Test
    void refusesAMessageThatRepeatsTheTitle() {
        folder.replace("codes/SOLD_OUT.md", "Item {item} is sold out.", "Sold out!");

        assertThat(folder.mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md:2: The message 'Sold out!' repeats the title; say what was observed and what"
                                + " to do. [MESSAGE_TEMPLATE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"did you mean", "Exception", "oops", "unknown error", "undefined", "please"})
    void refusesAMessageThatGuessesBegsOrSpeaksOfTheProgram(String words) {
        folder.replace("codes/SOLD_OUT.md", "is sold out.", "is sold out, " + words + ".");

        assertThat(folder.mistakes())
                .containsExactly("codes/SOLD_OUT.md:2: The message contains '" + words.toLowerCase(Locale.ROOT)
                        + "'; it speaks to the caller, without guesses and without words of the program."
                        + " [MESSAGE_TEMPLATE]");
    }

    @Test
    void demandsAnExampleOrAReason() {
        String withoutExample = Folder.SOLD_OUT.substring(0, Folder.SOLD_OUT.indexOf("## Example"));

        assertThat(folder.write("codes/SOLD_OUT.md", withoutExample).mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md:2: The page has no example; write an http fence under '## Example' that"
                                + " provokes the error, or a reason under prove: { waiver: … }. [EXAMPLE_PRESENT]");
        String waived = withoutExample.replace("since:", "prove: { waiver: needs a flood }\nsince:");
        assertThat(folder.write("codes/SOLD_OUT.md", waived).mistakes()).isEmpty();
    }

    @Test
    void refusesALinkThatLeadsNowhere() {
        assertThat(folder.replace("codes/SOLD_OUT.md", "(REFUSED)", "(REFUSAL.md)")
                        .mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md: The link to 'REFUSAL.md' leads nowhere; link a page by its code, or an"
                                + " absolute address. [LINK_ALIVE]");
    }

    @Test
    void refusesCodesThatDifferInPunctuationAlone() {
        folder.replace("codes/SOLD_OUT.md", "since:", "aliases: [SoldOut]\nsince:");

        assertThat(folder.mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md: 'SoldOut', an alias on SOLD_OUT.md, is too near to 'SOLD_OUT', the code of"
                                + " SOLD_OUT.md; codes and aliases differ in more than case and punctuation. [CODE_UNIQUE]");
    }

    @Test
    void refusesAnExampleOfAnotherTypeThanItsDetail() {
        assertThat(folder.replace("codes/SOLD_OUT.md", "example: lamp", "example: 7")
                        .mistakes())
                .containsExactly(
                        "codes/SOLD_OUT.md:7: The example of 'item' is 7, which is no string. [DETAIL_EXAMPLE]");
    }

    @Test
    void refusesACodeThatDoesNotFitThePattern() {
        folder.write("codes/sold-twice.md", Folder.SOLD_OUT);

        assertThat(folder.mistakes())
                .containsExactly(
                        "codes/sold-twice.md: The file's name is the code, and 'sold-twice' does not match code-pattern:"
                                + " [A-Z_]+. Rename the file. [CODE_PATTERN]");
    }

    @Test
    void noticesThatAPublishedCodeVanished() throws Exception {
        Files.delete(folder.path().resolve("codes/SOLD_OUT.md"));

        assertThat(folder.findings())
                .containsExactly(
                        "catalog.lock.json: The code 'SOLD_OUT' was published and has no page any more. Clients match"
                                + " on it: keep its page with 'state: retired', or name it under aliases: of the page that took its"
                                + " place. [LOCK_CURRENT]");
        assertThatThrownBy(() -> folder.lock()).isInstanceOf(CatalogException.class);
    }

    @Test
    void noticesThatAPublishedAliasVanished() {
        folder.replace("codes/SOLD_OUT.md", "since:", "aliases: [GONE]\nsince:").lock();
        folder.replace("codes/SOLD_OUT.md", "aliases: [GONE]\n", "");

        assertThat(folder.findings())
                .containsExactly(
                        "catalog.lock.json: The code 'GONE' was published and has no page any more. Clients match"
                                + " on it: keep its page with 'state: retired', or name it under aliases: of the page that took its"
                                + " place. [LOCK_CURRENT]");
    }

    @Test
    void takesTheDayUntilWhichAnAliasWasTheName() {
        folder.replace("errata.yaml", "code-pattern:", "version-header: API-Version\ncode-pattern:");
        folder.replace("codes/SOLD_OUT.md", "since:", "aliases: { GONE: 2026-06-01, LOST: 2025-01-01 }\nsince:");

        assertThat(folder.lock().findings()).isEmpty();
        Page page = CatalogSource.read(folder.path()).page("LOST").orElseThrow();
        assertThat(page.nameOn(LocalDate.parse("2024-12-31"))).isEqualTo("LOST");
        assertThat(page.nameOn(LocalDate.parse("2026-05-31"))).isEqualTo("GONE");
        assertThat(page.nameOn(LocalDate.parse("2026-06-01"))).isEqualTo("SOLD_OUT");
        assertThat(page.nameOn(null)).isEqualTo("SOLD_OUT");
        assertThat(folder.path().resolve("catalog.lock.json"))
                .content()
                .contains("\"aliases.GONE\": \"until 2026-06-01\"", "\"aliases.LOST\": \"until 2025-01-01\"");

        folder.replace("codes/SOLD_OUT.md", ", LOST: 2025-01-01", "");
        assertThat(folder.findings())
                .containsExactly(
                        "catalog.lock.json: The code 'LOST' was published and has no page any more. Clients match"
                                + " on it: keep its page with 'state: retired', or name it under aliases: of the page that took its"
                                + " place. [LOCK_CURRENT]");
    }

    @Test
    void refusesADayThatNobodyCanPin() {
        folder.replace("codes/SOLD_OUT.md", "since:", "aliases: { GONE: 2026-06-01 }\nsince:");

        assertThatThrownBy(() -> CatalogSource.read(folder.path()))
                .hasMessageContaining("SOLD_OUT.md:8:18: Found '2026-06-01' as 'GONE:' of aliases; allowed is no day:"
                        + " errata.yaml has no version-header by which callers pin one. [VALUE_VALID]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ GONE: soon } | Found 'soon' as 'GONE:' of aliases; allowed is a day, such as 2026-06-01.",
                "{ GONE: } | 'GONE:' is missing in aliases; write the day of the renaming, such as 2026-06-01.",
                "{ GONE: 2026-06-01, LOST: 2026-06-01 } | Found '2026-06-01' as 'LOST:' of aliases; allowed is a day"
                        + " that no other alias of the page has.",
            })
    void refusesAnAliasWithoutADayOfItsOwn(String aliases, String message) {
        folder.replace("errata.yaml", "code-pattern:", "version-header: API-Version\ncode-pattern:");
        folder.replace("codes/SOLD_OUT.md", "since:", "aliases: " + aliases + "\nsince:");

        assertThatThrownBy(() -> CatalogSource.read(folder.path())).hasMessageContaining(message);
    }

    @Test
    void refusesADayForWhatIsNoAnswer() {
        folder.replace("errata.yaml", "code-pattern:", "version-header: API-Version\ncode-pattern:");
        folder.replace("codes/SOLD_OUT.md", "since:", "surface: delivery-log\naliases: { GONE: 2026-06-01 }\nsince:");

        assertThatThrownBy(() -> CatalogSource.read(folder.path()))
                .hasMessageContaining("allowed is no day: what stands in a delivery log or a stream has one name for"
                        + " everybody.");
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyRuleHasAPageThatSaysHowToMendIt(Rule rule) {
        assertThat(RulePages.of(rule)).startsWith("# " + rule + "\n").contains("\n## Mend it\n");
    }
}
