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
import java.util.UUID;
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

    /** Steps that come one after the other. */
    private static Reply start(Member member, String... commands) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (String command : commands) {
            steps.add(Member.command("job-" + steps.size(), command));
            steps.add(Map.of("type", "wait"));
        }
        return member.plan(steps);
    }

    @Test
    void aBuildWaitsRunsAndPasses(Member member) {
        Reply made = start(member, "echo one", "echo two");
        assertThat(made.outcome()).isEqualTo("201");
        assertThat(made.at("number")).isEqualTo("1");
        assertThat(made.at("pipeline_slug")).isEqualTo(member.pipeline());
        assertThat(made.at("state")).isEqualTo("scheduled");
        assertThat(made.at("scheduled_at")).isEqualTo(made.at("created_at"));
        assertThat(made.at("started_at")).isEqualTo("null");
        assertThat(jobs(member, 1)).containsExactly("scheduled", "pending");

        member.service().advance(Duration.ofSeconds(4));
        assertThat(state(member, 1)).isEqualTo("running");
        assertThat(jobs(member, 1)).containsExactly("assigned", "pending");
        member.service().advance(Duration.ofSeconds(1));
        assertThat(jobs(member, 1)).containsExactly("running", "pending");
        member.service().advance(Duration.ofSeconds(20));
        assertThat(jobs(member, 1)).containsExactly("passed", "scheduled");
        member.service().advance(Duration.ofSeconds(25));
        assertThat(state(member, 1)).isEqualTo("passed");
        assertThat(jobs(member, 1)).containsExactly("passed", "passed");
        assertThat(member.get(member.builds() + "/1").at("finished_at")).isNotEqualTo("null");
    }

    @Test
    void aJobHasAllThatTheVendorsClientsRead(Member member) {
        start(member, "echo one", "exit 3");
        member.service().advance(Duration.ofSeconds(50));

        Reply jobs = member.get(member.builds() + "/1/jobs");
        String first = jobs.at("data.0.id");
        assertThat(UUID.fromString(first)).hasToString(first);
        assertThat(jobs.at("data.0.depends_on")).isEqualTo("[]");
        assertThat(jobs.at("data.1.depends_on")).isEqualTo("[" + first + "]");
        assertThat(jobs.at("data.0.exit_code")).isEqualTo("0");
        assertThat(jobs.at("data.1.exit_code")).isEqualTo("3");
        assertThat(jobs.at("data.1.step_key")).isEqualTo("job-2");
        assertThat(jobs.at("data.1.name")).isEqualTo("The job-2");
        assertThat(jobs.at("data.1.command")).isEqualTo("exit 3");
        assertThat(jobs.at("data.1.soft_failed")).isEqualTo("false");
        assertThat(Json.objects(jobs.members().get("data")).get(1).keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "state",
                        "step_key",
                        "name",
                        "command",
                        "exit_code",
                        "soft_failed",
                        "soft_fail_policy",
                        "retry_policy",
                        "error_code",
                        "error_message",
                        "depends_on",
                        "created_at",
                        "started_at",
                        "finished_at");
        assertThat(member.get(member.builds() + "/1/jobs/" + first).at("step_key"))
                .isEqualTo("job-0");
        assertThat(member.get(member.builds() + "/1/jobs/x").at("error.message"))
                .isEqualTo("Build #1 has no job x; load its list of jobs again.");
    }

    @Test
    void aJobThatFailsEndsTheBuildAndSkipsWhatDependsOnIt(Member member) {
        member.plan(List.of(
                Member.command("slow", "echo"),
                Map.of("type", "command", "key", "test", "cmd", "make\nexit 2"),
                Map.of("type", "command", "key", "late", "cmd", "echo", "builds_in", "slow"),
                Map.of("type", "command", "key", "ship", "cmd", "echo", "builds_in", "test")));

        member.service().advance(Duration.ofSeconds(25));
        assertThat(state(member, 1)).isEqualTo("failing");
        assertThat(jobs(member, 1)).containsExactly("passed", "failed", "scheduled", "skipped");
        member.service().advance(Duration.ofSeconds(25));
        assertThat(state(member, 1)).isEqualTo("failed");
        assertThat(jobs(member, 1)).containsExactly("passed", "failed", "passed", "skipped");
    }

    @Test
    void aJobThatTakesTooLongIsStopped(Member member) {
        member.plan(List.of(
                Map.of("type", "command", "key", "test", "cmd", "echo one\necho two", "timeout_seconds", 10),
                Map.of("type", "command", "key", "ship", "cmd", "echo", "builds_in", "test")));

        member.service().advance(Duration.ofSeconds(15));
        assertThat(jobs(member, 1)).containsExactly("timing_out", "pending");
        member.service().advance(Duration.ofSeconds(5));
        assertThat(jobs(member, 1)).containsExactly("timed_out", "skipped");
        assertThat(state(member, 1)).isEqualTo("failed");
        assertThat(member.get(member.builds() + "/1").at("error_code")).isEqualTo("null");
    }

    @Test
    void aBuildThatTakesTooLongEndsWithAllItsJobs(Member member) {
        member.ir(Json.write(Map.of(
                "version",
                "0",
                "timeout_seconds",
                30,
                "steps",
                List.of(Member.command("test", "echo"), Map.of("type", "wait"), Member.command("ship", "echo")))));

        member.service().advance(Duration.ofSeconds(30));
        assertThat(jobs(member, 1)).containsExactly("passed", "timed_out");
        Reply build = member.get(member.builds() + "/1");
        assertThat(build.at("state")).isEqualTo("failed");
        assertThat(build.at("error_code")).isEqualTo("pipeline_timeout");
        assertThat(member.get(member.builds() + "/1/jobs").at("data.1.error_code"))
                .isEqualTo("pipeline_timeout");
    }

    @Test
    void aBuildThatIsCanceledStopsWhereItIsAndMayBeCanceledAgain(Member member) {
        start(member, "echo one", "echo two", "echo three");
        member.service().advance(Duration.ofSeconds(31));

        Reply canceled = member.put(member.builds() + "/1/cancel");
        assertThat(canceled.outcome()).isEqualTo("200");
        assertThat(canceled.at("state")).isEqualTo("canceling");
        assertThat(jobs(member, 1)).containsExactly("passed", "canceling", "canceled");
        assertThat(member.put(member.builds() + "/1/cancel").at("state")).isEqualTo("canceling");
        member.service().advance(Duration.ofSeconds(5));
        assertThat(state(member, 1)).isEqualTo("canceled");
        assertThat(jobs(member, 1)).containsExactly("passed", "canceled", "canceled");
        Reply again = member.put(member.builds() + "/1/cancel");
        assertThat(again.outcome()).isEqualTo("200");
        assertThat(again.at("state")).isEqualTo("canceled");
        assertThat(member.post(member.builds() + "/1/cancel", null).outcome()).isEqualTo("405 method_not_allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                       | invalid_json       | pipeline_ir must be a text of JSON, and is none",
                "[]                                      | invalid_ir         | pipeline_ir must be an object in a text",
                "{'version':'1','steps':[]}              | bad_version        | version must be \"0\", and is \"1\"",
                "{'version':0,'steps':[]}                | bad_version        | version must be \"0\", and is 0",
                "{'version':'0'}                         | invalid_ir         | steps must be a list",
                "{'version':'0','steps':[{'type':'wait'}]}| invalid_ir        | steps must have at least one command",
                "{'version':'0','steps':[{'type':'go'}]} | invalid_ir         | steps.0.type must be command or wait, and is \"go\"",
                "{'version':'0','steps':[{'type':'command','key':'a'}]} | invalid_ir | steps.0.cmd must be a text of at most 4096 characters",
                "{'version':'0','steps':[{'type':'command','key':'a','cmd':'b','builds_in':'c'}]} | unknown_dependency | steps.0.builds_in must be the key of an earlier step, and is c",
                "{'version':'0','steps':[{'type':'command','key':'a','cmd':'b','timeout_seconds':0}]} | invalid_ir | steps.0.timeout_seconds must be a number of seconds, from 1",
                "{'version':'0','graph':{'nodes':[{'step':{'key':'a','cmd':'b'}},{'step':{'key':'c','cmd':'d'}}],'edges':[[0,1,'depends_on'],[1,0,'depends_on']]}} | cycle | graph.edges lead in a circle",
                "{'version':'0','graph':{'nodes':[{'step':{'key':'a','cmd':'b'}}],'edges':[[0,1,'depends_on']]}} | unknown_dependency | graph.edges.0 must name nodes, and names 1",
                "{'version':'0','graph':{'nodes':[{'step':{'key':'a','cmd':'b'}}],'edges':[[0,0]]}} | invalid_ir | graph.edges.0 must be [from, to, \"builds_in\" or \"depends_on\"]"
            })
    void aPlanThatCannotBeRunIsKeptAsAFailedBuildAndCostsNothing(
            String ir, String reason, String problem, Member member) {
        Reply refused = member.ir(ir.replace('\'', '"'));

        assertThat(refused.outcome()).isEqualTo("400 build_plan_rejected");
        assertThat(refused.at("error.message"))
                .isEqualTo("Build #1 was refused, because " + problem + "; change the plan and start another build.");
        assertThat(refused.at("error.reason")).isEqualTo(reason);
        Reply kept = member.get(member.builds() + "/1");
        assertThat(kept.at("state")).isEqualTo("failed");
        assertThat(kept.at("error_code")).isEqualTo(reason);
        assertThat(kept.at("error_message")).isEqualTo(problem);
        assertThat(kept.at("finished_at")).isEqualTo(kept.at("created_at"));
        assertThat(member.get("/billing/balance/" + member.organization()).at("balance_cents"))
                .isEqualTo("10000");
        assertThat(member.build("echo").at("number")).isEqualTo("2");
    }

    @Test
    void aGraphIsRunInTheOrderOfItsEdges(Member member) {
        member.ir("{\"version\":\"0\",\"graph\":{\"nodes\":[{\"step\":{\"key\":\"ship\",\"cmd\":\"echo\"}},"
                + "{\"step\":{\"key\":\"test\",\"cmd\":\"echo\"}}],\"edges\":[[1,0,\"depends_on\"]]}}");

        Reply jobs = member.get(member.builds() + "/1/jobs");
        assertThat(jobs.at("data.0.step_key")).isEqualTo("test");
        assertThat(jobs.at("data.1.step_key")).isEqualTo("ship");
        assertThat(jobs.at("data.1.depends_on")).isEqualTo("[" + jobs.at("data.0.id") + "]");
    }

    @Test
    void theExamplesOfTheDoctrineAreTrue(Member member) {
        member.service().fixture("builds", "organization", member.organization(), "count", "14");

        Reply finished = member.put(member.builds() + "/14/cancel");
        assertThat(finished.outcome()).isEqualTo("409 build_already_finished");
        assertThat(finished.at("error.message"))
                .isEqualTo("Build #14 has already finished as passed and cannot be canceled; start another one if it"
                        + " has to run again.");
        Reply nameless = member.post(
                "/organizations/" + member.organization() + "/pipelines",
                "{\"repository\": \"shop\", \"default_branch\": \"main\"}");
        assertThat(nameless.outcome()).isEqualTo("400 field_required");
        assertThat(nameless.at("error.message")).isEqualTo("Field `name` is required.");
    }

    @Test
    void whoCancelsAtOnceCancelsOnce(Member member) throws Exception {
        start(member, "echo one");

        Map<String, Long> outcomes = Race.outcomes(Race.crowd(20, i -> member.put(member.builds() + "/1/cancel")));

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
                .isEqualTo("Build #2 was refused, because source must be one of api, ui, manual, push, webhook,"
                        + " trigger_job, schedule; change that and start another build.");
    }

    @Test
    void aSourceFindsThePipelineThatWasDiscoveredInItsRepository(Member member) {
        String path = "/organizations/" + member.organization() + "/builds";
        String body = "{\"branch\":\"main\",\"commit\":\"1f0c3d2\",\"repo_name\":\"%s\",\"source_slug\":\"ci\"}";
        assertThat(member.post(path, body.formatted("acme/shop")).outcome()).isEqualTo("404 pipeline_not_found");
        member.service()
                .fixture(
                        "discovered",
                        "organization",
                        member.organization(),
                        "repo_name",
                        "acme/shop",
                        "source_slug",
                        "ci");

        assertThat(member.post(path, body.formatted("Acme/Shop")).at("number")).isEqualTo("1");
        assertThat(member.post(path, body.formatted("acme/shop")).at("pipeline_slug"))
                .isEqualTo("acme-shop-ci");
        assertThat(member.post(path, body.formatted("acme/other")).outcome()).isEqualTo("404 pipeline_not_found");
        assertThat(member.post(path, "{\"branch\":\"main\",\"commit\":\"1f0c3d2\"}")
                        .at("error.message"))
                .isEqualTo("Field `repo_name` is required.");
    }

    @ParameterizedTest
    @CsvSource({
        "'no base64!', '', source_b64 must be base64",
        "'aGVsbG8=', 'ab', 'source_sha256 must be the SHA-256 of the source, as small hex digits'"
    })
    void aSourceIsWhatItsSumSays(String source, String sum, String message, Member member) {
        Reply reply = member.post(
                member.builds(),
                Json.write(Map.of("branch", "main", "commit", "1f0c3d2", "source_b64", source, "source_sha256", sum)));

        assertThat(reply.outcome()).isEqualTo("400 build_invalid");
        assertThat(reply.at("error.message"))
                .isEqualTo("Build #1 was refused, because " + message + "; change that and start another build.");
        assertThat(member.get(member.builds() + "/1").at("error_code")).isEqualTo("build_invalid");
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

    private static final String PIPELINE = "{\"name\": \"%s\", \"repository\": \"%s\", \"default_branch\": \"main\"}";

    @Test
    void aPipelineIsAllThatTheVendorsClientsRead(Member member) {
        Reply made = member.post(
                "/organizations/" + member.organization() + "/pipelines",
                PIPELINE.formatted("Nightly  Ünit-Tests", "git@github.com:acme/shop.git"));

        assertThat(made.text())
                .isEqualTo("{\"slug\":\"nightly-nit-tests\",\"name\":\"Nightly  Ünit-Tests\",\"description\":null,"
                        + "\"repository\":\"git@github.com:acme/shop.git\",\"default_branch\":\"main\","
                        + "\"repo_name\":\"acme/shop\",\"allow_manual\":true,\"created_at\":\""
                        + made.at("created_at") + "\",\"visibility\":\"private\"}");
        assertThat(member.get("/organizations/" + member.organization() + "/pipelines")
                        .at("data.0.slug"))
                .as("the oldest first")
                .isEqualTo("web");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/shop.git, acme/shop",
        "https://git.example.com/group/acme/shop, acme/shop",
        "git@github.com:acme/shop.git, acme/shop",
        "local/e2e, e2e",
        "shop, shop"
    })
    void theNameOfARepositoryIsTheEndOfItsAddress(String repository, String name, Member member) {
        assertThat(member.post(
                                "/organizations/" + member.organization() + "/pipelines",
                                PIPELINE.formatted("Nightly", repository))
                        .at("repo_name"))
                .isEqualTo(name);
    }

    @Test
    void aSlugIsTakenOnceThoughManyWantIt(Member member) throws Exception {
        String body = PIPELINE.formatted("Nightly", "shop");

        Map<String, Long> outcomes = Race.outcomes(
                Race.crowd(20, i -> member.post("/organizations/" + member.organization() + "/pipelines", body)));

        assertThat(outcomes).isEqualTo(Map.of("201", 1L, "409 pipeline_slug_taken", 19L));
    }
}
