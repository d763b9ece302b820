package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client in {@code clients/node}, which knows the vendor's wire and nothing of ours, against the service. */
class StrictClientTest {
    private static final Path CLIENT = Path.of("clients", "node");
    private static final int MINUTES = 3;

    @Test
    void aStrictClientOfTheVendorsWireFindsEveryMemberOfEveryOperationAndEvent(@TempDir Path data) throws Exception {
        assumeTrue(hasNode(), "node is not on this machine");
        Path out = data.resolve("out.txt");
        try (HarborRuntime service = HarborRuntime.start(data, "--harbor-protocol.artifacts=s3")) {
            ProcessBuilder walk = new ProcessBuilder("node", "walk.mjs")
                    .directory(CLIENT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            walk.environment().put("HARBOR_BASE", service.base().toString().replaceFirst("/$", ""));
            Process process = walk.start();
            try {
                assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                        .as("ended: %s", Files.readString(out))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }

        assertThat(Files.readAllLines(out))
                .isEqualTo(List.of(
                        "events heard / listed: 19 / 19",
                        "methods left out with unknown_method: 34",
                        "operations sent / listed: 37 / 37"));
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
