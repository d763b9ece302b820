package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.Observation.Kind;
import dev.errata.probe.TinyService.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
    private static final String STEP = "# @expect 400\nGET {{base}}/step";

    private final TinyService service = new TinyService();

    @TempDir
    private Path folder;

    private TinyCatalog catalog;

    @BeforeEach
    void write() {
        catalog = new TinyCatalog(folder);
        catalog.page("ABSENT", "", STEP, "GET {{base}}/a\nAuthorization: Bearer hpn_live_sk_0123456789");
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aCodeWithoutPageFailsThePageInWhichItWasSeen() {
        service.on("/step", Reply.error(400, "MYSTERY", "What."));
        assertSeen(Kind.UNDOCUMENTED_CODE, "The code MYSTERY has no page in the catalog.");
    }

    @Test
    void anEarlierNameAndARetiredCodeMayNotBeAnswered() {
        catalog.page("NEWER", "aliases: [OLDER]\nprove: { waiver: not here }\n");
        service.on("/step", Reply.error(400, "OLDER", "What."));
        assertSeen(
                Kind.UNDOCUMENTED_CODE,
                "The code OLDER is an earlier name of NEWER; who is pinned to no earlier day receives the present one.");
    }

    @Test
    void aRetiredCodeMayNotBeAnswered() {
        catalog.page("GONE", "state: retired\nreplaced-by: ABSENT\n");
        service.on("/step", Reply.error(400, "GONE", "What."));
        assertSeen(Kind.UNDOCUMENTED_CODE, "The code GONE is retired, yet the service answers it.");
    }

    @Test
    void aKnownCodeWithAStatusOfItsOwnIsSeen() {
        service.on("/step", Reply.error(400, "ABSENT", "It is not there."));
        assertSeen(Kind.UNDOCUMENTED_STATUS, "The code ABSENT came with status 400; its page says 404.");
    }

    @Test
    void aFrameworksOwnErrorPageIsSeen() {
        service.on("/step", Reply.of(400, "<h1>Bad Request</h1>"));
        assertSeen(Kind.FOREIGN_BODY, "GET /step was answered 400 with a body that is not JSON.");
    }

    @Test
    void anEmptyErrorIsSeen() {
        service.on("/step", Reply.of(400, ""));
        assertSeen(Kind.FOREIGN_BODY, "GET /step was answered 400 with no body.");
    }

    @Test
    void everyAnswerCarriesOneRequestId() {
        catalog.page("ABSENT", "", "GET {{base}}/step", "GET {{base}}/a");
        service.on("/step", Reply.of(200, "{}", "X-Request-Id: "));
        assertSeen(Kind.REQUEST_ID, "GET /step was answered 200 with no X-Request-Id header.");
    }

    @Test
    void noAnswerCarriesTwoRequestIds() {
        catalog.page("ABSENT", "", "GET {{base}}/step", "GET {{base}}/a");
        service.on("/step", Reply.of(200, "{}", "X-Request-Id: req_1 | req_2"));
        assertSeen(Kind.REQUEST_ID, "GET /step was answered 200 with 2 X-Request-Id headers; one is right.");
    }

    @Test
    void theRequestIdOfTheBodyIsThatOfTheHeader() {
        catalog.page("OTHER", "status: 400\nprove: { waiver: not here }\n");
        service.on(
                "/step",
                Reply.of(400, "{\"error\":{\"code\":\"OTHER\",\"message\":\"It.\",\"request_id\":\"req_2\"}}"));
        assertSeen(Kind.REQUEST_ID, "The request id is 'req_1' in the header X-Request-Id and 'req_2' in the body.");
    }

    @Test
    void aTemplateMayNotReachTheWire() {
        documented("Limit is {limit}.");
        assertSeen(
                Kind.UNFILLED_TEMPLATE, "The message shows {limit} where a value should stand: 'Limit is {limit}.'.");
    }

    @Test
    void theMediaTypeIsTheEnvelopes() {
        catalog.page("OTHER", "status: 400\nprove: { waiver: not here }\n");
        service.on("/step", Reply.error(400, "OTHER", "It.", "Content-Type: text/plain; charset=utf-8"));
        assertSeen(Kind.CONTENT_TYPE, "Content-Type is 'text/plain; charset=utf-8'; errors have 'application/json'.");
    }

    @Test
    void theAddressOfThePageMustAnswer() {
        catalog.page("OTHER", "status: 400\nprove: { waiver: not here }\n");
        service.on("/docs/OTHER", Reply.of(404, "{}"));
        service.on("/step", Reply.error(400, "OTHER", "It.", "Link: <" + service.url() + "/docs/OTHER>; rel=\"help\""));
        assertSeen(Kind.DOC_URL, "The address of the page, " + service.url() + "/docs/OTHER, answers 404, not 200.");
    }

    @Test
    void thePlaceInThePageMustBeThere() {
        catalog.page("OTHER", "status: 400\nprove: { waiver: not here }\n");
        service.on("/docs/OTHER", Reply.of(200, "<h1>OTHER</h1><h3 id=\"variant-open\">open</h3>"));
        service.on(
                "/step",
                Reply.error(
                        400, "OTHER", "It.", "Link: <" + service.url() + "/docs/OTHER#variant-locked>; rel=\"help\""));
        assertSeen(
                Kind.DOC_URL,
                "The page at " + service.url()
                        + "/docs/OTHER has no element with the id variant-locked, to which the answer points.");
    }

    @Test
    void thePageMustBeThatOfTheCodeAndIsFetchedOnce() {
        catalog.page("ABSENT", "", STEP, STEP, "GET {{base}}/a");
        catalog.page("OTHER", "status: 400\nprove: { waiver: not here }\n");
        service.on("/docs/OTHER", Reply.of(200, "Something else"));
        service.on(
                "/step",
                Reply.of(
                        400,
                        "{\"error\":{\"code\":\"OTHER\",\"message\":\"It.\",\"doc_url\":\"" + service.url()
                                + "/docs/OTHER\"}}"));
        assertSeen(Kind.DOC_URL, "The page at " + service.url() + "/docs/OTHER does not contain the code OTHER.");
        assertThat(service.log).filteredOn(line -> line.contains("/docs/")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    at dev.App.run(App.java:12)             | a Java stack frame: 'at dev.App.run(App.java:12)'
                    Traceback (most recent call last):      | a Python stack frame: 'Traceback (most recent call last)'
                    at run (/app/server.js:10:5)            | a Node stack frame: 'at run (/app/server.js:10:5)'
                    goroutine 7 [running]                   | a Go stack frame: 'goroutine 7 ['
                    at A.B.C(String s) in X.cs:line 4       | a .NET stack frame: 'at A.B.C(String s) in X.cs:line 4'
                    java.lang.IllegalStateException: no     | an exception's class name: 'java.lang.IllegalStateException'
                    KeyError: 'x'                           | an exception's class name: 'KeyError'
                    near SELECT id FROM orders              | a piece of SQL: 'SELECT id FROM'
                    cannot open /var/lib/data               | a path of the machine: '/var/lib/data'
                    """)
    void whatBelongsInsideIsSeen(String text, String leak) {
        documented(text);
        assertSeen(Kind.LEAK, "The answer shows " + leak + ".");
    }

    @Test
    void aCredentialOfTheRunMayNotComeBack() {
        catalog.page(
                "ABSENT", "", "GET {{base}}/ok\nAuthorization: Bearer hpn_live_sk_0123456789", STEP, "GET {{base}}/a");
        service.on("/ok", Reply.of(200, "{}"));
        documented("Key hpn_live_sk_0123456789 is bad.");
        assertSeen(Kind.LEAK, "The answer repeats a credential that a request carried: 'hpn…' (22 characters).");
    }

    @Test
    void whatTheRequestItselfSaidIsNoLeak() {
        catalog.page("ABSENT", "", "# @expect 400\nGET {{base}}/step?path=/var/lib", "GET {{base}}/a");
        documented("No such path /var/lib.");
        assertThat(catalog.probe(service).codes().get(0).forms().get(0).observations())
                .isEmpty();
    }

    private void documented(String message) {
        catalog.page("OTHER", "status: 400\nprove: { waiver: not here }\n");
        service.on("/step", Reply.error(400, "OTHER", message));
    }

    private void assertSeen(Kind kind, String text) {
        FormResult result = catalog.probe(service).codes().get(0).forms().get(0);
        assertThat(result.reasons()).isEmpty();
        List<Observation> seen = result.observations();
        assertThat(seen).extracting(Observation::kind).containsExactly(kind);
        assertThat(seen).extracting(Observation::text).containsExactly(text);
        assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(result.failed()).isTrue();
    }
}
