package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work that is laid down beforehand. */
@ExtendWith(Runtimes.class)
class FlowsTest {
    private static Reply run(Agent agent, String text) {
        return agent.asAdmin(
                "/v1/flows/run", "{\"flow_id\":\"count_words\",\"inputs\":{\"text\":\"" + text + "\",\"n\":1}}");
    }

    @Test
    void aFlowIsListedAndDescribed(Agent agent) {
        assertThat(Json.objects(agent.post("/v1/flows/list", "{}").members().get("flows")))
                .extracting(flow -> flow.get("id"))
                .containsExactly("count_words", "summarize");
        assertThat(agent.post("/v1/flows/list", "{\"filter\":{\"query\":\"WORDS\"}}")
                        .at("total_rows"))
                .isEqualTo("1");
        Reply one = agent.post("/v1/flows/describe", "{\"id\":\"count_words\"}");
        assertThat(one.at("flow.name")).isEqualTo("Counts the words of inputs.text");
        assertThat(one.at("edges")).isEqualTo("[{from=count, to=answer}]");
    }

    @Test
    void aRunIsKeptAndCounted(Agent agent) {
        Reply run = run(agent, "boats come and go");
        String id = run.at("run_id");

        assertThat(run.at("status")).isEqualTo("running");
        Reply described = agent.asAdmin("/v1/flows/runs/describe", "{\"run_id\":\"" + id + "\"}");
        assertThat(described.at("output_preview")).isEqualTo("4");
        assertThat(described.at("run.status")).isEqualTo("succeeded");
        assertThat(agent.asAdmin("/v1/flows/runs/list", "{\"flow_id\":\"count_words\"}")
                        .at("runs.0.run_id"))
                .isEqualTo(id);
        assertThat(agent.post("/v1/flows/describe", "{\"id\":\"count_words\"}").at("flow.runs_24h"))
                .isEqualTo("1");
        Reply metrics = agent.post("/v1/flows/metrics", "{\"flow_id\":\"count_words\",\"window_ms\":7200000}");
        assertThat(List.of(metrics.at("buckets.0.runs"), metrics.at("buckets.1.runs")))
                .containsExactly("0", "1");
    }

    @Test
    void aRunOfAnotherTenantIsNotThere(HarborRuntime service) {
        Agent other = service.agent();
        String id = run(other, "x").at("run_id");
        Agent agent = service.agent();

        assertThat(agent.asAdmin("/v1/flows/runs/describe", "{\"run_id\":\"" + id + "\"}")
                        .text())
                .isEqualTo("{\"code\":\"not_found\",\"message\":\"There is no such flow run for this tenant, user and"
                        + " session: it never was, or it is over.\"}");
        String foreign =
                "{\"flow_id\":\"count_words\",\"tenants\":[\"" + other.owner().tenant() + "\"]}";
        assertThat(agent.post("/v1/flows/runs/list", foreign).outcome()).isEqualTo("403 identity_scope_required");
        assertThat(agent.asAdmin("/v1/flows/runs/list", foreign).at("runs.0.run_id"))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run | {\"flow_id\":\"nothing\"} | 404 not_found",
                "describe | {\"id\":\"nothing\"} | 404 not_found",
                "runs/list | {\"flow_id\":\"nothing\"} | 404 not_found",
                "runs/describe | {\"run_id\":\"nothing\"} | 404 not_found",
                "metrics | {\"flow_id\":\"nothing\"} | 404 not_found",
                "run | {\"flow_id\":\" \"} | 400 invalid_request",
                "list | {\"page_size\":201} | 400 invalid_request",
                "metrics | {\"flow_id\":\"summarize\",\"window_ms\":1,\"bucket_ms\":2} | 400 invalid_request"
            })
    void whatIsNotThereOrNotUnderstoodIsRefused(String method, String body, String outcome, Agent agent) {
        assertThat(agent.asAdmin("/v1/flows/" + method, body).outcome()).isEqualTo(outcome);
    }
}
