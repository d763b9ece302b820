package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a build as time goes by, and what is said of it. */
@ExtendWith(SharedHarmont.class)
class BuildsTest {
    private static final int RUNNERS = 50;

    private static String state(Member member, Object number) {
        return member.get(member.builds() + "/" + number).at("state");
    }

    private static List<String> jobs(Member member, Object number) {
        return Json.objects(member.get(member.builds() + "/" + number + "/jobs")
                        .members()
                        .get("data"))
                .stream()
                .map(job -> String.valueOf(job.get("state")))
                .toList();
    }

    private static Reply start(Member member, String... runs) {
        List<Map<String, String>> jobs = new ArrayList<>();
        for (String run : runs) {
            jobs.add(Map.of("name", "job " + jobs.size(), "run", run));
        }
        return member.post(
                member.builds(),
                Json.write(Map.of("branch", "main", "commit", "1f0c3d2", "pipeline_ir", Map.of("jobs", jobs))));
    }

    @Test
    void aBuildWaitsRunsAndPasses(Member member) {
        Reply made = start(member, "echo one", "echo two");
        assertThat(made.outcome()).isEqualTo("201");
        assertThat(made.at("number")).isEqualTo("1");
        assertThat(made.at("state")).isEqualTo("scheduled");
        assertThat(made.at("started_at")).isEqualTo("null");
        assertThat(jobs(member, 1)).containsExactly("pending", "pending");

        member.service().advance(Duration.ofSeconds(5));
        assertThat(state(member, 1)).isEqualTo("running");
        assertThat(jobs(member, 1)).containsExactly("running", "pending");
        member.service().advance(Duration.ofSeconds(20));
        assertThat(jobs(member, 1)).containsExactly("passed", "running");
        member.service().advance(Duration.ofSeconds(20));
        assertThat(state(member, 1)).isEqualTo("passed");
        assertThat(jobs(member, 1)).containsExactly("passed", "passed");
        assertThat(member.get(member.builds() + "/1").at("finished_at")).isNotEqualTo("null");
    }

    @Test
    void aJobThatFailsEndsTheBuildAndSkipsTheRest(Member member) {
        start(member, "make\nexit 2", "echo never");

        member.service().advance(Duration.ofSeconds(25));
        assertThat(state(member, 1)).isEqualTo("failing");
        assertThat(jobs(member, 1)).containsExactly("failed", "skipped");
        member.service().advance(Duration.ofSeconds(5));
        assertThat(state(member, 1)).isEqualTo("failed");
    }

    @Test
    void aBuildThatIsCanceledStopsWhereItIs(Member member) {
        start(member, "echo one", "echo two");
        member.service().advance(Duration.ofSeconds(26));

        Reply canceled = member.post(member.builds() + "/1/cancel", null);
        assertThat(canceled.outcome()).isEqualTo("200");
        assertThat(canceled.at("state")).isEqualTo("canceling");
        assertThat(member.post(member.builds() + "/1/cancel", null).outcome())
                .as("once more, while it is under way")
                .isEqualTo("200");
        member.service().advance(Duration.ofSeconds(5));
        assertThat(state(member, 1)).isEqualTo("canceled");
        assertThat(jobs(member, 1)).containsExactly("passed", "canceled");
        assertThat(member.post(member.builds() + "/1/cancel", null).at("error.message"))
                .isEqualTo("Build #1 has already finished as canceled and cannot be canceled; start another one if it"
                        + " has to run again.");
    }

    @Test
    void theExamplesOfTheDoctrineAreTrue(Member member) {
        member.service().fixture("builds", "organization", member.organization(), "count", "14");

        Reply finished = member.post(member.builds() + "/14/cancel", null);
        assertThat(finished.outcome()).isEqualTo("409 build_already_finished");
        assertThat(finished.at("error.message"))
                .isEqualTo("Build #14 has already finished as passed and cannot be canceled; start another one if it"
                        + " has to run again.");
        Reply nameless =
                member.post("/organizations/" + member.organization() + "/pipelines", "{\"slug\": \"nightly\"}");
        assertThat(nameless.outcome()).isEqualTo("400 field_required");
        assertThat(nameless.at("error.message")).isEqualTo("Field `name` is required.");
    }

    @Test
    void whoCancelsAtOnceCancelsOnce(Member member) throws Exception {
        start(member, "echo one");

        Map<String, Long> outcomes =
                Race.outcomes(Race.crowd(20, i -> member.post(member.builds() + "/1/cancel", null)));

        assertThat(outcomes).isEqualTo(Map.of("200", 20L));
    }

