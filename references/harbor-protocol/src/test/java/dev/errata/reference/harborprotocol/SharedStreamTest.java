package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.TestDatabase;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.spring.StreamClient;
import dev.errata.store.jdbc.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes of one database have one stream. */
@EnabledIf("several")
class SharedStreamTest {
    @TempDir
    private Path data;

    static boolean several() {
        return TestDatabase.place() == Place.POSTGRES;
    }

    private HarborRuntime start() {
        return HarborRuntime.start(data, new String[0]);
    }

    @Test
    void aReaderAtOneNodeSeesOnceAndInOrderWhatOthersPublishAndGoesOnAtAnother() throws Exception {
        try (HarborRuntime one = start();
                HarborRuntime two = start();
                HarborRuntime three = start()) {
            Agent agent = one.agent();
            List<Integer> numbers = new ArrayList<>();
            try (StreamClient reader = stream(three, agent)) {
                for (int i = 0; i < 10; i++) {
                    publish(i % 2 == 0 ? one : two, agent, i);
                }
                for (int i = 0; i < 10; i++) {
                    Map<String, Object> event = event(reader);
                    assertThat(event).containsEntry("payload", Map.of("Number", 0, "Text", "x".repeat(i)));
                    numbers.add((Integer) event.get("sequence"));
                }
            }
            assertThat(numbers).doesNotHaveDuplicates().isSorted();

            publish(one, agent, 10);
            try (StreamClient reader = stream(two, agent, "Last-Event-ID: " + numbers.get(4))) {
                for (int i = 5; i <= 10; i++) {
                    assertThat(event(reader)).containsEntry("payload", Map.of("Number", 0, "Text", "x".repeat(i)));
                }
            }
        }
    }

    private static StreamClient stream(HarborRuntime node, Agent agent, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Authorization: Bearer " + agent.token());
        return new StreamClient(node.base().getPort(), "/v1/events", all.toArray(String[]::new));
    }

    private static Map<String, Object> event(StreamClient reader) throws IOException {
        return Json.members(Json.read(reader.data().getBytes(StandardCharsets.UTF_8)));
    }

    private static void publish(HarborRuntime node, Agent agent, int size) {
        Owner owner = agent.owner();
        node.fixture(
                "publish",
                "tenant",
                owner.tenant(),
                "user",
                owner.user(),
                "session",
                owner.session(),
                "count",
                "1",
                "size",
                Integer.toString(size));
    }
}
