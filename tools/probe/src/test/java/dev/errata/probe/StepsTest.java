package dev.errata.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.probe.TinyService.Reply;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {
    private static final Reply ABSENT = Reply.error(404, "ABSENT", "It is not there.");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T10:00:00.5Z"));

    private final TinyService service = new TinyService();

    @TempDir
    private Path folder;

    private TinyCatalog catalog;
    private String control = "";
    private InstantSource clock = CLOCK;

    @BeforeEach
    void write() {
        catalog = new TinyCatalog(folder);
        service.on("/a", ABSENT);
        service.on("/ok", Reply.of(201, "{\"data\":{\"id\":\"o1\",\"items\":[{\"n\":5}]}}", "Location: /orders/o1"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aNamedStepsAnswerAndCapturesFillLaterSteps() {
        FormResult result = run(
                """
                # @name create
                # @expect 201
                # @capture count = $.data.items[0].n
                # @capture where = header Location
                POST {{base}}/ok
                Content-Type: application/json

                {"id": "{{order}}"}
                """,
                "GET {{base}}/a?id={{create.data.id}}&n={{count}}&at={{where}}&id2={{create.response.body.data.id}}");

        assertThat(result.proven()).isTrue();
        assertThat(service.log).containsExactly("POST /ok {\"id\": \"7\"}", "GET /a?id=o1&n=5&at=/orders/o1&id2=o1");
    }

    @Test
    void timesFollowTheClockOfTheService() {
        control = "/_control";
        service.on("/_control", Reply.of(200, "{}"));

        FormResult result =
                run("# @advance 25h\nGET {{base}}/a?t={{$timestamp}}&u={{$now}}&v={{$now+1h}}&w={{$now-5m}}");

        assertThat(result.proven()).isTrue();
        assertThat(service.log)
                .containsExactly(
                        "DELETE /_control",
                        "POST /_control/clock {\"advance\":\"PT25H\"}",
                        "GET /a?t=1795258800&u=2026-11-21T11:00:00Z&v=2026-11-21T12:00:00Z&w=2026-11-21T10:55:00Z",
                        "DELETE /_control",
                        "DELETE /_control");
    }

    @Test
    void aMovedClockIsRenewedWhileItsExampleGoesOnAndNotMovedOneIsLeftAlone() {
        control = "/_control";
        AtomicReference<Instant> time = new AtomicReference<>(CLOCK.instant());
        clock = time::get;
        service.on("/_control", Reply.of(200, "{}"));
        service.on("/slow", (exchange, body) -> {
            time.updateAndGet(now -> now.plusSeconds(10));
            return Reply.of(200, "{}");
        });

        run("# @expect 200\nGET {{base}}/slow", "# @advance 25h\n# @expect 200\nGET {{base}}/slow", "GET {{base}}/a");

        assertThat(service.log)
                .containsExactly(
                        "DELETE /_control",
                        "GET /slow",
                        "POST /_control/clock {\"advance\":\"PT25H\"}",
                        "GET /slow",
                        "POST /_control/clock {\"advance\":\"PT0S\"}",
                        "GET /a",
                        "DELETE /_control",
                        "DELETE /_control");
    }

    @Test
    void theServicesOwnWordOnItsTimeWinsAlsoWhereNothingCanBeTakenBack() {
        control = "/_control";
        service.on("/_control/clock", Reply.of(200, "{\"now\":\"2030-01-01T00:00:00Z\"}"));

        assertThat(run("GET {{base}}/a?t={{$now}}").proven()).isTrue();
        assertThat(service.log)
                .containsExactly("POST /_control/clock {\"advance\":\"PT0S\"}", "GET /a?t=2030-01-01T00:00:00Z");
    }

    @Test
    void fixturesTakeArgumentsAndGiveVariables() {
        control = "/_control";
        catalog.root(TinyCatalog.ROOT + "probe: { fixture: account }\n");
        service.on("/_control/fixtures/account", Reply.of(200, "{\"key\":\"k1\"}"));
        service.on("/_control/fixtures/other", Reply.of(200, "{\"key\":\"k2\"}"));

        FormResult result = run(
                "GET {{base}}/ok?key={{key}}",
                "# @fixture other plan=free quota=3 text=\"3 {{key}}\" open=true\nGET {{base}}/ok?key={{account.key}}",
                "# @as account\nGET {{base}}/ok?key={{key}}",
                "# @as other\nGET {{base}}/a?key={{key}}&base={{order}}");

        assertThat(result.reasons()).isEmpty();
        assertThat(service.log)
                .containsExactly(
                        "POST /_control/fixtures/account {}",
                        "GET /ok?key=k1",
                        "POST /_control/fixtures/other {\"plan\":\"free\",\"quota\":\"3\",\"text\":\"3 k1\",\"open\":\"true\"}",
                        "GET /ok?key=k1",
                        "GET /ok?key=k1",
                        "GET /a?key=k2&base=7");
    }

    @Test
    void aFixtureMayBeCalledLikeOneOfItsOwnVariables() {
        control = "/_control";
        service.on("/_control/fixtures/key", Reply.of(200, "{\"key\":\"k1\"}"));

        assertThat(run("# @fixture key\nGET {{base}}/a?key={{key}}&same={{key.key}}")
                        .proven())
                .isTrue();
        assertThat(service.log).containsExactly("POST /_control/fixtures/key {}", "GET /a?key=k1&same=k1");
    }

    @Test
    void controlsThatAreNotThereSayWhereTheirTokenComesFrom() {
        control = "/_control";
        service.on("/_control/fixtures/x", Reply.of(404, "nothing here"));
        assertSetupFailed(
                "Line 17: Fixture 'x' failed: POST " + service.url()
                        + "/_control/fixtures/x answered 404 nothing here. If these controls want a token, as those of"
                        + " 'errata serve' do, name the folder that it was given with --data, or give the token as"
                        + " ERRATA_CONTROL_TOKEN. See docs/errors.md#controls_missing",
                "# @fixture x\nGET {{base}}/a");
    }

    @Test
    void aFixtureThatFailsSaysWhatTheServiceAnswered() {
        control = "/_control";
        service.on("/_control/fixtures/x", Reply.of(500, "no such fixture"));
        assertSetupFailed(
                "Line 17: Fixture 'x' failed: POST " + service.url()
                        + "/_control/fixtures/x answered 500 no such fixture",
                "# @fixture x\nGET {{base}}/a");
    }

    @Test
    void aFixtureWithoutTestControlsSaysWhatIsMissing() {
        assertSetupFailed(
                "Line 17: Fixture 'x' needs the test controls of the service, and this run has none. "
                        + "Give --control-url, or write probe.control-url in errata.yaml."
                        + " See docs/errors.md#controls_missing",
                "# @fixture x\nGET {{base}}/a");
    }

    @Test
    void anUnknownVariableIsNamedWithThoseThatAreKnown() {
        assertSetupFailed(
                "Line 17: {{secret_key}} has no value. Known here: base, order, other, $uuid, $timestamp, $now, $long.",
                "GET {{base}}/a?k={{secret_key}}");
    }

    @Test
    void aPreparingStepMustSucceed() {
        assertSetupFailed(
                "Line 17: the preparing step answered 404 ABSENT "
                        + "({\"error\":{\"code\":\"ABSENT\",\"message\":\"It is not there.\"}}), not a status of 2xx. "
                        + "Correct the example, or write '# @expect' with what the step really answers.",
                "GET {{base}}/a",
                "GET {{base}}/a");
    }

    @Test
    void aPreparingStepMayExpectAnError() {
        assertThat(run("# @expect 404 ABSENT\nGET {{base}}/a", "GET {{base}}/a").proven())
                .isTrue();
    }

    @Test
    void anExpectedCodeIsHeldToItsWord() {
        assertSetupFailed(
                "Line 17: the preparing step answered 404 ABSENT "
                        + "({\"error\":{\"code\":\"ABSENT\",\"message\":\"It is not there.\"}}), not 404 OTHER. "
                        + "Correct the example, or write '# @expect' with what the step really answers.",
                "# @expect 404 OTHER\nGET {{base}}/a",
                "GET {{base}}/a");
    }

    @Test
    void aCaptureThatFindsNothingIsNamed() {
        assertSetupFailed(
                "Line 17: '# @capture id = $.nothing' found nothing in the answer 201 "
                        + "({\"data\":{\"id\":\"o1\",\"items\":[{\"n\":5}]}}). "
                        + "Write '# @capture name = $.path' or '# @capture name = header Name'.",
                "# @capture id = $.nothing\nGET {{base}}/ok",
                "GET {{base}}/a");
    }

    @Test
    void repetitionsMustBeAsExpectedAndTheLastOneCounts() {
        AtomicInteger count = new AtomicInteger();
        service.on("/n", (exchange, body) -> count.incrementAndGet() > 4 ? ABSENT : Reply.of(200, "{}"));

        assertThat(run("# @repeat 5\nGET {{base}}/n?{{$uuid}}").proven()).isTrue();
        assertThat(service.log).hasSize(5).doesNotHaveDuplicates();
        count.set(0);
        assertThat(run("# @repeat 6\nGET {{base}}/n").reasons())
                .containsExactly("Line 17: repetition 5 of 6 answered 404 ABSENT "
                        + "({\"error\":{\"code\":\"ABSENT\",\"message\":\"It is not there.\"}}), not a status of 2xx. "
                        + "Correct the example, or write '# @expect' with what the step really answers.");
    }

    @Test
    void untilStopsAtTheStatusOrAtItsBound() {
        AtomicInteger count = new AtomicInteger();
        service.on("/n", (exchange, body) -> count.incrementAndGet() > 4 ? ABSENT : Reply.of(200, "{}"));

        assertThat(run("# @until 404 max 10\nGET {{base}}/n").proven()).isTrue();
        assertThat(count).hasValue(5);
        count.set(0);
        assertThat(run("# @until 404 max 3\nGET {{base}}/n").verdict()).isEqualTo(Verdict.NOT_PROVOKED);
        assertThat(count).hasValue(3);
    }

    @Test
    void parallelRequestsEndWithTheOneThatWasRefused() {
        AtomicInteger count = new AtomicInteger();
        service.on("/n", (exchange, body) -> count.incrementAndGet() == 2 ? ABSENT : Reply.of(200, "{}"));

        assertThat(run("# @parallel 4\nGET {{base}}/n").proven()).isTrue();
        assertThat(count).hasValue(4);
    }

    @Test
    void aBodyGrowsToTheSizeAsked() {
        AtomicInteger size = new AtomicInteger();
        service.on("/big", (exchange, body) -> {
            size.set(body.length());
            return ABSENT;
        });

        assertThat(run("# @body-size 1048577\nPOST {{base}}/big\n\nab").proven())
                .isTrue();
        assertThat(size).hasValue(1_048_577);
    }

    @Test
    void aLineMayBeLongerThanAServerReads() {
        assertThat(run("GET {{base}}/a?{{$long}}").proven()).isTrue();
        assertThat(service.log).containsExactly("GET /a?" + "x".repeat(10_000));
    }

    @Test
    void aReceiverTakesDeliveries() {
        service.on("/hook", (exchange, body) -> {
            Wire wire = new Wire(settings(catalog.read()));
            int status = wire.send(Requests.plain("POST", Address.of(body), List.of(), new byte[] {1}))
                    .answer()
                    .status();
            return status == 204 ? ABSENT : Reply.of(200, "{}");
        });

        assertThat(run("# @needs receiver\nPOST {{base}}/hook\n\n{{receiver.url}}")
                        .proven())
                .isTrue();
    }

    @Test
    void signaturesAreAddedAsTheSchemeSays() {
        StringBuilder seen = new StringBuilder();
        service.on("/signed", (exchange, body) -> {
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (name.startsWith("X-harpoon")) {
                    seen.append(name).append('=').append(values.get(0)).append('\n');
                }
            });
            return ABSENT;
        });

        FormResult result = run("# @sign harpoon secret=whsec_x id=w1\nPOST {{base}}/signed\n\n{\"a\":1}");

        assertThat(result.proven()).isTrue();
        assertThat(seen.toString().lines().sorted())
                .containsExactly(
                        "X-harpoon-signature=sha256=" + hmac("1795168800.{\"a\":1}"),
                        "X-harpoon-timestamp=1795168800",
                        "X-harpoon-webhook-id=w1");
    }

    @Test
    void anUnknownSchemeIsRefusedWithTheKnownOnes() {
        assertSetupFailed(
                "Line 17: '# @sign own' names no scheme that the probe knows. Write '# @sign <scheme> "
                        + "secret={{secret}}' with one of [harbor, harpoon, hookbridge, standard].",
                "# @sign own secret=x\nPOST {{base}}/a");
    }

    @Test
    void otherMachinesAreNotSentTo() {
        assertSetupFailed(
                "Line 17: example.com is another machine. The probe sends to this machine only; --allow-remote adds "
                        + "the host of the base URL (127.0.0.1), and no other."
                        + " See docs/errors.md#other_machine",
                "GET {{other}}/a");
    }

    @Test
    void aRunHasABudget() {
        service.on("/n", Reply.of(200, "{}"));
        catalog.page("ABSENT", "", "# @until 404\nGET {{base}}/n");
        CatalogSource source = catalog.read();
        FormResult result = new Probe(source, settings(source).budget(20), ProbeListener.SILENT)
                .run()
                .codes()
                .get(0)
                .forms()
                .get(0);
        assertThat(result.reasons())
                .containsExactly("Line 17: The run has sent 20 requests, which is its budget. "
                        + "Look for an example that repeats without end. See docs/errors.md#budget_spent");
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("whsec_x".getBytes(UTF_8), "x"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings settings(CatalogSource source) {
        return Settings.of(source.root(), service.url(), 1)
                .variables(Map.of("order", "7", "other", "http://example.com"))
                .control(control.isEmpty() ? null : "{base}" + control);
    }

    private FormResult run(String... fences) {
        catalog.page("ABSENT", "", fences);
        CatalogSource source = catalog.read();
        return new Probe(source, settings(source), ProbeListener.SILENT, clock)
                .run()
                .codes()
                .get(0)
                .forms()
                .get(0);
    }

    private void assertSetupFailed(String reason, String... fences) {
        FormResult result = run(fences);
        assertThat(result.reasons()).containsExactly(reason);
        assertThat(result.verdict()).isEqualTo(Verdict.SETUP_FAILED);
    }
}
