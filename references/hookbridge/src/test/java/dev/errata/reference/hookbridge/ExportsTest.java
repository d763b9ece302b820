package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of the log: written in the background, downloaded for a week, a few in an hour. */
@ExtendWith(SharedHookBridge.class)
class ExportsTest {
    private static String span(Instant from, Instant to) {
        return "{\"start_time\": \"" + from + "\", \"end_time\": \"" + to + "\"}";
    }

    private static String today(HookBridge service) {
        Instant now = service.now();
        return span(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
    }

    private static String exported(Account account, String span) {
        Reply made = account.post("/v1/exports", span);
        assertThat(made.status()).as(made.text()).isEqualTo(202);
        account.service().fixture("exported", "export_id", made.at("data.id"));
        return made.at("data.id");
    }

    private static Reply file(Account account, String export) {
        Reply answer = account.get("/v1/exports/" + export + "/download");
        assertThat(answer.status()).as(answer.text()).isEqualTo(302);
        return account.service()
                .send(HttpRequest.newBuilder(URI.create(answer.header("Location")))
                        .GET());
    }

    @Test
    void theFileHasTheMessagesOfItsSpanNewestFirst(HookBridge service, Account account) {
        String endpoint = account.pausedEndpoint();
        String first = account.message(endpoint, "{\"a\": 1}");
        String second = account.message(endpoint, "{\"a\": 2}");

        String id = exported(account, today(service));

        Reply file = file(account, id);
        List<String> lines = file.text().lines().toList();
        assertThat(file.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(file.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + id + ".csv\"");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo("message_id,endpoint_id,status,attempt_count,created_at,delivered_at,response_status,"
                        + "response_latency_ms,last_error");
        assertThat(lines.get(1))
                .startsWith(second + "," + endpoint + ",queued,0,")
                .endsWith("Z,,,,");
        assertThat(lines.get(2)).startsWith(first + "," + endpoint + ",queued,0,");
        Reply export = account.get("/v1/exports/" + id);
        assertThat(export.at("data.status")).isEqualTo("completed");
        assertThat(export.at("data.row_count")).isEqualTo("2");
        assertThat(export.at("data.file_size_bytes")).isEqualTo(Integer.toString(file.body().length));
    }

    @Test
    void aFileOfMoreThanOneReadingHasEveryMessageOnce(HookBridge service, Account account) {
        String endpoint = account.pausedEndpoint();
        IntStream.range(0, 520).parallel().forEach(index -> account.message(endpoint, "{}"));

        List<String> ids = file(account, exported(account, today(service)))
                .text()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();

        assertThat(ids).hasSize(520).doesNotHaveDuplicates();
    }

    @Test
    void theAddressAndTheDownloadEndAfterSevenDays(HookBridge service) {
        Account account = service.account();
        String id = exported(account, today(service));
        URI address = URI.create(account.get("/v1/exports/" + id + "/download").header("Location"));
        String expires = account.get("/v1/exports/" + id).at("data.expires_at");

        service.advance(Duration.ofDays(7));

        Reply file = service.send(HttpRequest.newBuilder(address).GET());
        assertThat(file.outcome()).isEqualTo("410 EXPORT_EXPIRED");
        assertThat(file.at("error.message")).isEqualTo("The file could be downloaded until " + expires + ".");
        assertThat(account.get("/v1/exports/" + id + "/download").outcome()).isEqualTo("410 EXPORT_EXPIRED");
        assertThat(account.get("/v1/exports/" + id).at("data.status")).isEqualTo("expired");
        service.fixture("purge");
        assertThat(account.get("/v1/exports/" + id + "/download").outcome()).isEqualTo("410 EXPORT_EXPIRED");
    }

    @Test
    void oneAtATimeAndTenInAnHourAreWritten(HookBridge service) {
        Account account = service.account();
        for (int i = 0; i < 10; i++) {
            String id = exported(account, today(service));
            assertThat(account.delete("/v1/exports/" + id).at("data.deleted")).isEqualTo("true");
        }

        Reply eleventh = account.post("/v1/exports", today(service));

        assertThat(eleventh.outcome()).isEqualTo("429 EXPORT_LIMIT_EXCEEDED");
        assertThat(eleventh.at("error.details.kind")).isEqualTo("rate");
        service.advance(Duration.ofMillis(Long.parseLong(eleventh.at("error.details.retry_after_ms"))));
        assertThat(account.post("/v1/exports", today(service)).status()).isEqualTo(202);
    }

    @Test
    void anExportUnderWayIsNeitherDownloadedNorDeletedNorJoinedByAnother(HookBridge service, Account account) {
        service.fixture("stall_exports", "project_id", account.project());
        String id = account.post("/v1/exports", today(service)).at("data.id");

        assertThat(account.get("/v1/exports/" + id + "/download").outcome()).isEqualTo("400 EXPORT_NOT_READY");
        assertThat(account.delete("/v1/exports/" + id).outcome()).isEqualTo("409 EXPORT_ACTIVE");
        Reply another = account.post("/v1/exports", today(service));
        assertThat(another.outcome()).isEqualTo("429 EXPORT_LIMIT_EXCEEDED");
        assertThat(another.at("error.details")).isEqualTo("{limit=1, kind=concurrency, retry_after_ms=5000}");
        assertThat(another.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void anAddressThatNobodyWasGivenLeadsNowhere(HookBridge service) {
        Reply reply = service.send(null, "GET", "/downloads/0123456789abcdef", null);

        assertThat(reply.outcome()).isEqualTo("404 NOT_FOUND");
    }
}
