package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The five steps that the vendor's readers take first, with what their shell sends and looks at. */
@ExtendWith(Runtimes.class)
class QuickstartTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String[] JSON = {"Content-Type", "application/json", "X-Harbor-Session", "quickstart-demo"};

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private Reply post(HttpRequest.Builder request, String body) throws Exception {
        HttpResponse<byte[]> answer = http.send(
                request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(answer.statusCode(), answer.headers(), answer.body(), HarborProtocolErrors.CATALOG);
    }

    @Test
    void theFiveStepsWorkAsTheyArePrinted(HarborRuntime service) throws Exception {
        Reply first = post(
                request(service.base(), "/v1/dev/bootstrap.json")
                        .header("Content-Type", FORM)
                        .header("Accept", "*/*"),
                "{}");
        assertThat(first.at("identity.tenant")).isEqualTo("dev");
        URI base = URI.create(first.at("base_url"));
        String bearer = "Bearer " + first.at("token");

        Reply second = post(
                request(base, "/v1/control/start").headers(JSON).header("Authorization", bearer),
                "{\"identity\":{},\"query\":\"Say hello\"}");
        String task = second.at("task_id");
        assertThat(task).isNotEmpty();

        assertThat(frames(base, bearer, task)).contains("\nevent: task.").contains(task);

        Reply fourth = post(
                request(base, "/v1/tasks/get").headers(JSON).header("Authorization", bearer),
                "{\"identity\":{},\"id\":\"" + task + "\"}");
        assertThat(fourth.at("task.id")).isEqualTo(task);
        assertThat(List.of("pending", "running", "complete")).contains(fourth.at("task.status"));
        assertThat(fourth.at("task.query")).isEqualTo("Say hello");

        Reply fifth = post(
                request(base, "/v1/control/cancel").headers(JSON).header("Authorization", bearer),
                "{\"identity\":{\"run\":\"" + task + "\",\"scope\":\"owner_user\"}}");
        assertThat(List.of("200", "404 not_found")).contains(fifth.outcome());
    }

    /** What the stream has told until a task ended. */
    private String frames(URI base, String bearer, String task) throws Exception {
        HttpRequest stream = request(base, "/v1/events")
                .headers("Authorization", bearer, "X-Harbor-Session", "quickstart-demo", "Last-Event-ID", "0")
                .build();
        StringBuilder told = new StringBuilder();
        var answer = http.send(stream, HttpResponse.BodyHandlers.ofLines());
        var read = CompletableFuture.runAsync(() -> {
            boolean ended = false;
            for (var lines = answer.body().iterator(); !ended && lines.hasNext(); ) {
                String line = lines.next();
                told.append(line).append('\n');
                ended = line.startsWith("data: ") && line.contains("task.completed") && line.contains(task);
            }
        });
        read.get(30, TimeUnit.SECONDS);
        return told.toString();
    }

    @Test
    void noMethodLooksAtTheTypeOfABodyOrAtTheTypesThatAreAccepted(Agent agent) throws Exception {
        Reply info = post(
                request(agent.service().base(), "/v1/control/runtime.info")
                        .headers(
                                "Authorization", "Bearer " + agent.token(), "Content-Type", FORM, "Accept", "text/csv"),
                "{\"identity\":{}}");

        assertThat(info.at("protocol_version")).isEqualTo("0.1.0");
        assertThat(info.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aBodyThatIsCompressedIsRefused(Agent agent) throws Exception {
        Reply reply = post(
                request(agent.service().base(), "/v1/control/runtime.info")
                        .headers("Authorization", "Bearer " + agent.token(), "Content-Encoding", "gzip"),
                "{}");

        assertThat(reply.text())
                .isEqualTo(
                        "{\"code\":\"unsupported_media_type\",\"message\":\"Bodies are JSON as it is; send it without"
                                + " Content-Encoding.\"}");
    }
}
