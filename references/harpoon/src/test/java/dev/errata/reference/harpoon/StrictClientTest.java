package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.reference.control.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client in {@code clients/python}, which knows the vendor's wire and nothing of ours, against the service. */
class StrictClientTest {
    private static final Path CLIENT = Path.of("clients", "python");
    private static final int MINUTES = 3;

    @Test
    void aStrictClientOfTheVendorsWireFindsEveryMemberOfEveryOperationAndEvent(@TempDir Path data) throws Exception {
        assumeTrue(hasPython(), "python3 is not on this machine");
        int port = Service.freePort();
        Path out = data.resolve("out.txt");
        try (Harpoon service = Harpoon.start(data, "--reference.receivers=http://127.0.0.1:" + port + "/")) {
            ProcessBuilder walk = new ProcessBuilder("python3", "-B", "walk.py")
                    .directory(CLIENT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            walk.environment().put("HARPOON_BASE", service.base().toString());
            walk.environment().put("HARPOON_CONTROL_TOKEN", Service.CONTROL_TOKEN);
            walk.environment().put("RECEIVER_PORT", Integer.toString(port));
            walk.environment().put("NO_PROXY", "127.0.0.1");
            Process process = walk.start();
            try {
                assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                        .as("ended")
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }

        assertThat(Files.readAllLines(out))
                .isEqualTo(List.of("events heard / listed: 7 / 7", "operations sent / listed: 21 / 21"));
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
