package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Nodes;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import dev.errata.store.jdbc.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several ask for at once of the same thing, of whichever process. */
class RaceTest {
    private static final String KEYED = "{\"query\":\"Which boat first?\",\"idempotency_key\":\"one\"}";

    @TempDir
    private static Path data;

    private static Nodes<HarborRuntime> nodes;

    @BeforeAll
    static void start() {
        nodes = Nodes.start(data, HarborRuntime::start);
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private interface Round {
        void run(String name, Agent agent) throws Exception;
    }

    private static void rounds(Round round) throws Exception {
        for (int i = 0; i < Seed.races(); i++) {
            round.run("round " + i, nodes.of(0).agent());
        }
    }

    @Test
    void aKeyStartsOneTask() throws Exception {
        rounds((round, agent) -> {
            List<Reply> started =
                    Race.crowd(9, number -> agent.at(nodes.of(number)).control("start", KEYED));

            assertThat(Race.outcomes(started)).as(round).isEqualTo(Map.of("200", 9L));
            assertThat(started.stream().map(reply -> reply.at("task_id")).distinct())
                    .as(round)
                    .hasSize(1);
            assertThat(started.stream().map(reply -> reply.at("reused")).filter("false"::equals))
                    .as(round)
                    .hasSize(1);
        });
    }

    @Test
    void aRunIsSteeredFromAnyProcess() {
        Agent agent = nodes.of(0).agent();
        String run = agent.waiting();

        assertThat(agent.at(nodes.of(1)).steer("pause", run, "{}").outcome()).isEqualTo("200");
        agent.at(nodes.of(2)).awaits(run, "paused");
        assertThat(agent.at(nodes.of(2)).steer("resume", run, "{}").outcome()).isEqualTo("200");
        agent.at(nodes.of(1)).awaits(run, "running");
        assertThat(agent.at(nodes.of(1))
                        .steer("user_message", run, "{\"text\":\"The small one\"}")
                        .outcome())
                .isEqualTo("200");
        agent.at(nodes.of(2)).awaits(run, "complete");
        assertThat(agent.task(run).at("task.result")).isEqualTo("Answered: The small one");
        assertThat(agent.at(nodes.of(1)).steer("cancel", run, "{}").outcome()).isEqualTo("404 not_found");
    }

    @Test
    void aRunThatManyEndHasOneEnd() throws Exception {
        rounds((round, agent) -> {
            String run = agent.waiting();

            List<Reply> replies = Race.crowd(
                    6,
                    number -> agent.at(nodes.of(number))
                            .steer(
                                    number % 2 == 0 ? "cancel" : "user_message",
                                    run,
                                    number % 2 == 0 ? "{}" : "{\"text\":\"now\"}"));

            assertThat(Race.outcomes(replies).keySet()).as(round).isSubsetOf("200", "404 not_found");
            String end = agent.service().eventually(() -> agent.status(run), status -> !status.equals("running"));
            assertThat(end).as(round).isIn("cancelled", "complete");
        });
    }

    @Test
    void aProcessThatStartsLeavesTheRunsOfOthersAlone() {
        Agent agent = nodes.of(0).agent();
        String run = agent.waiting();

        if (nodes.all().size() > 1) {
            HarborRuntime.start(data).close();
        }

        assertThat(agent.status(run)).isEqualTo("running");
        assertThat(agent.steer("cancel", run, "{}").outcome()).isEqualTo("200");
        agent.awaits(run, "cancelled");
    }

    @Test
    void theRunsOfAProcessThatIsTakenForDeadHaveFailedAndStaySo() {
        Agent agent = nodes.of(0).agent();
        String run = agent.waiting();
        Instances other = new Instances(
                nodes.of(0).part(Database.class),
                InstantSource.offset(InstantSource.system(), Duration.ofSeconds(11)),
                "rt_other");

        other.look();

        assertThat(agent.status(run)).isEqualTo("failed");
        assertThat(agent.steer("cancel", run, "{}").outcome()).isIn("200", "404 not_found");
        agent.service().eventually(() -> agent.steer("cancel", run, "{}").outcome(), "404 not_found"::equals);
        assertThat(agent.status(run)).isEqualTo("failed");
        other.close();
        nodes.all().forEach(node -> node.part(Instances.class).look());
    }
}
