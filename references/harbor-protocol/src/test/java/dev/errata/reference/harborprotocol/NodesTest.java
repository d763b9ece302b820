package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.harborprotocol.tasks.Instances;
import dev.errata.store.jdbc.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that has said nothing for a while, to others of its database. */
class NodesTest {
    @Test
    void theRunsOfAProcessThatIsTakenForDeadHaveFailedAndStaySo(@TempDir Path data) {
        try (HarborRuntime runtime = HarborRuntime.start(data)) {
            Agent agent = runtime.agent();
            String run = agent.waiting();
            Instances other = new Instances(
                    runtime.part(Database.class),
                    InstantSource.offset(InstantSource.system(), Duration.ofSeconds(11)),
                    "rt_other");

            other.look();

            assertThat(agent.status(run)).isEqualTo("failed");
            assertThat(agent.steer("cancel", run, "{}").outcome()).isIn("200", "404 not_found");
            runtime.eventually(() -> agent.steer("cancel", run, "{}").outcome(), "404 not_found"::equals);
            assertThat(agent.status(run)).isEqualTo("failed");
            other.close();
        }
    }
}
