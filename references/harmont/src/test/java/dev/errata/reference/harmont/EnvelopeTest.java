package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure of the process is one envelope, and its page opens. */
@ExtendWith(SharedHarmont.class)
class EnvelopeTest {
    private static final Set<String> TYPES = Set.of(
            "invalid_request",
            "not_found",
            "unauthorized",
            "forbidden",
            "conflict",
            "billing",
            "server_error",
            "rate_limited");

    private static void isEnvelope(Harmont service, Reply reply) {
        Map<String, Object> root = reply.members();
        assertThat(root).containsOnlyKeys("error");
        Map<String, Object> error = Json.members(root.get("error"));
        assertThat(new ArrayList<>(error.keySet()).subList(0, 5))
                .containsExactly("type", "code", "message", "doc_url", "request_id");
        assertThat(TYPES).contains(String.valueOf(error.get("type")));
        assertThat(error.get("request_id")).isEqualTo(reply.header("X-Request-Id"));
        assertThat(reply.header("X-Request-Id")).startsWith("req_");
        Reply page = service.send(HttpRequest.newBuilder(URI.create(String.valueOf(error.get("doc_url")))));
        assertThat(page.status()).as("the page at %s", error.get("doc_url")).isEqualTo(200);
        assertThat(page.text()).contains(String.valueOf(error.get("code")));
    }

    @Test
    void everyFailureIsTheEnvelope(Member member) {
        Harmont service = member.service();
        String token = member.token();
        List<Reply> replies = List.of(
                service.send(null, "GET", "/", null),
                service.send(token, "GET", "/api/v0/nothing", null),
                service.send(token, "GET", "/api/v0/user%2f", null),
                service.send(token, "TRACE", "/api/v0/user", null),
                service.send(token, "BREW", "/api/v0/user", null),
                service.send(token, "PUT", "/api/v0/user", "{}"),
                service.send(token, "PATCH", "/api/v0/user", null),
                service.send(token, "PATCH", "/api/v0/user", ""),
                service.send(token, "PATCH", "/api/v0/user", "[]"),
                service.send(token, "PATCH", "/api/v0/user", "{\"name\":\"a\",\"name\":\"b\"}"),
                service.send(token, "PATCH", "/api/v0/user", "{\"name\":\"a\",\"role\":\"owner\"}"),
                service.send(token, "PATCH", "/api/v0/user", "{\"name\":\"\\u0000\"}"),
                service.send(token, "PATCH", "/api/v0/user", "{\"name\":" + "[".repeat(5000)),
                service.send(token, "GET", "/api/v0/organizations?limit=none", null),
                service.send(token, "GET", "/api/v0/organizations/none/pipelines", null),
                service.send(token, "GET", "/api/v0/user", null, "Accept", "text/csv"),
                service.send(null, "GET", "/api/v0/user", null),
                member.delete("/user/passkeys/none"));

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isGreaterThanOrEqualTo(400);
            isEnvelope(service, reply);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /api/v0/user HTTP/1.1\r\n\r\n",
                "GET /api/v0/user HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v0/user HTTP/3.0\r\nHost: a\r\n\r\n",
                "POST /api/v0/user HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"
            })
    void whatNeverReachedAServletIsTheEnvelopeToo(String request, Harmont service) throws IOException {
        String answer;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.base().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);

        assertThat(answer).startsWith("HTTP/1.1 ");
        assertThat(Json.members(Json.members(Json.read(body.getBytes(StandardCharsets.UTF_8)))
                        .get("error")))
                .containsKeys("type", "code", "message", "doc_url", "request_id");
        assertThat(answer).contains("X-Request-Id: " + body.replaceAll("(?s).*\"request_id\":\"([^\"]+)\".*", "$1"));
    }

    @ParameterizedTest
    @CsvSource({
        "application/cbor, 415 unsupported_media_type",
        "application/json;charset=utf-16, 400 body_invalid",
        "application/xml, 415 unsupported_media_type",
        "text/plain, 415 unsupported_media_type"
    })
    void bodiesAreJsonAndNothingElse(String type, String outcome, Member member) {
        HttpRequest.Builder request = member.service()
                .request("/api/v0/user")
                .header("Authorization", "Bearer " + member.token())
                .header("Content-Type", type)
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofByteArray(
                                // {"name": "Grace"} in CBOR
                                new byte[] {(byte) 0xa1, 0x64, 'n', 'a', 'm', 'e', 0x65, 'G', 'r', 'a', 'c', 'e'}));

        Reply reply = member.service().send(request);

        assertThat(reply.outcome()).isEqualTo(outcome);
    }

    @Test
    void answersAreJsonAndNothingElse(Member member) {
        Reply reply = member.service().send(member.token(), "GET", "/api/v0/user", null, "Accept", "application/cbor");

        assertThat(reply.outcome()).isEqualTo("406 not_acceptable");
    }

    @Test
    void thePageOfAnEarlierNameLeadsToTheNameOfToday(Harmont service) {
        Reply page = service.send(null, "GET", "/errors/build_not_cancelable", null);

        assertThat(page.status()).isEqualTo(301);
        assertThat(page.header("Location")).isEqualTo("./build_already_finished");
        assertThat(service.send(null, "GET", "/errors/build_already_finished", null)
                        .text())
                .contains("build_not_cancelable (who is pinned to a day before 2026-06-01 still receives it)");
    }

    @Test
    void aCallerPinnedToADayBeforeARenameReceivesTheNameOfThatDay(Member member) {
        String build = member.build("true").at("number");
        member.service().advance(Duration.ofMinutes(10));

        assertThat(cancel(member, build, "2026-05-31").outcome()).isEqualTo("409 build_not_cancelable");
        assertThat(cancel(member, build, "2026-05-31").at("error.doc_url")).endsWith("/errors/build_not_cancelable");
        assertThat(cancel(member, build, "2026-06-01").outcome()).isEqualTo("409 build_already_finished");
        Reply unreadable = cancel(member, build, "last year");
        assertThat(unreadable.outcome()).isEqualTo("400 header_invalid");
        assertThat(unreadable.at("error.message"))
                .isEqualTo("Header `API-Version` must be sent once and be a day, such as 2026-06-01.");
    }

    private static Reply cancel(Member member, String build, String version) {
        return member.service()
                .send(
                        member.token(),
                        "PUT",
                        "/api/v0" + member.builds() + "/" + build + "/cancel",
                        null,
                        "API-Version",
                        version);
    }
}
