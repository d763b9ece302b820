package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(
        classes = ControlApp.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", "spring.main.banner-mode=off", "logging.level.root=off"})
@DirtiesContext
class ControlControllerTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    private HttpResponse<String> send(String method, String path, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(ControlAccess.HEADER, Service.CONTROL_TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void clockMovesAheadAndSaysTheTime() throws Exception {
        String before =
                send("POST", "/_control/clock", "{\"advance\":\"PT0S\"}").body();

        HttpResponse<String> answer = send("POST", "/_control/clock", "{\"advance\":\"PT25H\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Instant.parse(now(answer.body())))
                .isEqualTo(Instant.parse(now(before)).plus(Duration.ofHours(25)));
    }

    private static String raw(int port, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "POST /_control/fixtures/account?team=t1 HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void pageInABrowserOfThisMachineFindsNoControls() throws IOException {
        String here = "Host: 127.0.0.1:" + port;
        String token = ControlAccess.HEADER + ": " + Service.CONTROL_TOKEN;
        List<String> refused = List.of(
                raw(port, "Host: evil.example:" + port, token),
                raw(port, "Host: evil.example:" + port, "Origin: http://evil.example:" + port, token),
                raw(port, here, "Origin: https://evil.example", token),
                raw(port, here, "Origin: null", token),
                raw(port, here, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", token),
                raw(port, here),
                raw(port, here, "Origin: http://127.0.0.1:" + port, "Sec-Fetch-Site: same-origin"),
                raw(port, here, ControlAccess.HEADER + ": guessed-by-somebody-who-does-not-know"));

        assertThat(refused)
                .allSatisfy(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 404 ").contains("ABSENT_ROUTE"));
        assertThat(raw(port, here, token)).startsWith("HTTP/1.1 400 ").contains("must fit the fixture");
    }

    @Test
    void endOfTheLeaseBringsTheClockBack() throws Exception {
        send("POST", "/_control/clock", "{\"advance\":\"PT25H\",\"stand\":true}");

        HttpResponse<String> answer = send("DELETE", "/_control", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(now(answer.body())).isEqualTo(ManualClock.START.toString());
    }

    private static String now(String json) {
        assertThat(json).matches("\\{\"now\":\"[^\"]+\"}");
        return json.substring("{\"now\":\"".length(), json.length() - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"advance\":null}",
                "{\"advance\":\"\"}",
                "{\"advance\":\"25h\"}",
                "{\"advance\":\"PT-1S\"}",
                "{\"advance\":\"-PT1H\"}",
                "{\"advance\":\"P40000D\"}",
                "{\"advance\":\"PT99999999999999999999H\"}",
                "{\"advance\":\"PT9223372036854775807S\"}",
                "{\"advance\":\"PT-9223372036854775808S\"}"
            })
    void clockThatCannotMoveSoFarSaysWhatItTakes(String json) throws Exception {
        assertRefused(
                "/_control/clock",
                json,
                "advance",
                "must be an ISO 8601 duration that goes ahead, such as PT25H, by a century in all at most");
    }

    @Test
    void fixtureAnswersWithWhatItMade() throws Exception {
        HttpResponse<String> answer = send("POST", "/_control/fixtures/account", "{\"team\":\"t1\",\"count\":\"2\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"count\":\"2\",\"team\":\"t1\"}");
    }

    @Test
    void unknownFixtureIsToldWhichThereAre() throws Exception {
        assertRefused("/_control/fixtures/acount", "{}", "name", "must be one of account, key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | []",
                "{} | []",
                "{\"team\":\"\"} | [team]",
                "{\"type\":\"public\"} | [type]",
            })
    void fixtureWithoutAnArgumentThatItNeedsSaysWhichAndWhatItWasGiven(String json, String given) throws Exception {
        assertRefused(
                "/_control/fixtures/account",
                json,
                "arguments",
                "must fit the fixture: The argument 'team' is missing; this fixture was given " + given);
    }

    @Test
    void receiverThatGotNothingAnswersAnEmptyList() throws Exception {
        HttpResponse<String> answer = send("GET", "/_control/receivers/shop.receivers.example.com", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[]");
    }

    @Test
    void routeBesideTheControlsIsNotFoundAndTheApiKeepsItsGuards() throws Exception {
        assertThat(send("GET", "/_control/nothing", "").body()).contains("ABSENT_ROUTE");
        assertThat(send("GET", "/v1/things", "").body()).contains("AUTH_MISSING");
    }

    private void assertRefused(String path, String json, String field, String rule) throws Exception {
        HttpResponse<String> answer = send("POST", path, json);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("REQUEST_BODY_FIELD_CONSTRAINT", "\"field\":\"" + field + "\"", "\"rule\":\"" + rule + "\"");
    }
}
