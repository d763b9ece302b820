package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs write is followed line by line, to the end, by whoever holds a token of the build. */
@ExtendWith(SharedHarmont.class)
class LogsTest {
    private static String job(Member member, int build) {
        return member.get(member.builds() + "/" + build + "/jobs").at("data.0.id");
    }

    private static String token(Member member, int build) {
        return member.get(member.builds() + "/" + build + "/log-token").at("token");
    }

    private static Reply follow(Harmont service, String job, String token, String... headers) {
        return service.send(null, "GET", "/v0/jobs/" + job + "/logs?token=" + token, null, headers);
    }

    /** The lines that carry something, without those that only keep the connection alive. */
    private static List<String> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("event: ") || line.startsWith("id: ") || line.startsWith("data: "))
                .toList();
    }

    @Test
    void aJobThatIsDoneIsToldFromBeginningToEnd(Member member) {
        member.build("echo hello world\nmake\nexit 3\necho never");
        member.service().advance(Duration.ofMinutes(1));
        String job = job(member, 1);

        Reply reply = follow(member.service(), job, token(member, 1));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
        assertThat(events(reply.text()))
                .containsExactly(
                        "event: history",
                        "data: {\"chunks\":[" + chunk(member, 1, "hello world", 5) + ","
                                + chunk(member, 2, "$ make", 10) + "," + chunk(member, 3, "$ exit 3", 15) + "]}",
                        "event: done",
                        "data: {}");
    }

    /** A line as it is written so many seconds after the worker has begun, which is a minute and 5 seconds ago less 5. */
    private static String chunk(Member member, int seq, String line, int seconds) {
        long began = member.service().now().minus(Duration.ofSeconds(55)).toEpochMilli();
        return "{\"seq\":" + seq + ",\"stream_kind\":0,\"content\":\"" + line + "\\n\",\"ts\":"
                + (began + seconds * 1000L) * 1_000_000 + "}";
    }

    @Test
    void aStreamGoesOnWhereItBrokeOff(Member member) {
        member.build("echo one\necho two");
        member.service().advance(Duration.ofMinutes(1));
        String job = job(member, 1);

        for (Reply rest : List.of(
                follow(member.service(), job, token(member, 1), "Last-Event-ID", "1"),
                follow(member.service(), job, token(member, 1) + "&last_event_id=1"))) {
            assertThat(rest.text())
                    .doesNotContain("one\\n")
                    .contains("\"seq\":2,\"stream_kind\":0,\"content\":\"two\\n\"");
        }
        assertThat(follow(member.service(), job, token(member, 1), "Last-Event-ID", "2")
                        .text())
                .contains("{\"chunks\":[]}");
        assertThat(follow(member.service(), job, token(member, 1), "Last-Event-ID", "none")
                        .text())
                .contains("\"seq\":1,");
    }

    @Test
    void aJobThatRunsIsFollowedAsTimeGoesBy(Member member) throws IOException {
        member.build("echo one\necho two");
        String job = job(member, 1);
        HttpURLConnection connection = (HttpURLConnection) member.service()
                .base()
                .resolve("/v0/jobs/" + job + "/logs?token=" + token(member, 1))
                .toURL()
                .openConnection();
        connection.setReadTimeout(20_000);
        try (BufferedReader stream =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(until(stream, "data: {\"chunks\":[]}")).contains("event: history");
            member.service().advance(Duration.ofSeconds(12));
            assertThat(until(stream, "data: {\"seq\":1,\"stream_kind\":0,\"content\":\"one\\n\""))
                    .contains("event: chunk", "id: 1")
                    .doesNotContain("event: done");
            member.service().advance(Duration.ofSeconds(20));
            assertThat(until(stream, "data: {}")).contains("id: 2", "event: done");
            assertThat(stream.readLine()).isEmpty();
            assertThat(stream.readLine()).as("the end").isNull();
        }
    }

    private static List<String> until(BufferedReader stream, String beginning) throws IOException {
        List<String> read = new ArrayList<>();
        String line = stream.readLine();
        while (line != null && !line.startsWith(beginning)) {
            read.add(line);
            line = stream.readLine();
        }
        assertThat(line).as("after %s", read).isNotNull();
        return read;
    }

    @Test
    void aTokenHoldsForAnHour(Member member) {
        member.build("echo one");
        String job = job(member, 1);
        String token = token(member, 1);
        member.service().advance(Duration.ofMinutes(59));
        assertThat(follow(member.service(), job, token).status()).isEqualTo(200);

        member.service().advance(Duration.ofMinutes(1));
        assertThat(follow(member.service(), job, token).outcome()).isEqualTo("401 log_stream_unauthorized");
    }

    @Test
    void aTokenIsForOneBuild(Member member) {
        member.build("echo one");
        member.build("echo two");
        String other = job(member, 2);

        assertThat(follow(member.service(), other, token(member, 1)).outcome()).isEqualTo("403 log_stream_forbidden");
        assertThat(follow(member.service(), "x", token(member, 1)).outcome()).isEqualTo("403 log_stream_forbidden");
        assertThat(follow(member.service(), job(member, 1).replaceFirst("^.", "g"), token(member, 1))
                        .outcome())
                .isEqualTo("403 log_stream_forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nothing", "1-1.99999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a.b.c", "..."})
    void whatIsNoTokenOpensNothing(String token, Member member) {
        member.build("echo one");

        assertThat(follow(member.service(), job(member, 1), token).outcome()).isEqualTo("401 log_stream_unauthorized");
        String good = token(member, 1);
        String changed = good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA");
        assertThat(follow(member.service(), job(member, 1), changed).outcome())
                .isEqualTo("401 log_stream_unauthorized");
    }

    @Test
    void tenStreamsOfABuildMayBeOpen(Member member) throws IOException {
        member.build("echo one");
        String path = "/v0/jobs/" + job(member, 1) + "/logs?token=" + token(member, 1);
        List<HttpURLConnection> streams = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            HttpURLConnection stream = (HttpURLConnection)
                    member.service().base().resolve(path).toURL().openConnection();
            assertThat(stream.getResponseCode()).isEqualTo(200);
            streams.add(stream);
        }

        Reply eleventh = member.service().send(null, "GET", path, null);
        assertThat(eleventh.outcome()).isEqualTo("429 rate_limited");
        assertThat(eleventh.header("Retry-After")).isEqualTo("15");
        member.service().advance(Duration.ofMinutes(1));
        for (HttpURLConnection stream : streams) {
            assertThat(new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("event: done");
        }
        assertThat(member.service().send(null, "GET", path, null).status()).isEqualTo(200);
    }
}
