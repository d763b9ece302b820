package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What contains a text, wherever it is. */
@ExtendWith(Runtimes.class)
class SearchTest {
    private static List<Object> indexes(Reply found) {
        return Json.objects(found.members().get("rows")).stream()
                .map(row -> row.get("index"))
                .toList();
    }

    @Test
    void aTextIsFoundInTasksAndInTheNamesOfArtifacts(HarborRuntime service) {
        Agent agent = service.agent();
        agent.awaits(agent.control("start", "{\"query\":\"Count the Boats\"}").at("task_id"), "complete");
        service.advance(java.time.Duration.ofSeconds(1));
        agent.control("artifacts.put", "{\"bytes\":\"AAAA\",\"opts\":{\"filename\":\"boats.txt\"}}");

        Reply found = agent.control("search.query", "{\"query\":\"boats\",\"page_size\":1,\"identity\":{}}");

        assertThat(indexes(found)).containsExactly("artifacts");
        assertThat(List.of(found.at("page_count"), found.at("total_count"), found.at("has_more")))
                .containsExactly("2", "2", "true");
        assertThat(indexes(agent.control("search.query", "{\"query\":\"boats\",\"page\":2,\"page_size\":1}")))
                .containsExactly("tasks");
        assertThat(agent.control("search.tasks", "{\"query\":\"BOATS\"}").at("rows.0.preview"))
                .isEqualTo("Count the Boats");
        assertThat(indexes(agent.control("search.sessions", ""))).containsExactly("sessions");
        assertThat(indexes(agent.control("search.events", "{\"query\":\"task.spawned\"}")))
                .containsExactly("events");
        Agent other = service.agent();
        assertThat(other.control("search.query", "{\"query\":\"boats\"}").at("rows"))
                .isEqualTo("[]");
        String foreign = "{\"query\":\"boats\",\"filter\":{\"tenant_ids\":[\""
                + agent.owner().tenant() + "\"]}}";
        assertThat(other.control("search.query", foreign).outcome()).isEqualTo("403 scope_mismatch");
        assertThat(other.asAdmin("/v1/control/search.query", foreign).at("total_count"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"indexes\":[\"tasks\",\"memory\"]} | `indexes[1]` must be one of sessions, tasks, events, artifacts.",
                "{\"page\":-1} | `page` must be at least 0.",
                "{\"page_size\":201} | `page_size` must be at most 200."
            })
    void aQuestionThatIsNotUnderstoodNamesItsMember(String body, String message, Agent agent) {
        assertThat(agent.control("search.query", body).at("message")).isEqualTo(message);
    }
}
