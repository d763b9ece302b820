package dev.errata.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LintTest {
    private Folder folder;

    @BeforeEach
    void writeACleanCatalog(@TempDir Path path) {
        folder = new Folder(path).lock();
    }

    @Test
    void findsNothingInACleanCatalog() {
        assertThat(folder.findings()).isEmpty();
    }

    @Test
    void demandsAnAnswerToEveryRoot() {
        assertThat(folder.replace("codes/LIMITED.md", "[limit]", "[]").findings())
                .containsExactly(
                        "errata.yaml: No page answers 'limit'; name it in raised-by: of a page with status 429, or"
                                + " no refusal of this kind would have a code. [CONDITION_ROOTS]");
    }

    @Test
    void demandsThatAFallbackHasTheStatusOfHttp() {
        assertThat(folder.replace("codes/ODD.md", "request.version, ", "").findings())
                .containsExactly(
                        "codes/REFUSED.md:2: request.version is 505 in HTTP, but falls back to this page with status"
                                + " 400, because no page names it. Name it on a page or variant with status 505, or here, if that is"
                                + " what you want. [CONDITION_STATUS]");
    }

    @Test
    void demandsThatAConditionIsNamedOnce() {
        assertThat(folder.replace("codes/DENIED.md", "[permission]", "[permission, auth.expired, auth]")
                        .findings())
                .containsExactly("codes/LOGIN.md:2: auth is named here and on the page of DENIED; one page answers a"
                        + " condition. [CONDITION_NAMED_ONCE]");
    }

    @Test
    void demandsThatConditionsKnowTheRequiredDetails() {
        folder.replace(
                "codes/LIMITED.md", "since:", "details:\n  level: { type: string, doc: which, example: key }\nsince:");

        assertThat(folder.findings())
                .contains(
                        "codes/LIMITED.md:8: The detail 'level' is required, but limit, which this page answers, does not"
                                + " know it. Make it optional, or name another fact in 'fact:'; it knows no facts."
                                + " [CONDITION_FACTS]");
    }

    @Test
    void demandsThatPlaceholdersAreRequiredDetails() {
        folder.replace("codes/SOLD_OUT.md", "Item {item} is", "Item {item} of {shop} is");

        assertThat(folder.findings())
                .containsExactly(
                        "codes/SOLD_OUT.md:2: The placeholder {shop} in the message of main is no detail of the page;"
                                + " its details are [item]. [MESSAGE_PLACEHOLDER]");
    }

    @Test
    void refusesAMessageThatRepeatsTheStatus() {
        folder.replace("codes/SOLD_OUT.md", "Item {item} is sold out.", "Conflict.");

        assertThat(folder.findings())
                .containsExactly(
                        "codes/SOLD_OUT.md:2: The message 'Conflict.' repeats the status; say what was observed and"
                                + " what to do. [MESSAGE_TEMPLATE]");
    }

    @Test
    void demandsAnExampleOrAReason() {
        String withoutExample = Folder.SOLD_OUT.substring(0, Folder.SOLD_OUT.indexOf("## Example"));

        assertThat(folder.write("codes/SOLD_OUT.md", withoutExample).findings())
                .containsExactly(
                        "codes/SOLD_OUT.md:2: The page has no example; write an http fence under '## Example' that"
                                + " provokes the error, or a reason under prove: { waiver: … }. [EXAMPLE_PRESENT]");
        String waived = withoutExample.replace("since:", "prove: { waiver: needs a flood }\nsince:");
        assertThat(folder.write("codes/SOLD_OUT.md", waived).findings()).isEmpty();
    }

    @Test
    void refusesALinkThatLeadsNowhere() {
        assertThat(folder.replace("codes/SOLD_OUT.md", "(REFUSED)", "(REFUSAL.md)")
                        .findings())
                .containsExactly(
                        "codes/SOLD_OUT.md: The link to 'REFUSAL.md' leads nowhere; link a page by its code, or an"
                                + " absolute address. [LINK_ALIVE]");
    }

    @Test
    void refusesCodesThatDifferInPunctuationAlone() {
        folder.replace("codes/SOLD_OUT.md", "since:", "aliases: [SoldOut]\nsince:");

        assertThat(folder.findings())
                .contains(
                        "codes/SOLD_OUT.md: 'SoldOut', an alias on SOLD_OUT.md, is too near to 'SOLD_OUT', the code of"
                                + " SOLD_OUT.md; codes and aliases differ in more than case and punctuation. [CODE_UNIQUE]");
    }

    @Test
    void refusesAnExampleOfAnotherTypeThanItsDetail() {
        assertThat(folder.replace("codes/SOLD_OUT.md", "example: lamp", "example: 7")
                        .findings())
                .containsExactly(
                        "codes/SOLD_OUT.md:7: The example of 'item' is 7, which is no string. [DETAIL_EXAMPLE]");
    }

    @Test
    void refusesACodeThatDoesNotFitThePattern() {
        folder.write("codes/sold-twice.md", Folder.SOLD_OUT);

        assertThat(folder.findings())
                .contains(
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
    void noticesThatTheLockIsStaleUntilItIsWritten() {
        folder.replace("codes/SOLD_OUT.md", "status: 409", "status: 410");

        assertThat(folder.findings())
                .containsExactly(
                        "catalog.lock.json: The lock does not fit the pages; look at what changed, then run `errata"
                                + " lint --write-lock`. [LOCK_CURRENT]");
        assertThat(folder.lock().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyRuleHasAPageThatSaysHowToMendIt(Rule rule) {
        assertThat(RulePages.of(rule)).startsWith("# " + rule + "\n").contains("\n## Mend it\n");
    }
}
