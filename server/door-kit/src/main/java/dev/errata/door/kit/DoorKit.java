package dev.errata.door.kit;

import static dev.errata.door.kit.Responsibility.FRAMEWORK;
import static dev.errata.door.kit.Responsibility.SERVER;

import dev.errata.core.Condition;
import dev.errata.door.kit.DoorCase.Form;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Fifty ways to be refused, for the tests of an adapter.
 *
 * <p>The application under test answers with {@link TestCatalog}, and its exceptions carry {@link DoorCase#SECRET}. It has
 * the routes that its framework can have; a case without its route is no failure of the adapter ({@link DoorCase#outcome}):
 *
 * <ul>
 *   <li>{@code GET /ok/{number}} that writes JSON; {@code POST /body} that reads JSON with a {@code title} of three characters or
 *       more, {@code items} of a {@code name} and a {@code qty} of 1 or more, and a {@code color} of an enum
 *   <li>{@code GET /param?n=} of 5 or more, {@code /hdr} that needs a header, {@code /ck} that needs a cookie, and {@code POST
 *       /upload} of at most 1 KiB
 *   <li>{@code GET /fail}, {@code /conflict}, {@code /status-exception}, {@code /overflow} and {@code /unserialisable} that throw;
 *       {@code /gone} that sets 410; a filter that throws at {@code /filter/throw} and sets 410 at {@code /filter/gone}
 *   <li>{@code GET /admin} for the role of an administrator by Basic, where {@code ann:right} has it not; {@code /jwt/…} for
 *       bearers of a token
 *   <li>{@code GET /async} that throws on another thread, {@code /never} that nobody completes, {@code /sse} that fails after an
 *       event, {@code /stream} that fails after more bytes than any buffer holds
 * </ul>
 */
public final class DoorKit {
    private static final int LONG = 20_000;

    private DoorKit() {}

    /** All of them, in the order of their numbers. */
    public static List<DoorCase> cases() {
        return List.of(
                new DoorCase("1 no route", FRAMEWORK, get("/nowhere"), Condition.ABSENT_ROUTE, "", Form.ENVELOPE),
                new DoorCase(
                        "2 method not allowed",
                        FRAMEWORK,
                        line("DELETE /ok/1 HTTP/1.1"),
                        Condition.REQUEST_METHOD,
                        "Allow: GET",
                        Form.ENVELOPE),
                new DoorCase(
                        "3 error while only XML is accepted",
                        FRAMEWORK,
                        get("/ok/x", "Accept: application/xml"),
                        Condition.REQUEST_PARAMETER_TYPE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "4 not acceptable",
                        FRAMEWORK,
                        get("/ok/1", "Accept: application/xml"),
                        Condition.REQUEST_ACCEPT,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "5 unsupported media type",
                        FRAMEWORK,
                        post("x", "text/plain"),
                        Condition.REQUEST_MEDIA_TYPE,
                        "Accept: application/json",
                        Form.ENVELOPE),
                new DoorCase(
                        "6 malformed JSON",
                        FRAMEWORK,
                        json("{\"title\":"),
                        Condition.REQUEST_BODY_MALFORMED,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "7 empty body",
                        FRAMEWORK,
                        line("POST /body HTTP/1.1", "Content-Type: application/json", "Content-Length: 0"),
                        Condition.REQUEST_BODY_EMPTY,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "8 JSON value of the wrong type",
                        FRAMEWORK,
                        json("{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":\"zz\"}]}"),
                        Condition.REQUEST_BODY_FIELD_TYPE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "9 unknown enum value in JSON",
                        FRAMEWORK,
                        json("{\"title\":\"abc\",\"items\":[{\"name\":\"n\",\"qty\":1}],\"color\":\"BLUE\"}"),
                        Condition.REQUEST_BODY_FIELD_VALUE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "10 validation, nested",
                        FRAMEWORK,
                        json("{\"title\":\"a\",\"items\":[{\"name\":\"\",\"qty\":0}]}"),
                        Condition.REQUEST_BODY_FIELD_CONSTRAINT,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "11 missing query parameter",
                        FRAMEWORK,
                        get("/param"),
                        Condition.REQUEST_PARAMETER_MISSING,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "12 query parameter of the wrong type",
                        FRAMEWORK,
                        get("/param?n=abc"),
                        Condition.REQUEST_PARAMETER_TYPE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "13 constraint on a query parameter",
                        FRAMEWORK,
                        get("/param?n=1"),
                        Condition.REQUEST_PARAMETER_CONSTRAINT,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "14 path variable of the wrong type",
                        FRAMEWORK,
                        get("/ok/abc"),
                        Condition.REQUEST_PARAMETER_TYPE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "15 missing header",
                        FRAMEWORK,
                        get("/hdr"),
                        Condition.REQUEST_HEADER_MISSING,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "16 missing cookie",
                        FRAMEWORK,
                        get("/ck"),
                        Condition.REQUEST_COOKIE_MISSING,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "17 uncaught exception",
                        FRAMEWORK,
                        get("/fail"),
                        Condition.SERVER_UNEXPECTED,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "18 exception class that names a status",
                        FRAMEWORK,
                        get("/conflict"),
                        Condition.CONFLICT,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "19 exception that carries a status",
                        FRAMEWORK,
                        get("/status-exception"),
                        Condition.CONFLICT,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "20 uncaught Error",
                        FRAMEWORK,
                        get("/overflow"),
                        Condition.SERVER_UNEXPECTED,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "21 response cannot be serialised",
                        FRAMEWORK,
                        get("/unserialisable"),
                        Condition.SERVER_UNEXPECTED,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "22 status without a body, set by a handler",
                        FRAMEWORK,
                        get("/gone"),
                        Condition.ABSENT_GONE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "23 exception in a filter",
                        FRAMEWORK,
                        get("/filter/throw"),
                        Condition.SERVER_UNEXPECTED,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "24 status without a body, set by a filter",
                        FRAMEWORK,
                        get("/filter/gone"),
                        Condition.ABSENT_GONE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "25 anonymous on a Basic route",
                        FRAMEWORK,
                        get("/admin"),
                        Condition.AUTH_MISSING,
                        "WWW-Authenticate: Basic realm=\"Realm\"",
                        Form.ENVELOPE),
                new DoorCase(
                        "26 bad password",
                        FRAMEWORK,
                        get("/admin", basic("ann:wrong")),
                        Condition.AUTH_UNKNOWN,
                        "WWW-Authenticate: Basic realm=\"Realm\"",
                        Form.ENVELOPE),
                new DoorCase(
                        "27 wrong role",
                        FRAMEWORK,
                        get("/admin", basic("ann:right")),
                        Condition.PERMISSION,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "28 bad bearer token",
                        FRAMEWORK,
                        get("/jwt/x", "Authorization: Bearer zzz"),
                        Condition.AUTH_UNKNOWN,
                        "WWW-Authenticate: Bearer error=\"invalid_token\"",
                        Form.ENVELOPE),
                new DoorCase(
                        "29 no bearer token",
                        FRAMEWORK,
                        get("/jwt/x"),
                        Condition.AUTH_MISSING,
                        "WWW-Authenticate: Bearer",
                        Form.ENVELOPE),
                new DoorCase(
                        "30 semicolon in the path",
                        FRAMEWORK,
                        get("/a;b=1/x"),
                        Condition.REQUEST_TARGET,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "31 double slash in the path",
                        SERVER,
                        get("/a//b"),
                        Condition.REQUEST_TARGET,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "32 upload too large",
                        FRAMEWORK,
                        upload(),
                        Condition.REQUEST_BODY_TOO_LARGE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "33 exception in asynchronous work",
                        FRAMEWORK,
                        get("/async"),
                        Condition.SERVER_UNEXPECTED,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "34 asynchronous timeout",
                        FRAMEWORK,
                        get("/never"),
                        Condition.SERVER_TIMEOUT,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "35 stream of events fails amid its events",
                        FRAMEWORK,
                        get("/sse", "Accept: text/event-stream"),
                        Condition.SERVER_UNEXPECTED,
                        "",
                        Form.EVENT),
                new DoorCase(
                        "36 answer fails after its first byte",
                        FRAMEWORK,
                        get("/stream"),
                        Condition.SERVER_UNEXPECTED,
                        "",
                        Form.CUT),
                new DoorCase(
                        "37 HEAD of no route",
                        FRAMEWORK,
                        line("HEAD /nowhere HTTP/1.1"),
                        Condition.ABSENT_ROUTE,
                        "",
                        Form.HEAD),
                new DoorCase(
                        "38 unknown method",
                        FRAMEWORK,
                        line("FOO /ok/1 HTTP/1.1"),
                        Condition.REQUEST_METHOD_UNKNOWN,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "39 TRACE",
                        SERVER,
                        line("TRACE /ok/1 HTTP/1.1"),
                        Condition.REQUEST_METHOD,
                        "Allow: ",
                        Form.ENVELOPE),
                new DoorCase("40 bad percent escape", SERVER, get("/%zz"), Condition.REQUEST_TARGET, "", Form.ENVELOPE),
                new DoorCase(
                        "41 illegal character in the path",
                        SERVER,
                        get("/ok/["),
                        Condition.REQUEST_TARGET,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "42 illegal header name",
                        SERVER,
                        get("/ok/1", "(x): y"),
                        Condition.REQUEST_HEADER,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "43 no Host",
                        SERVER,
                        "GET /ok/1 HTTP/1.1\r\nConnection: close\r\n\r\n",
                        Condition.REQUEST_HEADER_HOST,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "44 header too large",
                        SERVER,
                        get("/ok/1", "X-Long: " + "a".repeat(LONG)),
                        Condition.REQUEST_HEADER_TOO_LARGE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "45 URI too long",
                        SERVER,
                        get("/ok/1?q=" + "a".repeat(LONG)),
                        Condition.REQUEST_LINE_TOO_LONG,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "46 garbage request line",
                        SERVER,
                        "GARBAGE\r\n\r\n",
                        Condition.REQUEST_LINE,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "47 unknown transfer coding",
                        SERVER,
                        line("POST /body HTTP/1.1", "Transfer-Encoding: foo"),
                        Condition.REQUEST_TRANSFER_CODING,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "48 unsupported HTTP version",
                        SERVER,
                        line("GET /ok/1 HTTP/9.9"),
                        Condition.REQUEST_VERSION,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "49 unparsable Accept",
                        FRAMEWORK,
                        get("/ok/1", "Accept: ///"),
                        Condition.REQUEST_ACCEPT,
                        "",
                        Form.ENVELOPE),
                new DoorCase(
                        "50 unparsable Content-Type",
                        FRAMEWORK,
                        post("{}", "///"),
                        Condition.REQUEST_MEDIA_TYPE,
                        "",
                        Form.ENVELOPE));
    }

    private static String get(String target, String... headers) {
        return line("GET " + target + " HTTP/1.1", headers);
    }

    private static String line(String line, String... headers) {
        return line + "\r\nHost: localhost\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }

    private static String json(String body) {
        return post(body, "application/json");
    }

    private static String post(String body, String type) {
        return line("POST /body HTTP/1.1", "Content-Type: " + type, "Content-Length: " + body.length()) + body;
    }

    private static String upload() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + "a".repeat(3_000)
                + "\r\n--x--\r\n";
        return line(
                        "POST /upload HTTP/1.1",
                        "Content-Type: multipart/form-data; boundary=x",
                        "Content-Length: " + body.length())
                + body;
    }

    private static String basic(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
