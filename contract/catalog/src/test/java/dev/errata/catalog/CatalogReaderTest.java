package dev.errata.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.Actor;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.DetailType;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.RetryAdvice;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogReaderTest {
    private Folder folder;

    @BeforeEach
    void writeACleanCatalog(@TempDir Path path) {
        folder = new Folder(path);
    }

    @Test
    void readsFactsProseAndExamplesOfAPage() {
        Page page = folder.read().page("SOLD_OUT").orElseThrow();

        assertThat(page.main().status()).isEqualTo(409);
        assertThat(page.main().retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(page.details()).extracting(Page.DetailDoc::name).containsExactly("item");
        assertThat(page.prose().cause()).isEqualTo("The last one is gone.");
        Example example = page.example("main").orElseThrow();
        assertThat(example.steps()).hasSize(2);
        Example.Step first = example.steps().get(0);
        assertThat(first.name()).isEqualTo("basket");
        assertThat(first.line()).isEqualTo(18);
        assertThat(first.headers()).containsExactly(new Example.Header("Content-Type", "application/json"));
        assertThat(first.body()).isEqualTo("{\"item\": \"lamp\"}");
        assertThat(example.provoking().target()).isEqualTo("{{base}}/orders/{{basket.id}}");
        assertThat(example.provoking().body()).isNull();
    }

    @Test
    void putsTheNumbersOfTheRootFileIntoMessagesAndProse() {
        Page page = folder.replace("codes/REFUSED.md", "Ask us.", "Wait {limits.per-minute} seconds.")
                .read()
                .page("REFUSED")
                .orElseThrow();

        assertThat(page.main().message()).isEqualTo("At most 100 requests a minute are read, and only whole ones.");
        assertThat(page.prose().fix()).isEqualTo("Wait 100 seconds.");
        assertThat(page.main().raisedBy()).isEqualTo(List.of(Condition.REQUEST));
    }

    @Test
    void readsVariantsWithTheirOwnExamples() {
        folder.replace(
                        "codes/SOLD_OUT.md",
                        "since:",
                        "variants:\n  - { name: queue, status: 429, retry: wait, message: Later. }\nsince:")
                .replace(
                        "codes/SOLD_OUT.md",
                        "POST {{base}}/orders/{{basket.id}}\n```",
                        "POST {{base}}/orders/{{basket.id}}\n```\n### Variant: queue\n```http\nGET {{base}}/queue\n```");

        Page page = folder.read().page("SOLD_OUT").orElseThrow();

        assertThat(page.forms()).extracting(Page.Form::name).containsExactly("main", "queue");
        assertThat(page.example("queue").orElseThrow().provoking().target()).isEqualTo("{{base}}/queue");
    }

    @Test
    void namesFileLineAndColumnOfEveryMistakeAtOnce() {
        folder.replace("codes/SOLD_OUT.md", "status: 409", "status: 4090")
                .replace("codes/SOLD_OUT.md", "retry: never", "retry: no\nactor: nobody")
                .replace("codes/SOLD_OUT.md", "type: string, doc", "type: text, docs")
                .replace("codes/DENIED.md", "since:", "statuses: 3xx\nsince:")
                .replace("codes/SOLD_OUT.md", "since:", "statuses: [410]\nsince:")
                .replace("codes/REFUSED.md", "[request]", "[requests]");

        assertThat(folder.findings())
                .containsExactly(
                        "codes/DENIED.md:7:11: Found '3xx' as 'statuses:' of the page; allowed is 4xx, 5xx, or a list of"
                                + " these and of statuses from 400 to 599. [VALUE_VALID]",
                        "codes/REFUSED.md:6:13: Found 'requests', which is no condition; `errata list --conditions` shows"
                                + " them all. [CONDITION_NAMED_ONCE]",
                        "codes/SOLD_OUT.md:2:9: Found '4090' as 'status:' of the page; allowed is a status from 400 to"
                                + " 599. [VALUE_VALID]",
                        "codes/SOLD_OUT.md:4:8: Found 'no' as 'retry:' of the page; allowed is never, reauthenticate, wait"
                                + " or backoff. [VALUE_VALID]",
                        "codes/SOLD_OUT.md:5:8: Found 'nobody' as 'actor:' of the page; allowed is caller, account-admin or"
                                + " operator. [VALUE_VALID]",
                        "codes/SOLD_OUT.md:8:9: 'doc:' is missing in the detail 'item'; write what the detail means."
                                + " [PAGE_COMPLETE]",
                        "codes/SOLD_OUT.md:8:17: Found 'text' as 'type:' of the detail 'item'; allowed is string, integer,"
                                + " decimal, boolean, timestamp, strings, fields or any. [VALUE_VALID]",
                        "codes/SOLD_OUT.md:8:23: Found 'docs:' in the detail 'item', which has no such key; it may have"
                                + " type, fact, optional, sensitive, doc, example. [KEY_KNOWN]",
                        "codes/SOLD_OUT.md:9:11: Found '410' as 'statuses:' of the page; allowed is none without"
                                + " raised-by:, because what the application throws has the status of its page."
                                + " [VALUE_VALID]");
    }

    @Test
    void saysWhoMustActOrLeavesItToTheStatus() {
        folder.replace("codes/SOLD_OUT.md", "since:", """
                variants:
                  - { name: closed, status: 503, retry: never, message: We are closed. }
                  - { name: frozen, status: 403, retry: never, actor: account-admin, message: Frozen. }
                since:""");

        assertThat(folder.read().page("SOLD_OUT").orElseThrow().forms())
                .extracting(Page.Form::actor)
                .containsExactly(Actor.CALLER, Actor.OPERATOR, Actor.ACCOUNT_ADMIN);
    }

    @Test
    void readsHowLoudALogTellsOfACode() {
        assertThat(folder.read().page("SOLD_OUT").orElseThrow().log()).isNull();

        folder.replace("codes/SOLD_OUT.md", "since:", "log: off\nsince:");
        assertThat(folder.read().page("SOLD_OUT").orElseThrow().log()).isEqualTo(Level.OFF);

        folder.replace("codes/SOLD_OUT.md", "log: off", "log: warn");
        assertThat(folder.read().page("SOLD_OUT").orElseThrow().log()).isEqualTo(Level.WARNING);

        folder.replace("codes/SOLD_OUT.md", "log: warn", "log: loud");
        assertThatThrownBy(folder::read)
                .hasMessageContaining(
                        "Found 'loud' as 'log:' of the page; allowed is error, warn, info, debug or off.");
    }

    @Test
    void demandsAStatusOnlyOfWhatIsAnAnswer() {
        folder.replace("codes/SOLD_OUT.md", "status: 409", "surface: delivery-log");

        assertThat(folder.read().page("SOLD_OUT").orElseThrow().main().status()).isEqualTo(Page.NO_STATUS);

        folder.replace("codes/SOLD_OUT.md", "surface: delivery-log", "surface: response");

        assertThat(folder.findings())
                .containsExactly(
                        "codes/SOLD_OUT.md:2:1: 'status:' is missing in the page; write a status from 400 to 599."
                                + " [PAGE_COMPLETE]");
    }

    @Test
    void aDetailSpreadBesideAMemberOfItsNameIsWrittenErrorAndItsName() {
        folder.replace(
                "errata.yaml",
                "error: { code: $code, message: $message, details: $details? }",
                "{ status: $status, code: $code, '...': $details }");
        folder.write(
                "codes/SOLD_OUT.md",
                Folder.SOLD_OUT.replace(
                                "  item:", "  status: { type: string, doc: of the order, example: paid }\n  item:")
                        + """

                        ## Response
                        ```json
                        {"status": 409, "code": "SOLD_OUT", "error_status": "paid", "item": "lamp"}
                        ```
                        """);

        assertThat(folder.mistakes()).isEmpty();

        Code code = Code.named("SOLD_OUT", "Sold out")
                .detail(new Detail("status", DetailType.STRING, true, false, "status"))
                .form(Code.MAIN, 409, RetryAdvice.NEVER, "Gone.", Condition.values())
                .build();
        Catalog catalog = Catalog.of("Shop", "1.0").code(code).build();
        ErrorRenderer renderer = new ErrorRenderer(catalog, folder.read().root().envelope(), "");
        assertThat(new String(renderer.render(code.main().occurrence("paid"), null), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":409,\"code\":\"SOLD_OUT\",\"error_status\":\"paid\"}");
    }

    @Test
    void refusesAPageWithoutFrontMatter() {
        assertThat(folder.write("codes/ABSENT.md", "# Absent\n").findings())
                .containsExactly(
                        "codes/ABSENT.md:1: The page does not begin with '---'; its facts stand between two such"
                                + " lines at its top. [PAGE_FRONT_MATTER]");
    }

    @Test
    void pointsAtBrokenYaml() {
        assertThat(folder.replace("codes/ABSENT.md", "title: Page ABSENT", "title: Page: ABSENT")
                        .findings())
                .containsExactly(
                        "codes/ABSENT.md:3:12: This is not YAML: mapping values are not allowed here. Text with"
                                + " ': ', '#' or '{' needs quotes. [PAGE_FRONT_MATTER]");
    }

    @Test
    void refusesAFolderWithoutRootOrPages(@TempDir Path empty) {
        assertThat(new Folder(empty).write("errata.yaml", "api: Shop\n").findings())
                .contains(
                        "errata.yaml:1:1: 'version:' is missing in errata.yaml; write the version of the catalog in quotes,"
                                + " such as 'version: \"1.0\"'. [ROOT_COMPLETE]",
                        "errata.yaml:1:1: 'envelope:' is missing in errata.yaml; write the shape of an error body, such as"
                                + " 'envelope: { error: { code: $code, message: $message, details: $details? } }'."
                                + " [ENVELOPE_VALID]");
    }

    @Test
    void refusesUnknownSlotsDirectivesAndHeadings() {
        folder.replace("errata.yaml", "$message", "$text")
                .replace("codes/SOLD_OUT.md", "# @expect 201", "# @expects 201")
                .replace("codes/SOLD_OUT.md", "## Fix", "## Solution");

        assertThat(folder.findings())
                .containsExactly(
                        "codes/SOLD_OUT.md:10: '## Fix' is missing or empty; a page has Cause and Fix, then Example."
                                + " [PAGE_HEADINGS]",
                        "codes/SOLD_OUT.md:13: Found '## Solution' here; the headings are Cause, Fix, Example, Response,"
                                + " Notes, in this order, each once. [PAGE_HEADINGS]",
                        "codes/SOLD_OUT.md:19: Found '# @expects', which is no directive; the directives are name, expect,"
                                + " capture, repeat, until, parallel, wait, advance, fixture, as, raw, body-size, sign,"
                                + " needs. [EXAMPLE_REQUEST]",
                        "errata.yaml:6:34: Found '$text', which is no slot; the slots are $code, $message, $title, $type,"
                                + " $status, $status_text, $actor, $details, $doc_url, $request_id, $success. [ENVELOPE_VALID]");
    }

    @Test
    void refusesANumberThatTheRootFileDoesNotHave() {
        assertThat(folder.replace("codes/ABSENT.md", "Ask us.", "Ask us\n{limits.per-hour} times.")
                        .findings())
                .containsExactly(
                        "codes/ABSENT.md:14: Found {limits.per-hour}, but limits: in errata.yaml has per-minute."
                                + " [LIMIT_KNOWN]");
    }
}