    @Test
    void buildsThatStartAtOnceHaveNumbersOfTheirOwn(Member member) throws Exception {
        List<Reply> replies = Race.crowd(RUNNERS, i -> member.build("echo " + i));

        assertThat(Race.outcomes(replies)).isEqualTo(Map.of("201", (long) RUNNERS));
        TreeSet<Integer> numbers = new TreeSet<>();
        replies.forEach(reply -> numbers.add(Integer.valueOf(reply.at("number"))));
        assertThat(numbers).hasSize(RUNNERS);
        assertThat(List.of(numbers.first(), numbers.last())).containsExactly(1, RUNNERS);
    }

    @Test
    void aPipelineWithoutManualBuildsTakesThoseOfPushes(Member member) {
        String pipeline = "/organizations/" + member.organization() + "/pipelines/" + member.pipeline();
        member.service().send(member.token(), "PATCH", "/api/v0" + pipeline, "{\"allow_manual\":false}");
        String body = "{\"branch\":\"main\",\"commit\":\"1f0c3d2\",\"source\":\"%s\"}";

        assertThat(member.build("echo").outcome()).isEqualTo("403 pipeline_manual_disabled");
        assertThat(member.post(member.builds(), body.formatted("ui")).outcome())
                .isEqualTo("403 pipeline_manual_disabled");
        assertThat(member.post(member.builds(), body.formatted("push")).outcome())
                .isEqualTo("201");
        assertThat(member.post(member.builds(), body.formatted("cron")).at("error.message"))
                .isEqualTo("Field `source` must be one of api, ui, push, schedule.");
    }

    @Test
    void aSourceMakesItsPipeline(Member member) {
        String path = "/organizations/" + member.organization() + "/builds";
        String body = "{\"branch\":\"main\",\"commit\":\"1f0c3d2\",\"repo_name\":\"Shop\",\"source_slug\":\"shop\"}";

        assertThat(member.post(path, body).at("number")).isEqualTo("1");
        assertThat(member.post(path, body).at("number")).isEqualTo("2");
        assertThat(member.get("/organizations/" + member.organization() + "/pipelines/shop")
                        .at("name"))
                .isEqualTo("Shop");
    }

    @ParameterizedTest
    @CsvSource({
        "'no base64!', '', Field `source_b64` must be base64.",
        "'aGVsbG8=', 'ab', 'Field `source_sha256` must be the SHA-256 of the source, as small hex digits.'"
    })
    void aSourceIsWhatItsSumSays(String source, String sum, String message, Member member) {
        Reply reply = member.post(
                member.builds(),
                Json.write(Map.of("branch", "main", "commit", "1f0c3d2", "source_b64", source, "source_sha256", sum)));

        assertThat(reply.outcome()).isEqualTo("400 field_invalid");
        assertThat(reply.at("error.message")).isEqualTo(message);
        String hello = Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(member.post(
                                member.builds(),
                                Json.write(Map.of(
                                        "branch",
                                        "main",
                                        "commit",
                                        "1f0c3d2",
                                        "source_b64",
                                        hello,
                                        "source_sha256",
                                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")))
                        .outcome())
                .isEqualTo("201");
    }

    @Test
    void listsAreReadPartByPart(Member member) {
        member.service().fixture("builds", "organization", member.organization(), "count", "5");
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Reply part = member.get(member.builds() + "?limit=2" + cursor);
            Json.objects(part.members().get("data")).forEach(build -> seen.add(String.valueOf(build.get("number"))));
            cursor = part.at("next_cursor").equals("null") ? "" : "&cursor=" + part.at("next_cursor");
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly("5", "4", "3", "2", "1");
        Reply garbage = member.get(member.builds() + "?cursor=garbage");
        assertThat(garbage.outcome()).isEqualTo("400 parameter_invalid");
        assertThat(garbage.at("error.field")).isEqualTo("cursor");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "x", "99999999999999999999", "1.0", "%20"})
    void whatIsNoNumberOfABuildFindsNone(String number, Member member) {
        assertThat(member.get(member.builds() + "/" + number).outcome()).isEqualTo("404 build_not_found");
    }

    @Test
    void aSlugIsTakenOnceThoughManyWantIt(Member member) throws Exception {
        String body = "{\"name\": \"Nightly\", \"slug\": \"nightly\"}";

        Map<String, Long> outcomes = Race.outcomes(
                Race.crowd(20, i -> member.post("/organizations/" + member.organization() + "/pipelines", body)));

        assertThat(outcomes).isEqualTo(Map.of("201", 1L, "409 pipeline_slug_taken", 19L));
    }
}
