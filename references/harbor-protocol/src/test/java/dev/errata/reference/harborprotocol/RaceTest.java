package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.History;
import dev.errata.reference.control.Nodes;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    static void start() throws Exception {
        HarborRuntime first = HarborRuntime.start(data, new String[0]);
        nodes = Nodes.with(first, data, HarborProtocolApplication.class, HarborRuntime::new);
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private interface Round {
        void run(String name, Agent agent) throws Exception;
    }

    private static void rounds(Round round) {
        Race.rounds(name -> round.run(name, nodes.of(0).agent()));
    }

    @Test
    void aKeyStartsOneTask() {
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
                        .steer("user_message", run, "{\"message\":\"The small one\"}")
                        .outcome())
                .isEqualTo("200");
        agent.at(nodes.of(2)).awaits(run, "complete");
        assertThat(agent.answer(run)).isEqualTo("Answered: The small one");
        assertThat(agent.at(nodes.of(1)).steer("cancel", run, "{}").outcome()).isEqualTo("404 not_found");
    }

    @Test
    void theSameBytesFromManyAreOneArtifact() {
        rounds((round, agent) -> {
            List<Reply> puts = Race.crowd(
                    9,
                    number -> agent.at(nodes.of(number)).control("artifacts.put", Agent.putting(new byte[] {1, 2, 3})));

            assertThat(Race.outcomes(puts)).as(round).isEqualTo(Map.of("200", 9L));
            assertThat(puts.stream().map(reply -> reply.at("ref.id")).distinct())
                    .as(round)
                    .hasSize(1);
            assertThat(agent.control("artifacts.list", "{}").at("total_matched"))
                    .as(round)
                    .isEqualTo("1");
        });
    }

    @Test
    void aPauseThatManyEndIsOverOnce() {
        rounds((round, agent) -> {
            String run = agent.waiting();
            agent.steer("pause", run, "{}");
            agent.awaits(run, "paused");

            List<Reply> replies = Race.crowd(
                    6, number -> agent.at(nodes.of(number)).steer(number % 2 == 0 ? "approve" : "cancel", run, "{}"));

            assertThat(Race.outcomes(replies).keySet()).as(round).isSubsetOf("200", "404 not_found");
            agent.awaits(run, "cancelled");
            Reply pauses = agent.post("/v1/pause/list", "{}");
            assertThat(pauses.at("total_rows")).as(round).isEqualTo("1");
            assertThat(pauses.at("snapshots.0.state")).as(round).isEqualTo("resumed");
        });
    }

    @Test
    void aRunThatManyEndHasOneEnd() {
        rounds((round, agent) -> {
            String run = agent.waiting();

            List<Reply> replies = Race.crowd(
                    6,
                    number -> agent.at(nodes.of(number))
                            .steer(
                                    number % 2 == 0 ? "cancel" : "user_message",
                                    run,
                                    number % 2 == 0 ? "{}" : "{\"message\":\"now\"}"));

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
    void aTokenOfOneNodeHoldsAtTheOthersUntilItsKeyIsWithdrawn() {
        rounds((round, agent) -> {
            HarborRuntime one = nodes.of(0);
            HarborRuntime other = nodes.of(1);
            assertThat(tasks(agent.at(other))).isEqualTo("200");

            one.fixture("rotate_keys");
            assertThat(tasks(one.agent().at(other))).as("a key that is new").isEqualTo("200");

            one.fixture("rotate_keys", "keep", "false");
            assertThat(other.eventually(() -> tasks(agent.at(other)), outcome -> !outcome.equals("200")))
                    .isEqualTo("401 auth_rejected");
            assertThat(tasks(other.agent().at(one))).isEqualTo("200");
        });
    }

    private static String tasks(Agent agent) {
        return agent.post("/v1/tasks/list", "{}").outcome();
    }

    private static final String NO_RUN = "404 not_found";

    /** A run by itself: what was accepted is applied some time later, in any order; a pause holds up further pauses. */
    private record Steered(String status, List<String> accepted) {
        Steered and(String control) {
            return new Steered(
                    status,
                    Stream.concat(accepted.stream(), Stream.of(control))
                            .sorted()
                            .toList());
        }

        private Steered applied(String control) {
            List<String> left = new ArrayList<>(accepted);
            left.remove(control);
            String after = switch (control) {
                case "pause" -> "paused";
                case "resume" -> "running";
                case "cancel" -> "cancelled";
                default -> throw new IllegalArgumentException(control);
            };
            return new Steered(after, left);
        }

        /** This, and all that it may have become meanwhile. */
        Set<Steered> later() {
            Set<Steered> all = new HashSet<>(Set.of(this));
            if (!status.equals("cancelled")) {
                accepted.stream()
                        .filter(control -> !(control.equals("pause") && status.equals("paused")))
                        .forEach(control -> all.addAll(applied(control).later()));
            }
            return all;
        }

        Set<Steered> after(History.Call call) {
            return later().stream()
                    .filter(now -> call.answer()
                            .equals(
                                    call.kind().equals("get")
                                            ? now.status
                                            : now.status.equals("cancelled") ? NO_RUN : "200"))
                    .map(now -> call.answer().equals("200") ? now.and(call.kind()) : now)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void anOrderOfTheCallsExplainsEveryAnswerOfARun() {
        rounds((round, agent) -> {
            String run = agent.waiting();
            Map<String, Supplier<String>> calls = new LinkedHashMap<>();
            List<String> names =
                    List.of("pause 1", "get 1", "resume 1", "cancel 1", "get 2", "pause 2", "cancel 2", "get 3");
            for (String name : names) {
                Agent own = agent.at(nodes.of(calls.size()));
                String kind = name.split(" ")[0];
                calls.put(
                        name,
                        () -> kind.equals("get")
                                ? Race.patiently(() -> own.task(run)).at("task.status")
                                : Race.patiently(() -> own.steer(kind, run, "{}"))
                                        .outcome());
            }

            History history = History.of(calls);

            agent.awaits(run, "cancelled");
            assertThat(history.isExplainedBy(
                            Steered::after,
                            new Steered("running", List.of()),
                            end -> end.later().stream()
                                    .anyMatch(now -> now.status().equals("cancelled"))))
                    .as("it ends as cancelled after %s", history)
                    .isTrue();
        });
    }
}
