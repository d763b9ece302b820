package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import dev.errata.door.RawHttp;
import dev.errata.door.TestCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Fifty ways to be refused (the probe of server-peers, section 2), over raw sockets, in one envelope. */
@SpringBootTest(
        classes = FiftyWays.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.servlet.multipart.max-file-size=1KB"})
class FiftyConditionsTest {
    private static final String NO_BODY = "";

    @LocalServerPort
    private int port;

    @Autowired
    private Catalog catalog;

    @FunctionalInterface
    private interface Sending {
        RawHttp.Answer by(RawHttp http) throws IOException;
    }

    static Stream<Arguments> conditions() {
        String boundary = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                + "a".repeat(3_000) + "\r\n--x--\r\n";
        String invalid = "{\"title\":\"a\",\"items\":[{\"name\":\"\",\"qty\":0}]}";
        return Stream.of(
                way("1 no route", "absent.route", NO_BODY, get("/nowhere")),
                way("2 method not allowed", "request.method", "Allow: GET", line("DELETE /ok/1 HTTP/1.1")),
                way(
                        "3 error while only XML is accepted",
                        "request.parameter.type",
                        NO_BODY,
                        get("/ok/x", "Accept: application/xml")),
                way("4 not acceptable", "request.accept", NO_BODY, get("/ok/1", "Accept: application/xml")),
                way(
                        "5 unsupported media type",
                        "request.media-type",
                        "Accept: application/json",
                        post("x", "Content-Type: text/plain")),
                way("6 malformed JSON", "request.body.malformed", NO_BODY, json("{\"title\":")),
                way(
                        "7 empty body",
                        "request.body.empty",
                        NO_BODY,
                        line("POST /body HTTP/1.1", "Content-Type: application/json", "Content-Length: 0")),
                way(
                        "8 JSON value of the wrong type",
                        "request.body.field.type",
                        NO_BODY,
                        json("{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":\"zz\"}]}")),
                way(
                        "9 unknown enum value in JSON",
                        "request.body.field.value",
                        NO_BODY,
                        json("{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":1}],\"color\":\"BLUE\"}")),
                way("10 Bean Validation, nested", "request.body.field.constraint", NO_BODY, json(invalid)),
                way("11 missing query parameter", "request.parameter.missing", NO_BODY, get("/param")),
                way("12 query parameter of the wrong type", "request.parameter.type", NO_BODY, get("/param?n=abc")),
                way("13 constraint on a query parameter", "request.parameter.constraint", NO_BODY, get("/param?n=1")),
                way("14 path variable of the wrong type", "request.parameter.type", NO_BODY, get("/ok/abc")),
                way("15 missing header", "request.header.missing", NO_BODY, get("/hdr")),
                way("16 missing cookie", "request.cookie.missing", NO_BODY, get("/ck")),
                way("17 uncaught exception", "server.unexpected", NO_BODY, get("/fail")),
                way("18 exception class with ResponseStatus", "conflict", NO_BODY, get("/conflict")),
                way("19 ResponseStatusException", "conflict", NO_BODY, get("/status-exception")),
                way("20 uncaught Error", "server.unexpected", NO_BODY, get("/overflow")),
                way("21 response cannot be serialised", "server.unexpected", NO_BODY, get("/unserialisable")),
                way("22 sendError in a handler", "absent.gone", NO_BODY, get("/gone")),
                way("23 exception in a servlet filter", "server.unexpected", NO_BODY, get("/filter/throw")),
                way("24 sendError in a servlet filter", "absent.gone", NO_BODY, get("/filter/gone")),
                way(
                        "25 anonymous on a Basic route",
                        "auth.missing",
                        "WWW-Authenticate: Basic realm=\"Realm\"",
                        get("/admin")),
                way(
                        "26 bad password",
                        "auth.unknown",
                        "WWW-Authenticate: Basic realm=\"Realm\"",
                        get("/admin", basic("ann:wrong"))),
                way("27 wrong role", "permission", NO_BODY, get("/admin", basic("ann:right"))),
                way(
                        "28 bad bearer token",
                        "auth.unknown",
                        "WWW-Authenticate: Bearer error=\"invalid_token\"",
                        get("/jwt/x", "Authorization: Bearer zzz")),
                way("29 no bearer token", "auth.missing", "WWW-Authenticate: Bearer", get("/jwt/x")),
                way("30 firewall: semicolon", "request.target", NO_BODY, get("/a;b=1/x")),
                way("31 firewall: double slash", "request.target", NO_BODY, get("/a//b")),
                way(
                        "32 upload too large",
                        "request.body.too-large",
                        NO_BODY,
                        http -> http.send(
                                "POST /upload HTTP/1.1",
                                boundary.getBytes(StandardCharsets.US_ASCII),
                                "Content-Type: multipart/form-data; boundary=x")),
                way("33 exception in asynchronous work", "server.unexpected", NO_BODY, get("/async")),
                way("34 asynchronous timeout", "server.timeout", NO_BODY, get("/never")),
                way("38 unknown method", "request.method-unknown", NO_BODY, line("FOO /ok/1 HTTP/1.1")),
                way("39 TRACE", "request.method", "Allow: ", line("TRACE /ok/1 HTTP/1.1")),
                way("40 bad percent escape", "request.target", NO_BODY, get("/%zz")),
                way("41 illegal character in the path", "request.target", NO_BODY, get("/ok/[")),
                way("42 illegal header name", "request.header", NO_BODY, get("/ok/1", "(x): y")),
                way("43 no Host", "request.header.host", NO_BODY, raw("GET /ok/1 HTTP/1.1\r\n\r\n")),
                way(
                        "44 header too large",
                        "request.header.too-large",
                        NO_BODY,
                        get("/ok/1", "X-Long: " + "a".repeat(20_000))),
                way("45 URI too long", "request.line.too-long", NO_BODY, get("/ok/1?q=" + "a".repeat(20_000))),
                way("46 garbage request line", "request.line", NO_BODY, raw("GARBAGE\r\n\r\n")),
                way(
                        "47 unknown transfer coding",
                        "request.transfer-coding",
                        NO_BODY,
                        line("POST /body HTTP/1.1", "Transfer-Encoding: foo")),
                way("48 unsupported HTTP version", "request.version", NO_BODY, line("GET /ok/1 HTTP/9.9")),
                way("49 unparsable Accept", "request.accept", NO_BODY, get("/ok/1", "Accept: ///")),
                way("50 unparsable Content-Type", "request.media-type", NO_BODY, post("{}", "Content-Type: ///")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void isAnsweredInTheEnvelope(String name, String condition, String header, Sending sending) throws IOException {
        RawHttp.Answer answer = sending.by(new RawHttp(port));

        Condition expected = Condition.named(condition).orElseThrow();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(expected.status());
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("Content-Length")).hasSize(1);
        Envelope.Match match = catalog.envelope().match(new JsonMapper().readValue(answer.body(), Object.class));
        assertThat(match.differences()).isEmpty();
        assertThat(match.text(Slot.CODE)).isEqualTo(TestCatalog.code(condition));
        assertThat(answer.header("X-Request-Id")).containsExactly(match.text(Slot.REQUEST_ID));
        assertThat(answer.header("Link"))
                .containsExactly("</errors/" + TestCatalog.code(condition) + ">; rel=\"help\"");
        if (match.slots().get(Slot.DETAILS) instanceof Map<?, ?> details) {
            assertThat(details.values()).doesNotContainNull();
        }
        if (!header.isEmpty()) {
            assertThat(answer.headers()).anyMatch(line -> line.startsWith(header));
        }
        leaksNothing(answer);
    }

    @Test
    void way35SseFailsMidStreamEndsWithAnErrorEvent() throws IOException {
        RawHttp.Answer answer = get("/sse", "Accept: text/event-stream").by(new RawHttp(port));

        String id = answer.header("X-Request-Id").get(0);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "data:first\n\nevent: error\ndata: {\"success\":false,\"error\":{\"code\":\"server_unexpected\","
                                + "\"message\":\"Refused:.\",\"doc_url\":\"/errors/server_unexpected\",\"request_id\":\""
                                + id
                                + "\"}}\n\n");
        assertThat(answer.complete()).isTrue();
        leaksNothing(answer);
    }

    @Test
    void way36JsonStreamFailsMidBodyCutsTheConnection() throws IOException {
        RawHttp.Answer answer = get("/stream").by(new RawHttp(port));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"rows\":[0,1001,");
        assertThat(answer.body()).doesNotContain("error");
        assertThat(answer.complete()).isFalse();
        leaksNothing(answer);
    }

    @Test
    void way37HeadOfAnUnmappedPathHasNoBody() throws IOException {
        RawHttp.Answer answer = line("HEAD /nowhere HTTP/1.1").by(new RawHttp(port));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(answer.header("X-Request-Id")).hasSize(1);
        assertThat(answer.header("Content-Length")).doesNotContain("0");
    }

    @Test
    void denialThrownByAHandlerIsLeftToSpringSecurity() throws IOException {
        RawHttp.Answer anonymous = get("/denied").by(new RawHttp(port));
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).containsExactly("Basic realm=\"Realm\", charset=\"UTF-8\"");
        assertThat(anonymous.body()).contains("\"code\":\"auth_missing\"");

        RawHttp.Answer known = get("/denied", basic("ann:right")).by(new RawHttp(port));
        assertThat(known.status()).isEqualTo(403);
        assertThat(known.body()).contains("\"code\":\"permission\"");
        leaksNothing(known);
    }

    private static void leaksNothing(RawHttp.Answer answer) {
        assertThat(answer.toString())
                .doesNotContain(FiftyWays.MARKER, "dev.errata", "java.", "springframework", "Exception", "Tomcat");
    }

    private static Arguments way(String name, String condition, String header, Sending sending) {
        return Arguments.of(name, condition, header, sending);
    }

    private static Sending get(String target, String... headers) {
        return line("GET " + target + " HTTP/1.1", headers);
    }

    private static Sending line(String line, String... headers) {
        return http -> http.send(line, headers);
    }

    private static Sending post(String body, String contentType) {
        return http -> http.send("POST /body HTTP/1.1", body.getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static Sending json(String body) {
        return post(body, "Content-Type: application/json");
    }

    private static Sending raw(String request) {
        return http -> http.exchange(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String basic(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
