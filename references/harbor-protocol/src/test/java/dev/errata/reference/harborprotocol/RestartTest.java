package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import dev.errata.reference.harborprotocol.identity.Owner;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a runtime finds of the one before it. */
class RestartTest {
    @TempDir
    private Path data;

    @Test
    void whatRanHasFailedAndWhatWasKeptIsThere() {
        Owner owner;
        String token;
        String waiting;
        String done;
        try (HarborRuntime before = HarborRuntime.start(data)) {
            Agent agent = before.agent();
            owner = agent.owner();
            token = agent.token();
            waiting = agent.waiting();
            before.fixture("artifact_store", "tenant", owner.tenant(), "driver", "sql");
            done = agent.put("boats".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (HarborRuntime after = HarborRuntime.start(data)) {
            Agent agent = new Agent(after, owner, token, "", "");

            assertThat(agent.status(waiting)).isEqualTo("failed");
            assertThat(agent.answer(waiting)).isEqualTo("The runtime was stopped before the task ended.");
            assertThat(agent.steer("cancel", waiting, "{}").outcome()).isEqualTo("404 not_found");
            Reply artifact = after.send(agent.token(), "GET", "/console/artifacts/" + done, null);
            assertThat(artifact.text()).isEqualTo("boats");
        }
    }
}
