package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.probe.TinyService.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private final TinyService service = new TinyService();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private TinyCatalog catalog;

    @BeforeEach
    void write() {
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));
        service.on("/route", Reply.error(404, "NO_ROUTE", "It is not there."));
        service.on("/it's", Reply.error(409, "TAKEN", "Somebody else's <it>."));
        catalog = new TinyCatalog(folder)
                .page("ABSENT", "", "GET {{base}}/a")
                .page("OLD", "state: retired\n")
                .page("BROKEN", "status: 503\nprove: { waiver: nobody can break the disk }\n")
                .page("NO_ROUTE", "platform: true\n", "GET {{base}}/route");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void taken() {
        catalog.page(
                "TAKEN",
                "status: 409\nmessage: It is taken.\n",
                "POST {{base}}/it's\nAuthorization: Bearer hpn_live_sk_0123456789\n\n{\"a\": 1}");
    }

    @Test
    void theConsoleTellsWhatIsProvenAndEndsWithTheCodesOfTheContract() {
        ProbeReport report = run(false, Set.of());

        assertThat(report.passed()).isTrue();
        assertThat(told()).isEqualTo("""
                Probing Tiny at %s: 3 codes, order 1
                  – BROKEN                               503  0 ms  WAIVED
                  ✓ NO_ROUTE                             404  0 ms
                  ✓ ABSENT                               404  0 ms

                Waived: BROKEN › main (nobody can break the disk)
                Retired, not run: OLD
                3 forms planned: 2 run, 1 waived; 2 requests
                1 of 1 platform code proven
                1 of 2 codes proven, 1 waived
                """.formatted(service.url()));
    }

    @Test
    void aFailureIsExplainedWithRequestAnswerExpectationPlaceAndAdvice() {
        taken();
        ProbeReport report = run(false, Set.of("TAKEN"));

        assertThat(report.passed()).isFalse();
        assertThat(told()).isEqualTo("""
                Probing Tiny at %1$s: 1 code, order 1
                  ✗ TAKEN                                409  0 ms  WRONG_MESSAGE

                ✗ TAKEN › main: WRONG_MESSAGE, the message does not fit the page's template
                  at        %2$s:17
                  found     The message is 'Somebody else's <it>.'; TAKEN says 'It is taken.'.
                  sent      curl -i -X POST '%1$s/it'\\''s' -H 'Authorization: Bearer hpn…' --data-binary '{"a": 1}'
                  answered  409 application/json: {"error":{"code":"TAKEN","message":"Somebody else's <it>."}}
                  expected  409 TAKEN, "It is taken."
                  to do     Let the service send the page's message, or write its message on the page.

                Retired, not run: OLD
                Run again in the same order with --seed 1.
                1 form planned: 1 run, 0 waived; 1 request
                0 of 1 code proven, 3 not run
                """.formatted(service.url(), folder.resolve("codes/TAKEN.md")));
    }

    @Test
    void whatWasOnlySeenIsExplainedToo() {
        service.on("/seen", Reply.error(404, "ABSENT", "It is not there.", "Content-Type: text/html"));
        catalog.page("ABSENT", "", "GET {{base}}/seen");
        run(false, Set.of("ABSENT"));

        assertThat(told()).contains("""
                  ✗ ABSENT                               404  0 ms  CONTENT_TYPE

                ✗ ABSENT › main: the answer is right, but more was seen on the way
                  at        %2$s:17
                  sent      curl -i -X GET '%1$s/seen'
                  answered  404 text/html: {"error":{"code":"ABSENT","message":"It is not there."}}
                  seen      CONTENT_TYPE: Content-Type is 'text/html'; errors have 'application/json'.
                  expected  404 ABSENT, "It is not there."
                  to do     Correct the service, so that no answer shows this.
                """.formatted(service.url(), folder.resolve("codes/ABSENT.md")));
    }

    @Test
    void failuresOfOneCauseAreToldOnceWithTheNamesOfTheOthers() {
        catalog.page("FIRST", "", "GET {{base}}/{{id}}");
        catalog.page("SECOND", "", "GET {{base}}/{{id}}");
        catalog.page("THIRD", "", "GET {{base}}/{{name}}");
        catalog.page("ZERO", "details:\n  a: { type: string, doc: x, example: y }\n", "GET {{base}}/{{id}}");
        run(false, Set.of("FIRST", "SECOND", "THIRD", "ZERO"));

        assertThat(told()).contains("""
                ✗ FIRST › main and 2 others: SETUP_FAILED, the example could not be run to its end
                  at        %s:17
                  found     Line 17: {{id}} has no value. Known here: base, $uuid, $timestamp, $now, $long.
                  to do     Correct that step; the error itself was not tried.
                  same for  SECOND › main, ZERO › main

                ✗ THIRD › main: SETUP_FAILED, the example could not be run to its end
                """.formatted(folder.resolve("codes/FIRST.md")));
    }

    @Test
    void anAnswerThatIsTheSameForPagesThatAskForOthersIsToldOnce() {
        service.on("/b", Reply.of(400, "No."));
        service.on("/c", Reply.of(400, "No."));
        catalog.page("FIRST", "", "GET {{base}}/b");
        catalog.page("SECOND", "status: 409\n", "POST {{base}}/c");
        run(false, Set.of("FIRST", "SECOND"));

        assertThat(told()).contains("\n✗ FIRST › main and 1 other: ").contains("\n  same for  SECOND › main\n");
    }

    @Test
    void aPreparingStepThatFailsIsShownWithItsAnswer() {
        catalog.page("ABSENT", "", "POST {{base}}/route\n\n{}", "GET {{base}}/a");
        run(false, Set.of("ABSENT"));

        String answer = "{\"error\":{\"code\":\"NO_ROUTE\",\"message\":\"It is not there.\"}}";
        assertThat(told()).contains("""
                ✗ ABSENT › main: SETUP_FAILED, the example could not be run to its end
                  at        %2$s:23
                  found     Line 17: the preparing step answered 404 NO_ROUTE (%3$s), not a status of 2xx. \
                Correct the example, or write '# @expect' with what the step really answers.
                  sent      curl -i -X POST '%1$s/route' --data-binary '{}'
                  answered  404 application/json: %3$s
                  to do     Correct that step; the error itself was not tried.
                """.formatted(service.url(), folder.resolve("codes/ABSENT.md"), answer));
    }

    @Test
    void aTerminalSeesThePageThatRunsAndColours() {
        run(true, Set.of("ABSENT"));

        assertThat(told())
                .isEqualTo(
                        "Probing Tiny at " + service.url() + ": 1 code, order 1\n"
                                + "\r\u001b[2m  [1/1] ABSENT\u001b[0m\u001b[K"
                                + "\r\u001b[K  \u001b[32m✓\u001b[0m ABSENT                               404  0 ms\n\n"
                                + "Retired, not run: OLD\n1 form planned: 1 run, 0 waived; 1 request\n\u001b[32m1 of 1 code proven, 2 not run\u001b[0m\n");
    }

    @Test
    void junitXmlHasACaseForEachForm() {
        taken();
        StringWriter xml = new StringWriter();

        JunitReport.write(run(false, Set.of()), xml);

        String failure = told().substring(told().indexOf("\n✗ TAKEN"), told().indexOf("\nWaived"));
        assertThat(xml.toString().replaceAll("time=\"[0-9.]+\"", "time=\"0\"")).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="errata probe Tiny" tests="4" failures="1" errors="0" skipped="1" time="0">
                  <testcase classname="Tiny" name="ABSENT › main" time="0"></testcase>
                  <testcase classname="Tiny" name="BROKEN › main" time="0"><skipped message="nobody can break the disk"/></testcase>
                  <testcase classname="Tiny" name="NO_ROUTE › main" time="0"></testcase>
                  <testcase classname="Tiny" name="TAKEN › main" time="0"><failure type="WRONG_MESSAGE" message="%s">%s</failure></testcase>
                </testsuite>
                """.formatted(
                        "The message is 'Somebody else's &lt;it&gt;.'; TAKEN says 'It is taken.'.",
                        failure.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    @Test
    void jsonLinesHaveOneObjectForEachForm() throws IOException {
        StringBuilder lines = new StringBuilder();
        JsonLinesReport.write(run(false, Set.of("ABSENT", "BROKEN")), lines);

        assertThat(lines.toString().replaceAll("\"millis\":\\d+", "\"millis\":0"))
                .isEqualTo("""
                {"api":"Tiny","code":"ABSENT","form":"main","status":404,"platform":false,"proven":true,\
                "verdict":"PROVEN","reasons":[],"observations":[],"place":"%1$s/codes/ABSENT.md:17","millis":0}
                {"api":"Tiny","code":"BROKEN","form":"main","status":503,"platform":false,"proven":false,\
                "verdict":"WAIVED","reasons":["nobody can break the disk"],"observations":[],\
                "place":"%1$s/codes/BROKEN.md:2","millis":0}
                """.formatted(folder));
    }

    @Test
    void aRawRequestIsShownForTheShellToo() {
        Sent sent = new Sent(
                "GET",
                Address.of("http://127.0.0.1:80/"),
                List.of(),
                new byte[0],
                true,
                "GET /%zz HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(CurlLine.of(sent)).isEqualTo("printf 'GET /%%zz HTTP/1.1\\r\\n\\r\\n' | nc 127.0.0.1 80");
    }

    private ProbeReport run(boolean terminal, Set<String> only) {
        CatalogSource source = catalog.read();
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        Settings settings = Settings.of(source.root(), service.url(), 1).only(only);
        return new Probe(source, settings, new ConsoleReport(out, terminal, terminal)).run();
    }

    private String told() {
        return console.toString(StandardCharsets.UTF_8).replaceAll("\\d+ ms", "0 ms");
    }
}
