package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.TinyService.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private final TinyService service = new TinyService();

    @TempDir
    private Path folder;

    private TinyCatalog catalog;

    @BeforeEach
    void write() {
        catalog = new TinyCatalog(folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void anAnswerAsThePageSaysIsProven() {
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));
        catalog.page("ABSENT", "", "GET {{base}}/a");

        assertThat(catalog.probeOne(service).proven()).isTrue();
    }

    @Test
    void aSuccessfulRequestProvokesNothing() {
        service.on("/a", Reply.of(200, "{}"));
        assertVerdict("", Verdict.NOT_PROVOKED, "The last request was answered with 200; the page says 404 ABSENT.");
    }

    @Test
    void anotherCodeIsNamedTogetherWithItsStatus() {
        service.on("/a", Reply.error(403, "DENIED", "No."));
        catalog.page("DENIED", "status: 403\nmessage: No way.\n", "GET {{base}}/a");
        catalog.page("ABSENT", "", "GET {{base}}/a");

        FormResult absent = catalog.probe(service).codes().get(0).forms().get(0);

        assertThat(absent.verdict()).isEqualTo(Verdict.WRONG_CODE);
        assertThat(absent.reasons())
                .containsExactly("The code is DENIED; the page is ABSENT.", "The status is 403; the page says 404.");
    }

    @Test
    void theRightCodeWithAnotherStatusIsNotEnough() {
        service.on("/a", Reply.error(400, "ABSENT", "It is not there."));
        assertVerdict("", Verdict.WRONG_STATUS, "The status is 400; the page says 404.");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 418, 501})
    void aStatusThatThePageKeepsIsProven(int status) {
        service.on("/a", Reply.error(status, "ABSENT", "It is not there."));
        catalog.page("ABSENT", "raised-by: [absent]\nstatuses: [418, 5xx]\n", "GET {{base}}/a");

        assertThat(catalog.probeOne(service).proven()).isTrue();
    }

    @Test
    void aBodyThatIsNotJsonIsNotTheEnvelope() {
        service.on("/a", Reply.of(404, "<html>"));
        assertVerdict("", Verdict.WRONG_ENVELOPE, "The body is not the envelope of errata.yaml: the body is not JSON.");
    }

    @Test
    void aMemberThatTheEnvelopeDoesNotHaveIsNamed() {
        service.on("/a", Reply.of(404, "{\"error\":{\"code\":\"ABSENT\",\"message\":\"It is not there.\",\"x\":1}}"));
        assertVerdict(
                "",
                Verdict.WRONG_ENVELOPE,
                "The body is not the envelope of errata.yaml: error.x is not a member of the envelope.");
    }

    @Test
    void detailsMustBeThoseOfThePage() {
        service.on(
                "/a",
                Reply.of(
                        404,
                        "{\"error\":{\"code\":\"ABSENT\",\"message\":\"It is not there.\","
                                + "\"details\":{\"count\":\"3\",\"at\":\"now\",\"wrong\":[{\"field\":\"a\"}],\"more\":1}}}"));
        assertVerdict(
                """
                details:
                  id: { type: string, doc: Which, example: a }
                  count: { type: integer, doc: How many, example: 1 }
                  at: { type: timestamp, doc: When, example: "2026-01-01T00:00:00Z" }
                  wrong: { type: fields, doc: All, example: [{ field: a, location: body, rule: must be b }] }
                  hint: { type: string, optional: true, doc: What to do, example: a }
                """,
                Verdict.WRONG_DETAILS,
                "The required detail 'id' is missing.",
                "The detail 'count' is \"3\"; the page says integer.",
                "The detail 'at' is \"now\"; the page says timestamp.",
                "The detail 'wrong' is [{\"field\":\"a\"}]; the page says fields.",
                "The detail 'more' is not on the page, which has id, count, at, wrong, hint.");
    }

    @Test
    void theMessageIsTheTemplateFilledWithTheDetailsOfTheAnswer() {
        String facts = """
                message: "Order {id} has only {names}."
                details:
                  id: { type: string, doc: Which, example: a }
                  names: { type: strings, doc: Who, example: [a] }
                """;
        String details = "\"details\":{\"id\":\"o1\",\"names\":[\"a\",\"b\"]}}}";
        service.on(
                "/a",
                Reply.of(404, "{\"error\":{\"code\":\"ABSENT\",\"message\":\"Order o2 has only a, b.\"," + details));
        assertVerdict(
                facts,
                Verdict.WRONG_MESSAGE,
                "The message is 'Order o2 has only a, b.'; ABSENT says 'Order o1 has only a, b.'.");
    }

    @Test
    void retryWaitNeedsRetryAfter() {
        service.on("/a", Reply.error(429, "ABSENT", "It is not there."));
        assertVerdict(
                "status: 429\nretry: wait\n",
                Verdict.MISSING_HEADER,
                "The answer has no Retry-After header, which retry: wait asks for.");
    }

    @Test
    void retryAfterMustBeReadable() {
        service.on("/a", Reply.error(429, "ABSENT", "It is not there.", "Retry-After: soon"));
        assertVerdict(
                "status: 429\nretry: wait\n",
                Verdict.MISSING_HEADER,
                "Retry-After is 'soon', which is neither whole seconds nor an HTTP date.");
    }

    @Test
    void status401NeedsAChallenge() {
        service.on("/a", Reply.error(401, "ABSENT", "It is not there."));
        assertVerdict(
                "status: 401\n",
                Verdict.MISSING_HEADER,
                "The answer has no WWW-Authenticate header, which status 401 asks for.");
    }

    @Test
    void status405NeedsTheMethodsThatAreAllowed() {
        service.on("/a", Reply.error(405, "ABSENT", "It is not there."));
        assertVerdict(
                "status: 405\n", Verdict.MISSING_HEADER, "The answer has no Allow header, which status 405 asks for.");
    }

    @Test
    void aFormWithoutExampleIsNotRun() {
        catalog.page("OTHER", "", "GET {{base}}/b");
        service.on("/b", Reply.error(404, "OTHER", "It is not there."));
        catalog.page(
                "ABSENT",
                "variants:\n  - { name: gone, status: 410, retry: never, message: Gone. }\n",
                "GET {{base}}/a");
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));

        CodeResult absent = catalog.probe(service).codes().get(0);

        assertThat(absent.proven()).isFalse();
        assertThat(absent.forms())
                .extracting(FormResult::verdict)
                .containsExactly(Verdict.PROVEN, Verdict.SETUP_FAILED);
        assertThat(absent.forms().get(1).reasons())
                .containsExactly("The page has no example for this form. Write the requests under '### Variant: gone', "
                        + "or the reason why there is none under prove: waiver.");
    }

    @Test
    void aServiceThatHangsUpIsUnreachable() throws Exception {
        try (RawService raw = new RawService("")) {
            catalog.page("ABSENT", "", "GET {{base}}/a");
            var source = catalog.read();
            FormResult result = new Probe(source, Settings.of(source.root(), raw.url(), 1), ProbeListener.SILENT)
                    .run()
                    .codes()
                    .get(0)
                    .forms()
                    .get(0);

            assertThat(result.verdict()).isEqualTo(Verdict.UNREACHABLE);
            assertThat(result.reasons())
                    .containsExactly("Line 17: GET " + raw.url() + "/a was not answered: the connection was closed.");
        }
    }

    @Test
    void aWaivedPageIsWaivedUntilItsExampleProvesIt() {
        String waiver = "prove: { waiver: nobody can break the disk }\n";
        catalog.page("ABSENT", waiver, "GET {{base}}/a");
        service.on(
                "/a",
                (exchange, body) ->
                        service.log.size() > 1 ? Reply.error(404, "ABSENT", "It is not there.") : Reply.of(200, "{}"));

        FormResult first = catalog.probeOne(service);
        FormResult second = catalog.probeOne(service);

        assertThat(first.waived()).isTrue();
        assertThat(first.reasons()).containsExactly("nobody can break the disk");
        assertThat(second.verdict()).isEqualTo(Verdict.WAIVER_STALE);
        assertThat(second.failed()).isTrue();
        assertThat(second.reasons())
                .containsExactly("The page waives the proof (nobody can break the disk), but its example proves it. "
                        + "Remove 'prove:' from the page.");
    }

    @Test
    void aDeliveryLogIsReadByTheLastRequest() {
        service.on("/log", Reply.of(200, "{\"attempts\":[{\"error\":\"ABSENT\"}]}"));
        catalog.page("ABSENT", "surface: delivery-log\n", "GET {{base}}/log");
        assertThat(catalog.probeOne(service).proven()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"error_code\":\"ABSENT\"}]}",
                "{\"attempts\":[{\"failure\":{\"code\":\"ABSENT\"}}]}",
                "event: error\ndata: {\"error\":{\"code\":\"ABSENT\"}}\n\n"
            })
    void aCodeStandsInAMemberForCodes(String answer) {
        service.on("/log", Reply.of(200, answer));
        catalog.page("ABSENT", "surface: delivery-log\n", "GET {{base}}/log");
        assertThat(catalog.probeOne(service).proven()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"note\":\"ABSENT\"}",
                "{\"codes\":[\"ABSENT\"]}",
                "{\"ABSENT\":0}",
                "{\"code\":\"ABSENT_2\"}",
                "The code is \"ABSENT\"."
            })
    void aPlaceThatOnlyMentionsACodeProvesNothing(String answer) {
        service.on("/log", Reply.of(200, answer));
        catalog.page("ABSENT", "surface: delivery-log\n", "GET {{base}}/log");
        FormResult result = catalog.probeOne(service);

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_PROVOKED);
        assertThat(result.reasons())
                .containsExactly("The answer has no member 'code', 'error' or '…_code' that is \"ABSENT\", but the last"
                        + " request of a page with surface: delivery-log reads it: " + answer);
    }

    private void assertVerdict(String facts, Verdict verdict, String... reasons) {
        catalog.page("ABSENT", facts, "GET {{base}}/a");
        FormResult result = catalog.probeOne(service);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.reasons()).containsExactly(reasons);
        assertThat(result.failed()).isTrue();
    }
}
