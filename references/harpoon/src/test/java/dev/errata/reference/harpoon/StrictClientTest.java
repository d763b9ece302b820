package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Service;
import dev.errata.reference.control.StrictClient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client in {@code clients/python}, which knows the vendor's wire and nothing of ours, against the service. */
class StrictClientTest {
    @Test
    void aStrictClientOfTheVendorsWireFindsEveryMemberOfEveryOperationAndEvent(@TempDir Path data) throws Exception {
        int port = Service.freePort();
        try (Harpoon service = Harpoon.start(data, "--reference.receivers=http://127.0.0.1:" + port + "/")) {
            Map<String, String> environment = Map.of(
                    "HARPOON_BASE",
                    service.base().toString(),
                    "HARPOON_CONTROL_TOKEN",
                    Service.CONTROL_TOKEN,
                    "RECEIVER_PORT",
                    Integer.toString(port));

            assertThat(StrictClient.inPython(Path.of("clients", "python"), environment, data.resolve("out.txt")))
                    .containsExactly("events heard / listed: 7 / 7", "operations sent / listed: 21 / 21");
        }
    }
}
