package dev.errata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeAllTest {
    private static final String SILENT = "http://127.0.0.1:1";

    @TempDir
    private Path home;

    private Cli cli;
    private HttpServer server;
    private String url = "";

    @BeforeEach
    void start() throws IOException {
        cli = new Cli(home);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", exchange -> {
            String code = exchange.getRequestURI().getPath().substring(1);
            byte[] body = ("{\"error\":{\"code\":\"" + code + "\",\"message\":\"No.\"}}").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Request-Id", "req_1");
            exchange.sendResponseHeaders(404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void reference(String name, String address) {
        cli.write("references/" + name + "/errors/errata.yaml", """
                api: %s
                version: "1.0"
                request-id: { header: X-Request-Id, prefix: req_ }
                envelope:
                  error: { code: $code, message: $message }
                probe: { base-url: "%s" }
                """.formatted(name, address));
        page(name, "ABSENT", "", "ABSENT");
        page(name, "NO_ROUTE", "platform: true\n", "NO_ROUTE");
    }

    private void page(String name, String code, String facts, String path) {
        cli.write("references/" + name + "/errors/codes/" + code + ".md", """
                ---
                status: 404
                title: Not there
                retry: never
                message: "No."
                since: "1.0"
                %s---
                ## Cause
                Nobody made it.

                ## Fix
                Make it first.

                ## Example
                ```http
                GET {{base}}/%s
                ```
                """.formatted(facts, path));
    }

    @Test
    void eachReferenceIsALineAndTheSumIsTheLast() {
        reference("beta", url);
        reference("alphabet", url);

        assertThat(cli.run("probe", "--all", "--seed", "7")).isEqualTo(new Cli.Result(0, """
                Probing 2 APIs, order 7
                  ✓ alphabet  1 of 1 code proven; 1 of 1 platform code proven
                  ✓ beta      1 of 1 code proven; 1 of 1 platform code proven

                2 of 2 platform codes proven
                2 of 2 codes proven, 2 of 2 APIs probed
                """, ""));
        assertThat(home.resolve("data/proofs/alphabet.json")).content().contains("\"outcome\": \"PROVEN\"");
        assertThat(home.resolve("data/proofs/beta.json")).exists();
    }

    @Test
    void whatFailsIsNamedWithTheWayToSeeWhy() {
        reference("beta", url);
        page("beta", "OTHER", "", "ABSENT");
        reference("alpha", url);

        assertThat(cli.run("probe", "--all", "--seed", "7")).isEqualTo(new Cli.Result(1, """
                Probing 2 APIs, order 7
                  ✓ alpha  1 of 1 code proven; 1 of 1 platform code proven
                  ✗ beta   1 of 2 codes proven; 1 of 1 platform code proven; failed: OTHER

                'errata probe <api> --seed 7' shows why, one API at a time.
                2 of 2 platform codes proven
                2 of 3 codes proven, 2 of 2 APIs probed
                """, ""));
        assertThat(home.resolve("data/proofs/beta.json")).content().contains("\"verdict\": \"WRONG_CODE\"");
    }

    @Test
    void aServiceThatDoesNotRunIsALineThatSaysHowToStartItAndItsCodesAreNotProven() {
        reference("alpha", url);
        reference("quiet", SILENT);
        page("quiet", "MORE", "prove: { waiver: nobody can }\n", "MORE");

        assertThat(cli.run("probe", "--all", "--seed", "7")).isEqualTo(new Cli.Result(2, """
                Probing 2 APIs, order 7
                  ✓ alpha  1 of 1 code proven; 1 of 1 platform code proven
                  – quiet  not running at http://127.0.0.1:1; 'errata serve quiet' starts it

                Not running: quiet. 'errata serve' starts all. See docs/errors.md#nobody_answers
                1 of 2 platform codes proven
                1 of 3 codes proven, 1 of 2 APIs probed
                """, ""));
        assertThat(home.resolve("data/proofs/quiet.json")).doesNotExist();
    }

    @Test
    void aFailureCountsMoreThanAServiceThatDoesNotRun() {
        reference("beta", url);
        page("beta", "OTHER", "", "ABSENT");
        reference("quiet", SILENT);

        assertThat(cli.run("probe", "--all").status()).isEqualTo(1);
    }

    @Test
    void catalogsThatCannotBeProbedDoNotKeepTheOthersFromIt() {
        reference("alpha", url);
        reference("broken", url);
        cli.write("references/broken/errors/codes/BROKEN.md", "no front matter\n");
        reference("remote", "http://192.0.2.1:1");

        Cli.Result result = cli.run("probe", "--all", "--seed", "7");
        assertThat(result.out()).isEqualTo("""
                Probing 3 APIs, order 7
                  ✓ alpha   1 of 1 code proven; 1 of 1 platform code proven
                  – broken  its catalog cannot be used; 'errata lint broken' says why. See docs/errors.md#catalog_unusable
                  – remote  http://192.0.2.1:1 is another machine, and examples change what they find there. \
                If it is a test service, allow it with --allow-remote. See docs/errors.md#other_machine

                Not probed: broken, remote.
                1 of 2 platform codes proven
                1 of 2 codes proven, 1 of 3 APIs probed
                """);
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void aFirstPortMovesEveryReferenceByItsDistance() {
        int first = URI.create(url).getPort() - 4;
        reference("alpha", "http://127.0.0.1:8084");
        String port = Integer.toString(first);

        assertThat(cli.run("probe", "--all", "--port", port).out()).contains("✓ alpha  1 of 1 code proven");
        assertThat(cli.run("probe", "alpha", "--port", port).status()).isZero();
        assertThat(home.resolve("data/proofs/alpha.json")).content().contains("\"address\": \"" + url + "\"");
        assertThat(cli.run("probe", "alpha", "--port", "65532").err())
                .isEqualTo(
                        "errata probe: The first port cannot be 65532; it goes from 1 to 65531, since alpha answers 4"
                                + " after it. See docs/errors.md#port_out_of_range\n");
    }

    @Test
    void aReferenceThatIsNotThereIsStartedWithTheSameFirstPort() {
        reference("quiet", "http://127.0.0.1:8084");

        assertThat(cli.run("probe", "--all", "--port", "1").out())
                .contains("– quiet  not running at http://127.0.0.1:5; 'errata serve quiet --port 1' starts it\n")
                .contains(
                        "Not running: quiet. 'errata serve --port 1' starts all. See docs/errors.md#nobody_answers\n");
        assertThat(cli.run("probe", "quiet", "--port", "1").err())
                .endsWith(" 'errata serve quiet --port 1' starts it. See docs/errors.md#nobody_answers\n");
    }

    @Test
    void aFirstPortIsForReferencesOnly() {
        reference("alpha", url);

        assertThat(cli.run("probe", cli.path("references/alpha/errors"), "--port", "9000")
                        .err())
                .isEqualTo("errata probe: --port is the first port of 'errata serve', which does not serve "
                        + cli.path("references/alpha/errors") + ". Say where that service answers with --base-url."
                        + " See docs/errors.md#argument_unusable\n");
        assertThat(cli.run("probe", "alpha", "--port", "9000", "--base-url", url)
                        .err())
                .isEqualTo("errata probe: --port was given together with --base-url, which says the port already. Leave"
                        + " one of them out. See docs/errors.md#argument_unusable\n");
    }

    @Test
    void aTerminalSeesThePageThatRuns() {
        reference("alpha", url);

        assertThat(cli.run(true, "probe", "--all", "--seed", "7").out())
                .contains("\r\u001b[K    alpha  [1/2] ")
                .contains("\r\u001b[K    alpha  [2/2] ")
                .contains("\r\u001b[K  ✓ alpha  1 of 1 code proven");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            alpha                                  | alpha                                     | the other
            --base-url http://127.0.0.1:2          | --base-url                                | the other
            alpha --only ABSENT --var a=b          | alpha, --var, --only                      | the others
            --control-url none --junit a --json-lines b | --control-url, --junit, --json-lines | the others
            --allow-remote --self-test             | --allow-remote, --self-test               | the others
            """)
    void whatSpeaksOfOneCatalogIsRefusedBesideAll(String arguments, String named, String others) {
        reference("alpha", url);

        assertThat(cli.run(("probe --all " + arguments).split(" ")))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata probe: --all was given together with " + named + ". It probes every reference where its"
                                + " catalog says, and takes only --port, --seed and --data beside it. Leave out "
                                + others
                                + ", or leave out --all and name one catalog. See docs/errors.md#argument_unusable\n"));
    }

    @Test
    void withoutReferencesThereIsNothingToProbe() {
        assertThat(cli.run("probe", "--all"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata probe: No reference was found below " + home.resolve("references")
                                + ". Run --all at the root of the project, or name the folder of a catalog without"
                                + " it. See docs/errors.md#catalog_not_found\n"));
    }

    @Test
    void aReferenceThatIsNamedKeepsItsProofAndAFolderDoesNot() {
        reference("alpha", url);

        assertThat(cli.run("probe", cli.path("references/alpha/errors")).status())
                .isZero();
        assertThat(home.resolve("data")).doesNotExist();
        assertThat(cli.run("probe", "alpha").status()).isZero();
        assertThat(home.resolve("data/proofs/alpha.json")).exists();
    }

    @Test
    void aFolderThatTakesNoProofIsNamedAfterTheReport() throws IOException {
        reference("alpha", url);
        Files.writeString(home.resolve("file"), "");
        Cli.Result result = cli.run("probe", "alpha", "--data", cli.path("file"));

        assertThat(result.out()).endsWith("1 of 1 code proven\n");
        assertThat(result.err())
                .isEqualTo("errata probe: " + home.resolve("file/proofs/alpha.json") + " cannot be written: "
                        + home.resolve("file/proofs")
                        + ": Not a directory. It keeps what the probe found; name a folder"
                        + " that can be written with --data. See docs/errors.md#file_unusable\n");
        assertThat(result.status()).isEqualTo(2);
    }
}
