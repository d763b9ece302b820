package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events are counted in equal spans until now. */
@ExtendWith(Runtimes.class)
class EventCountsTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static String question(long window, long bucket, String filter) {
        return "{\"filter\":" + filter + ",\"window\":" + window + ",\"bucket\":" + bucket + "}";
    }

    private static Reply count(Agent agent, String token, String filter) {
        return agent.service().send(token, "POST", "/v1/events/aggregate", question(3 * MINUTE, MINUTE, filter));
    }

    private static List<String> spans(Reply reply) {
        return Json.objects(reply.members().get("buckets")).stream()
                .map(bucket -> String.valueOf(bucket.get("counts")))
                .toList();
    }

    @Test
    void eachEventCountsInItsSpan(Agent agent) {
        agent.awaits(agent.control("start", "{}").at("task_id"), "complete");
        agent.service().advance(Duration.ofSeconds(61));
        String id = agent.waiting();
        agent.service().advance(Duration.ofSeconds(61));

        Reply all = count(agent, agent.token(), "{}");
        Reply some = count(agent, agent.token(), "{\"event_types\":[\"task.spawned\"]}");

        assertThat(spans(some)).isEqualTo(List.of("{task.spawned=1}", "{task.spawned=1}", "{}"));
        assertThat(some.at("buckets.1.bucket_start")).isEqualTo(some.at("buckets.0.bucket_end"));
        assertThat(all.at("buckets.1.counts")).isEqualTo("{session.touched=1, task.spawned=1, task.started=1}");
        assertThat(agent.status(id)).isEqualTo("running");
    }

    @Test
    void anotherTenantsEventsAreForThoseWhoMayLookAcross(HarborRuntime service) {
        Agent other = service.agent();
        String unused = other.waiting();
        Agent agent = service.agent();
        String filter = "{\"event_types\":[\"task.spawned\"],\"tenant_ids\":[\""
                + other.owner().tenant() + "\"]}";

        assertThat(count(agent, agent.token(), filter).outcome()).isEqualTo("403 identity_scope_required");
        for (String token : List.of(agent.adminToken(), agent.consoleToken())) {
            assertThat(spans(count(agent, token, filter))).containsExactly("{}", "{}", "{task.spawned=1}");
        }
        String own = "{\"event_types\":[\"task.spawned\"],\"tenant_ids\":[\""
                + agent.owner().tenant() + "\"]}";
        assertThat(spans(count(agent, agent.token(), own))).containsOnly("{}");
        for (String beyond : List.of("\"user_ids\":[\"another\"]", "\"session_ids\":[\"one\",\"two\"]")) {
            assertThat(count(agent, agent.token(), "{" + beyond + "}").outcome())
                    .isEqualTo("403 identity_scope_required");
        }
        assertThat(count(agent, agent.token(), "{\"session_ids\":[\"one\"]}").outcome())
                .isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource({"60, 7", "0, 1", "1, 0", "-60, 1", "60, -1", "1, 2", "1001, 1", "9223372036854775807, 1"})
    void aBucketDividesTheWindow(long window, long bucket, Agent agent) {
        assertThat(agent.post("/v1/events/aggregate", question(window, bucket, "{}"))
                        .outcome())
                .isEqualTo("400 invalid_request");
    }

    @Test
    void aWindowMayBeAsLongAsItLikes(Agent agent) {
        assertThat(agent.post("/v1/events/aggregate", question(Long.MAX_VALUE, Long.MAX_VALUE, "null"))
                        .outcome())
                .isEqualTo("200");
    }
}
