package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Nodes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes that share a database. */
class NodesTest {
    @Test
    void aTokenOfOneNodeHoldsAtTheOthersUntilItsKeyIsWithdrawn(@TempDir Path data) {
        try (Nodes<HarborRuntime> nodes = Nodes.start(data, folder -> HarborRuntime.start(folder, new String[0]))) {
            HarborRuntime one = nodes.of(0);
            HarborRuntime other = nodes.of(1);
            Agent agent = one.agent();
            assertThat(atThe(other, agent)).isEqualTo("200");

            one.fixture("rotate_keys");
            assertThat(atThe(other, one.agent())).as("a key that is new").isEqualTo("200");

            one.fixture("rotate_keys", "keep", "false");
            assertThat(other.eventually(() -> atThe(other, agent), outcome -> !outcome.equals("200")))
                    .isEqualTo("401 auth_rejected");
            assertThat(atThe(one, other.agent())).isEqualTo("200");
        }
    }

    private static String atThe(HarborRuntime node, Agent agent) {
        return node.send(agent.token(), "POST", "/v1/tasks/list", "{}").outcome();
    }
}
