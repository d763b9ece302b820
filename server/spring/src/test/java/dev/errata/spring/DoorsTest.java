package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guards, keys, request ids and documentation pages, over raw sockets. */
@SpringBootTest(
        classes = Doors.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "errata.docs-path=/docs/errors",
            "server.tomcat.connection-timeout=1s",
            "server.jetty.connection-idle-timeout=1s"
        })
class DoorsTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Doors.Counter asked;

    private RawHttp http = new RawHttp(0);

    @BeforeEach
    void connect() {
        http = new RawHttp(port);
        asked.set(0);
    }

    private RawHttp.Answer get(String target, String... headers) throws IOException {
        return http.send("GET " + target + " HTTP/1.1", headers);
    }

    private static void refused(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.header("X-Request-Id")).hasSize(1);
        assertThat(answer.body())
                .contains("\"request_id\":\"" + answer.header("X-Request-Id").get(0) + "\"");
    }

    @Test
    void guardRefusesBeforeAnyRouteIsLookedFor() throws IOException {
        RawHttp.Answer answer = get("/nowhere", "Authorization: Basic x");

        refused(answer, 401, "auth_malformed");
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(answer.header("RateLimit")).containsExactly("\"default\";r=9;t=1");
    }

    @Test
    void headersOfAGuardStandOnSuccessToo() throws IOException {
        assertThat(get("/guarded", "Authorization: Bearer secret:read").header("RateLimit"))
                .containsExactly("\"default\";r=9;t=1");
    }

    @Test
    void credentialSentTwiceIsNoCredential() throws IOException {
        refused(
                get("/guarded", "Authorization: Bearer secret:read", "Authorization: Bearer secret:read"),
                401,
                "auth_malformed");
    }

    @Test
    void guardsAreAskedOncePerRequestEvenWhenTheWorkIsAsynchronous() throws IOException {
        assertThat(get("/later").body()).isEqualTo("{\"later\":true}");
        assertThat(asked.get()).isEqualTo(1);

        refused(get("/bad-gateway"), 500, "server_unexpected");
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void guardsAreNotAskedAboutABodyThatIsTooLarge() throws IOException {
        refused(
                http.send(
                        "POST /guarded HTTP/1.1",
                        "Expect: 100-continue",
                        "Content-Length: 1048577",
                        "Authorization: Basic x"),
                413,
                "request_body_too_large");
        assertThat(asked.get()).isZero();
    }

    @Test
    void accessAsksForACallerThenTheTypeOfKeyThenTheScopeThenReadsTheBody() throws IOException {
        refused(http.json("/guarded", "{"), 401, "auth_missing");
        refused(http.json("/guarded", "{", "Authorization: Bearer public:read"), 403, "permission_key_type");
        RawHttp.Answer scope = http.json("/guarded", "{", "Authorization: Bearer secret:read,list");
        refused(scope, 403, "permission_scope");
        assertThat(scope.body())
                .contains("\"details\":{\"required_scope\":\"write\",\"available_scopes\":[\"list\",\"read\"]}");
        refused(http.json("/guarded", "{", "Authorization: Bearer secret:write"), 400, "request_body_malformed");
        assertThat(http.json("/guarded", "{\"name\":\"n\"}", "Authorization: Bearer secret:write")
                        .body())
                .isEqualTo("{\"name\":\"n\"}");
    }

    @Test
    void accessOfTheClassHoldsWhereAMethodHasNone() throws IOException {
        refused(get("/guarded", "Authorization: Bearer public:read"), 403, "permission_key_type");
        assertThat(get("/guarded", "Authorization: Bearer secret:read").body()).isEqualTo("{\"key\":\"key_1\"}");
    }

    @Test
    void handlerThatWantsACallerIsNotRunWithoutOne() throws IOException {
        refused(get("/caller"), 401, "auth_missing");
        assertThat(get("/caller", "Authorization: Bearer any:x").body()).isEqualTo("{\"key\":\"key_1\"}");
    }

    @Test
    void requestIdIsKeptWhenItIsWellFormedAndReplacedOtherwise() throws IOException {
        RawHttp.Answer kept = get("/who", "X-Request-Id: mine.0123");
        assertThat(kept.header("X-Request-Id")).containsExactly("mine.0123");
        assertThat(kept.body()).contains("\"attribute\":\"mine.0123\"", "\"mdc\":\"mine.0123\"");

        RawHttp.Answer minted = get("/who", "X-Request-Id: <script>");
        assertThat(minted.header("X-Request-Id").get(0)).matches("req_[0-9a-f]{32}");
    }

    @Test
    void errorPathIsNoRoute() throws IOException {
        refused(get("/error"), 404, "absent_route");
    }

    @Test
    void errorOfTheApplicationIsAnsweredWhereverItIsWrapped() throws IOException {
        RawHttp.Answer answer = get("/teapot");

        refused(answer, 418, "teapot");
        assertThat(answer.body()).contains("\"message\":\"The pot is blue.\"", "\"details\":{\"colour\":\"blue\"}");
        assertThat(answer.header("X-Pot")).containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({
        "/not-found, 404, absent",
        "/not-found-thrown, 404, absent",
        "/half-written, 500, server_unexpected",
        "/big, 500, server_unexpected",
        "/after-error, 409, conflict",
        "/query-object?page=x, 400, request_parameter_type",
        "/query-object?page=0, 400, request_parameter_constraint",
        "/limits?b=%zz, 400, request_target",
        "/limits?b=%00&a=7, 400, request_parameter_constraint",
        "/ok/%00, 400, request_target",
        "/WEB-INF/web.xml, 404, absent_route",
    })
    void errorWithoutAReasonOfItsOwnGetsOne(String target, int status, String code) throws IOException {
        RawHttp.Answer answer = get(target);

        refused(answer, status, code);
        assertThat(answer.body()).startsWith("{\"success\":false").endsWith("}}");
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(answer.header("ETag")).isEmpty();
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void answerThatFailsAfterItHasBegunIsCut() throws IOException {
        RawHttp.Answer answer = get("/huge");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isFalse();
        assertThat(answer.body()).doesNotContain("error");
    }

    @Test
    void jsonThatTheApplicationAnswersItselfIsLeftAlone() throws IOException {
        RawHttp.Answer answer = get("/own-error");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"own\":true}");
    }

    @Test
    void bodyOfAnUpstreamThatCannotBeReadIsNotTheCallersFault() throws IOException {
        refused(get("/upstream"), 500, "server_unexpected");
    }

    @Test
    void bodyThatStallsIsATimeout() throws IOException {
        refused(
                http.exchange(
                        "POST /guarded HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret:write\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII)),
                408,
                "request_timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, request",
        "401, 401, auth_missing",
        "403, 403, permission",
        "404, 404, absent",
        "405, 405, request_method",
        "406, 406, request_accept",
        "408, 408, request_timeout",
        "409, 409, conflict",
        "410, 410, absent_gone",
        "413, 413, request_body_too_large",
        "414, 414, request_line_too_long",
        "415, 415, request_media_type",
        "417, 417, request_expectation",
        "429, 429, limit",
        "431, 431, request_header_too_large",
        "500, 500, server_unexpected",
        "503, 503, server_unavailable",
        "504, 503, server_timeout",
        "505, 505, request_version",
    })
    void aStatusWithoutABodyIsTheConditionThatHasIt(int status, int answered, String code) throws IOException {
        refused(get("/fails/" + status), answered, code);
    }

    @Test
    void methodAndPathThatAreNamedAreThoseOfTheCaller() throws IOException {
        RawHttp.Answer answer = http.send("TRACE /who HTTP/1.1");

        refused(answer, 405, "request_method");
        assertThat(answer.body())
                .contains("\"message\":\"Refused: TRACE /who.\"", "],\"method\":\"TRACE\",\"path\":\"/who\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/who", "/fails/406"})
    void whoAcceptsNothingIsToldWhatThereIs(String target) throws IOException {
        RawHttp.Answer answer = get(target, "Accept: ///");

        refused(answer, 406, "request_accept");
        assertThat(answer.body()).contains("\"details\":{\"allowed\":[\"application/json\"]}");
    }

    @Test
    void serviceThatIsUnavailableSaysWhenToComeBack() throws IOException {
        RawHttp.Answer told = get("/busy?seconds=7");
        refused(told, 503, "server_unavailable");
        assertThat(told.body()).contains("\"details\":{\"retry_after\":7,\"retry_after_ms\":7000}");
        assertThat(told.header("Retry-After")).containsExactly("7");

        assertThat(get("/busy").header("Retry-After")).containsExactly("5");
    }

    @Test
    void parametersThatTellOperationsApartAreNamed() throws IOException {
        RawHttp.Answer answer = get("/told");

        refused(answer, 400, "request_parameter");
        assertThat(answer.body()).contains("\"field\":\"mode=fast\"");
    }

    @Test
    void strangerOriginIsRefusedInTheEnvelope() throws IOException {
        refused(get("/cors", "Origin: https://stranger.example"), 403, "permission");
        assertThat(get("/cors", "Origin: https://friend.example").body()).isEqualTo("{}");
    }

    @Test
    void constraintsOfParametersAreListedInTheirOrderWithTheirLocation() throws IOException {
        RawHttp.Answer answer = get("/limits?b=abc&a=1", "X-Size: 1");

        refused(answer, 400, "request_parameter_constraint");
        assertThat(answer.body())
                .contains(
                        "\"errors\":[{\"field\":\"b\",\"location\":\"query\",\"rule\":\"must have at most 2 characters\"},"
                                + "{\"field\":\"a\",\"location\":\"query\",\"rule\":\"must be at least 5\"},"
                                + "{\"field\":\"X-Size\",\"location\":\"header\",\"rule\":\"must be at least 3\"}]");
        refused(get("/limits?b=a&a=5", "X-Size: big"), 400, "request_header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /who HTTP/1.1~Host: a~Host: b | 400 | request_header_host",
                "GET http://other/who HTTP/1.1~Host: a | 400 | request_header_host",
                "POST /who HTTP/1.1~Host: a~Content-Length: x | 400 | request_framing",
                "POST /who HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2 | 400 | request_framing",
                "GET /who%2Fa HTTP/1.1~Host: a | 400 | request_target",
                "GET /../who HTTP/1.1~Host: a | 400 | request_target",
                "GET /who\" HTTP/1.1~Host: a | 400 | request_target",
                "GET /who HTTP/1.1~Host: a~Expect: magic | 417 | request_expectation",
                "FOO /who HTTP/1.1~Host: a | 400 | request_method_unknown",
                "POST /who HTTP/1.1~Host: a~Content-Length: 0 | 405 | request_method",
            })
    void requestThatTheServerCannotReadIsAnsweredInTheEnvelope(String request, int status, String code)
            throws IOException {
        RawHttp.Answer answer = http.exchange(
                (request.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

        refused(answer, status, code);
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void problemDetailsAreSentToWhoPrefersThem() throws IOException {
        RawHttp.Answer answer =
                get("/nowhere", "Accept: application/problem+json, application/json;q=0.9", "X-Request-Id: mine.0123");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/errors/absent_route\",\"title\":\"The title of absent.route\",\"status\":404,"
                        + "\"detail\":\"Refused: GET /nowhere.\",\"code\":\"absent_route\",\"actor\":\"caller\",\"request_id\":\"mine.0123\","
                        + "\"method\":\"GET\",\"path\":\"/nowhere\"}");
    }

    @Test
    void documentationPagesAreServedWithoutAskingTheGuards() throws IOException {
        RawHttp.Answer page = get("/docs/errors/absent_route", "Authorization: Basic x");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("<h1>absent_route</h1>\n");
        assertThat(page.header("Content-Type")).containsExactly("text/html;charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).containsExactly("default-src 'self'");
        assertThat(page.header("Cache-Control")).containsExactly("no-cache");
        assertThat(page.header("X-Request-Id")).hasSize(1);
        assertThat(asked.get()).isZero();

        assertThat(get(
                                "/docs/errors/absent_route",
                                "If-None-Match: " + page.header("ETag").get(0))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void markdownIsServedToWhoAsksForIt() throws IOException {
        RawHttp.Answer negotiated = get("/docs/errors/absent_route", "Accept: text/markdown, */*");
        assertThat(negotiated.header("Content-Type")).containsExactly("text/markdown;charset=utf-8");
        assertThat(negotiated.body()).isEqualTo("# absent_route\n");

        assertThat(get("/docs/errors/absent_route.md").body()).isEqualTo("# absent_route\n");
    }

    @Test
    void folderOfThePagesIsItsIndex() throws IOException {
        assertThat(get("/docs/errors").header("Location")).containsExactly("./errors/");
        assertThat(get("/docs/errors/").body()).isEqualTo("<h1>All</h1>\n");
        assertThat(get("/docs/errors/assets/site.css").header("Content-Type"))
                .containsExactly("text/css;charset=utf-8");
        assertThat(http.send("HEAD /docs/errors/ HTTP/1.1").body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /docs/errors/nothing HTTP/1.1, 404, absent_route",
        "GET /docs/errors/assets HTTP/1.1, 404, absent_route",
        "GET /docs/errors/../../application.properties HTTP/1.1, 404, absent_route",
        "POST /docs/errors/absent_route HTTP/1.1, 405, request_method",
    })
    void whatIsNoPageIsRefused(String line, int status, String code) throws IOException {
        refused(http.send(line), status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "Absent_Route, ./absent_route",
        "absent_route/, ../absent_route",
        "KETTLE, ./teapot",
        "Assets/Site.css, ../assets/site.css"
    })
    void wrongCaseAndSlashesLeadToThePageRelativeToWhatWasAsked(String asked, String location) throws IOException {
        RawHttp.Answer page = get("/docs/errors/" + asked);
        assertThat(page.status()).isEqualTo(301);
        assertThat(page.header("Location")).containsExactly(location);
    }

    @Test
    void aPersonGetsAPageWhereThereIsNoneAndAProgramTheEnvelope() throws IOException {
        RawHttp.Answer page = get("/docs/errors/not/there", "Accept: text/html,*/*;q=0.8");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type")).containsExactly("text/html;charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).containsExactly("default-src 'self'");
        assertThat(page.body())
                .isEqualTo("<html lang=\"en\" data-served=\"/docs/errors\"><head><base href=\"../\"></head>"
                        + "<p>No such page</p></html>\n");
        refused(get("/docs/errors/not/there", "Accept: application/json"), 404, "absent_route");
    }

    @Test
    void pagesAreToldWhereTheyAreKept() throws IOException {
        assertThat(get("/docs/errors/teapot").body())
                .isEqualTo("<html lang=\"en\" data-served=\"/docs/errors\"><h1>Teapot</h1></html>\n");
    }

    @Test
    void pageOfAnEarlierNameLeadsToThatOfThePresentOne() throws IOException {
        RawHttp.Answer page = get("/docs/errors/kettle");
        assertThat(page.status()).isEqualTo(301);
        assertThat(page.header("Location")).containsExactly("./teapot");
        assertThat(get("/docs/errors/urn.md").header("Location")).containsExactly("./teapot.md");
    }

    @ParameterizedTest
    @CsvSource({
        "2023-12-31, urn",
        "2024-01-01, kettle",
        "2026-05-31, kettle",
        "2026-06-01, teapot",
        "2031-01-01, teapot",
    })
    void callerPinnedToADayReceivesTheNameOfThatDay(String day, String code) throws IOException {
        RawHttp.Answer answer = get("/teapot", "API-Version: " + day);

        refused(answer, 418, code);
        assertThat(answer.body()).contains("\"doc_url\":\"/errors/" + code + "\"");
        assertThat(answer.header("Link")).containsExactly("</errors/" + code + ">; rel=\"help\"");
        assertThat(get("/teapot", "API-Version: " + day, "Accept: application/problem+json")
                        .body())
                .contains("\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-02-30", "2026-6-1", "", "2026-06-01T00:00:00Z", "+02026-06-01"})
    void versionThatIsNoDayIsRefusedBeforeAnyGuardIsAsked(String version) throws IOException {
        RawHttp.Answer answer = get("/guarded", "API-Version: " + version);

        refused(answer, 400, "request_header");
        assertThat(answer.body())
                .contains("Refused: API-Version header must be sent once and be a day, such as 2026-06-01.");
        assertThat(asked.get()).isZero();
    }

    @Test
    void versionSentTwiceIsRefused() throws IOException {
        refused(get("/teapot", "API-Version: 2026-06-01", "API-Version: 2023-01-01"), 400, "request_header");
    }

    @Test
    void pathThatOnlyBeginsLikeThePagesIsAnOrdinaryOne() throws IOException {
        refused(get("/docs/errors-of-others"), 404, "absent_route");
        assertThat(asked.get()).isEqualTo(1);
    }
}
