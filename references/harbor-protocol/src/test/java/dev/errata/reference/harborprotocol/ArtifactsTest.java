package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are kept whole, and an address is given out only where there is one to sign. */
@ExtendWith(Runtimes.class)
class ArtifactsTest {
    private static final int MOST = 4 * 1024 * 1024;

    private static void store(Agent agent, String driver) {
        agent.service().fixture("artifact_store", "tenant", agent.owner().tenant(), "driver", driver);
    }

    private static byte[] drawn(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static Reply presign(Agent agent, String id, String more) {
        return agent.control("artifacts.get_ref", "{\"id\":\"" + id + "\"" + more + "}");
    }

    private static byte[] download(Agent agent, String id) {
        Reply reply = agent.service().send(agent.token(), "GET", "/console/artifacts/" + id, null);
        assertThat(reply.outcome()).isEqualTo("200");
        return reply.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "files", "sql", "s3"})
    void everyStoreKeepsAllOfTheBytes(String driver, Agent agent) {
        store(agent, driver);
        for (int count : new int[] {0, 1, 70_000}) {
            byte[] bytes = drawn(count);

            String id = agent.put(bytes);

            assertThat(Arrays.equals(download(agent, id), bytes)).isTrue();
        }
        assertThat(agent.control("runtime.drivers", "{}").at("subsystems.2.driver"))
                .isEqualTo(driver);
    }

