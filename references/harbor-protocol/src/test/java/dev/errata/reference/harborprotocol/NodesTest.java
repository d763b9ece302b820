package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes that share a database. */
class NodesTest {
    @Test
    void aTokenOfOneNodeHoldsAtTheOtherUntilItsKeyIsWithdrawn(@TempDir Path first, @TempDir Path second) {
        assumeTrue(TestDatabase.place() == Place.POSTGRES, "A file has one node");
        try (HarborRuntime one = HarborRuntime.start(first, new String[0]);
                HarborRuntime other = HarborRuntime.start(second, "--reference.store=" + TestDatabase.of(first))) {
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
