package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.History;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.Nodes;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several ask for at once of the same thing, of whichever node. */
class RaceTest {
    private static Mailroom mailroom;
    private static Nodes<Harbor> nodes;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        mailroom = new Mailroom();
        String setting = mailroom.setting();
        nodes = Nodes.with(Harbor.start(data, setting), data, HarborApplication.class, Harbor::new, setting);
    }

    @AfterAll
    static void close() {
        nodes.close();
        mailroom.close();
    }

    private interface Round {
        void run(String name, Organization organization) throws Exception;
    }

    private static void rounds(Round round) {
        Race.rounds(name -> round.run(name, nodes.of(0).organization()));
    }

    @Test
    void ofSeveralReplaysOneIsMade() {
        rounds((round, organization) -> {
            String hooks = "/v1/webhooks/"
                    + organization
                            .post("/v1/webhooks", organization.webhook(Mailroom.address(round)))
                            .at("id")
                    + "/deliveries";
            organization.create("{}");
            Reply log = organization
                    .service()
                    .eventually(
                            () -> organization.get(hooks), reply -> reply.text().contains("succeeded"));
            // What is replayed waits for its next attempt, so that nobody finds it delivered again.
            mailroom.answering(round, came -> 500);
            organization.rest();

            List<Reply> replays = Race.crowd(
                    8,
                    number -> organization
                            .at(nodes.of(number))
                            .post(hooks + "/" + log.at("data.0.id") + "/replay", null));

            assertThat(Race.outcomes(replays).keySet()).as(round).isSubsetOf("202", "409 state_conflict");
            assertThat(Race.outcomes(replays).getOrDefault("202", 0L)).as(round).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void eventsOfAllNodesHavePlacesOfTheirOwn() {
        rounds((round, organization) -> {
            List<Reply> created =
                    Race.crowd(9, number -> organization.at(nodes.of(number)).create("{}"));

            assertThat(Race.outcomes(created)).as(round).isEqualTo(Map.of("201", 9L));
            assertThat(Json.objects(organization
                            .get(organization.list("events"))
                            .members()
                            .get("data")))
                    .as(round)
                    .extracting(event -> event.get("id"))
                    .containsExactlyInAnyOrderElementsOf(created.stream()
                            .map(reply -> (Object) reply.at("id"))
                            .toList());
        });
    }

    @Test
    void aKeyMakesOneEvent() {
        rounds((round, organization) -> {
            List<Reply> created =
                    Race.crowd(9, number -> organization.at(nodes.of(number)).create("{}", "Idempotency-Key", round));

            assertThat(created.stream()
                            .filter(reply -> reply.status() == 201)
                            .map(reply -> reply.at("id"))
                            .distinct())
                    .as(round)
                    .hasSize(1);
            assertThat(Race.outcomes(created).keySet()).as(round).isSubsetOf("201", "409 idempotency_in_progress");
            assertThat(Json.objects(organization
                            .get(organization.list("events"))
                            .members()
                            .get("data")))
                    .as(round)
                    .hasSize(1);
        });
    }

    /** The events of a workspace by themselves: who lists them sees all that were created before, and no others. */
    private static Set<Set<String>> eventsAlone(Set<String> events, History.Call call) {
        if (call.kind().equals("list")) {
            return call.answer().equals(String.join(" ", events)) ? Set.of(events) : Set.of();
        }
        Set<String> after = new TreeSet<>(events);
        after.add(call.answer());
        return Set.of(after);
    }

    @Test
    void anOrderOfTheCallsExplainsEveryList() {
        rounds((round, organization) -> {
            Map<String, Supplier<String>> calls = new LinkedHashMap<>();
            for (int i = 0; i < 4; i++) {
                Organization own = organization.at(nodes.of(i));
                calls.put(
                        "create " + i,
                        () -> Race.patiently(() -> own.create("{}")).at("id"));
                calls.put("list " + i, () -> events(own));
            }

            History history = History.of(calls);

            String found = events(organization);
            assertThat(history.isExplainedBy(
                            RaceTest::eventsAlone, Set.of(), events -> found.equals(String.join(" ", events))))
                    .as("it ends as %s after %s", found, history)
                    .isTrue();
        });
    }

    private static String events(Organization organization) {
        Reply list = Race.patiently(() -> organization.get(organization.list("events")));
        return Json.objects(list.members().get("data")).stream()
                .map(event -> String.valueOf(event.get("id")))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