    @Test
    void anArtifactMayHaveFourMebibytesAndNotOneByteMore(Agent agent) {
        store(agent, "files");
        byte[] most = drawn(MOST);

        assertThat(Arrays.equals(download(agent, agent.put(most)), most)).isTrue();

        Reply refused = agent.control("artifacts.put", Agent.putting(drawn(MOST + 1)));
        assertThat(refused.text())
                .isEqualTo("{\"code\":\"request_too_large\",\"message\":\"An artifact may have 4194304 bytes; this one"
                        + " has more, and nothing of it was kept.\"}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(Json.objects(agent.control("artifacts.list", "{}").members().get("rows")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 3, 8 * 1024 * 1024, 17 * 1024 * 1024})
    void anArtifactBeyondTheBoundIsTooLargeAtAnySize(int size, Agent agent) {
        Reply refused = agent.control("artifacts.put", "{\"bytes\":\"" + "A".repeat(size / 3 * 4) + "\"}");

        assertThat(refused.outcome()).isEqualTo("413 request_too_large");
    }

    @Test
    void theConsoleSaysWhoItIsBesideTheScope(Agent agent) {
        String who = "{\"tenant\":\"%s\",\"user\":\"%s\",\"session\":\"%s\"}"
                .formatted(
                        agent.owner().tenant(),
                        agent.owner().user(),
                        agent.owner().session());
        String other = "{\"tenant\":\"elsewhere\"}";

        assertThat(agent.control("artifacts.put", "{\"identity\":" + who + ",\"scope\":" + who + ",\"bytes\":\"AAAA\"}")
                        .outcome())
                .isEqualTo("200");
        assertThat(agent.control("artifacts.put", "{\"identity\":" + other + ",\"bytes\":\"AAAA\"}")
                        .outcome())
                .isEqualTo("401 identity_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "files", "sql"})
    void aStoreWithoutAddressesSaysSo(String driver, Agent agent) {
        store(agent, driver);

        Reply refused = presign(agent, agent.put(drawn(9)), "");

        assertThat(refused.text())
                .isEqualTo("{\"code\":\"presign_unsupported\",\"message\":\"The " + driver
                        + " store that holds this artifact has no addresses to sign; fetch the bytes from"
                        + " /console/artifacts/ instead.\"}");
        assertThat(refused.status()).isEqualTo(501);
    }

    @Test
    void anObjectHasASignedAddressForAsLongAsWasAskedFor(Agent agent) {
        store(agent, "s3");
        String id = agent.put("boats".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        Reply signed = presign(agent, id, ",\"expiry\":120000000000");

        assertThat(signed.outcome()).isEqualTo("200");
        assertThat(signed.at("presigned_url"))
                .startsWith("https://objects.example.com/harbor-artifacts/art_")
                .contains("?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F")
                .contains("&X-Amz-Expires=120&")
                .containsPattern("&X-Amz-Signature=[0-9a-f]{64}$");
        assertThat(Instant.parse(signed.at("expires_at")))
                .isEqualTo(agent.service()
                        .now()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .plusSeconds(120));
        assertThat(signed.at("ref.sha256"))
                .isEqualTo("3a973d2fc3110defffcb103944b107ffc6e302f4cb22ef0fa6aea205f2917477");
        assertThat(presign(agent, id, "").at("presigned_url")).contains("&X-Amz-Expires=900&");
    }

    @ParameterizedTest
    @CsvSource({
        "60000000000, 200",
        "604800000000000, 200",
        "59999999999, 400",
        "604800000000001, 400",
        "0, 200",
        "-60000000000, 200",
        "9223372036854775807, 400"
    })
    void anAddressLivesAMinuteToAWeek(long expiry, int status, Agent agent) {
        store(agent, "s3");

        assertThat(presign(agent, agent.put(drawn(9)), ",\"expiry\":" + expiry).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"15m\"", "1.5", "true", "1e3"})
    void anExpiryIsAWholeNumber(String expiry, Agent agent) {
        assertThat(presign(agent, agent.put(drawn(9)), ",\"expiry\":" + expiry).outcome())
                .isEqualTo("400 invalid_request");
    }

    @Test
    void anArtifactStaysOnTheStoreThatItWasPutOn(Agent agent) {
        String before = agent.put(drawn(9));
        store(agent, "s3");
        String after = agent.put(drawn(8));

        assertThat(presign(agent, before, "").outcome()).isEqualTo("501 presign_unsupported");
        assertThat(presign(agent, after, "").outcome()).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":\"me\"}",
                "{\"mime_type\":\"text\"}",
                "{\"mime_type\":\"text/html\\r\\nX: y\"}",
                "{\"source\":1}",
                "{\"namespace\":[]}",
                "{\"tags\":[null]}"
            })
    void optionsAreOfTheirKinds(String options, Agent agent) {
        assertThat(agent.control("artifacts.put", "{\"bytes\":\"\",\"opts\":" + options + "}")
                        .outcome())
                .isEqualTo("400 invalid_request");
        assertThat(agent.control("artifacts.list", "{}").at("rows")).isEqualTo("[]");
    }

    @Test
    void aListHasTheNewestFirstAndAtMostWhatIsAskedFor(Agent agent) {
        String first = agent.put(drawn(1));
        String second = agent.put(drawn(2));

        Reply list = agent.control("artifacts.list", "{\"limit\":1}");

        assertThat(Json.objects(list.members().get("rows"))).hasSize(1);
        assertThat(list.at("rows.0.ref.id")).isEqualTo(second);
        assertThat(list.at("total_matched")).isEqualTo("2");
        for (int limit : new int[] {5_000, 0, -1}) {
            assertThat(agent.control("artifacts.list", "{\"limit\":" + limit + "}")
                            .at("rows.1.ref.id"))
                    .isEqualTo(first);
        }
    }

    @Test
    void theSameBytesAgainAreTheSameArtifactOfTheirSession(HarborRuntime service) {
        Agent agent = service.agent();
        String id = agent.put("boats".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(id).isEqualTo("default_3a973d2fc311");
        assertThat(agent.put("boats".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(id);
        assertThat(agent.control("artifacts.list", "{}").at("total_matched")).isEqualTo("1");
        Agent other = service.agent();
        assertThat(other.control("artifacts.get_ref", "{\"id\":\"" + id + "\"}").outcome())
                .isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mime_type\":[\"text/plain\"]} | 1",
                "{\"source\":[\"user_upload\",\"system\"]} | 1",
                "{\"size_range\":{\"min_bytes\":2}} | 1",
                "{\"size_range\":{\"max_bytes\":3}} | 2",
                "{\"tags\":[\"red\",\"green\"]} | 1",
                "{\"created_range\":{\"before\":\"2000-01-01T00:00:00Z\"}} | 0",
                "{\"scope\":{\"task\":\"task_1\"}} | 1",
                "{\"later\":1} | 2"
            })
    void aListIsOfWhatTheFiltersLeave(String filter, int count, Agent agent) {
        agent.control("artifacts.put", """
                {"bytes": "AAAA", "scope": {"task": "task_1"}, "opts": {"mime_type": "text/plain", "tags": ["red"]}}""");
        agent.control("artifacts.put", "{\"bytes\":\"AA==\",\"opts\":{\"source\":\"tool\"}}");

        assertThat(agent.control("artifacts.list", filter).at("total_matched")).isEqualTo(Integer.toString(count));
    }

    @Test
    void anUploadIsNeverShownAsAPage(Agent agent) {
        String page = "{\"bytes\":\"PHNjcmlwdD4=\",\"opts\":{\"mime_type\":\"text/html\"}}";
        String id = agent.control("artifacts.put", page).at("ref.id");

        Reply download = agent.service().send(agent.token(), "GET", "/console/artifacts/" + id, null);

        assertThat(download.text()).isEqualTo("<script>");
        assertThat(download.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(download.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
