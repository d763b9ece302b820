package dev.errata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTest {
    @TempDir
    private Path home;

    private Cli cli;
    private HttpServer server;
    private String url = "";
    private int status = 404;

    @BeforeEach
    void start() throws IOException {
        cli = Cli.withTiny(home).write("references/tiny/errors/codes/ABSENT.md", """
                ---
                status: 404
                title: Not there
                retry: never
                message: It is not there.
                raised-by: [request, auth, permission, absent, conflict, limit, server]
                since: "1.0"
                ---
                ## Cause
                Nobody made it.

                ## Fix
                Make it first.

                ## Example
                ```http
                GET {{base}}/orders/{{id}}
                ```
                """);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/orders/o1", exchange -> {
            byte[] body = "{\"error\":{\"code\":\"ABSENT\",\"message\":\"It is not there.\"}}".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Request-Id", "req_1");
            exchange.sendResponseHeaders(status, body.length);
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

    @Test
    void aProvenCatalogEndsWithStatus0AndWritesItsReports() throws IOException {
        Cli.Result result = cli.run(
                "probe",
                "tiny",
                "--base-url",
                url,
                "--control-url",
                "none",
                "--var",
                "id=o1",
                "--seed",
                "7",
                "--junit",
                cli.path("reports/probe.xml"),
                "--json-lines",
                cli.path("reports/probe.jsonl"),
                "--only",
                "ABSENT");

        assertThat(result.out().replaceAll("\\d+ ms", "0 ms")).isEqualTo("""
                Probing Tiny at %s: 1 code, order 7
                  ✓ ABSENT                               404  0 ms

                1 form planned: 1 run, 0 waived; 1 request
                1 of 1 code proven
                """.formatted(url));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(Files.readString(home.resolve("reports/probe.xml")))
                .contains(
                        "<testsuite name=\"errata probe Tiny\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\"");
        assertThat(Files.readString(home.resolve("reports/probe.jsonl")))
                .startsWith("{\"api\":\"Tiny\"")
                .hasLineCount(1);
    }

    @Test
    void anUnprovenCatalogEndsWithStatus1() {
        status = 400;
        Cli.Result result = cli.run("probe", "tiny", "--base-url", url, "--var", "id=o1", "--seed", "7");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .endsWith("\nRun again in the same order with --seed 7.\n"
                        + "1 form planned: 1 run, 0 waived; 1 request\n0 of 1 code proven\n");
    }

    @Test
    void aServiceThatIsNotThereIsToldOnceWithHowToStartIt() {
        assertThat(cli.run("probe", "tiny"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata probe: Nothing answers at http://127.0.0.1:1. Start the service, or say with --base-url "
                                + "where it is. 'errata serve tiny' starts it. See docs/errors.md#nobody_answers\n"));
    }

    @Test
    void aProbeNeedsACatalog() {
        assertThat(cli.run("probe"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata probe: No catalog was given. Name a reference (tiny) or the folder of a catalog, "
                                + "as in 'errata probe harpoon', or probe every reference with --all."
                                + " See docs/errors.md#argument_unusable\n"));
    }

    @Test
    void theSelfTestNeedsNoCatalog() {
        Cli.Result result = cli.run("probe", "--self-test");
        assertThat(result.status()).isZero();
        assertThat(result.out()).endsWith("\n11 of 11 self-tests passed\n");
    }

    @Test
    void lintFindsWhatIsWrongUntilItIsRight() {
        Cli.Result before = cli.run("lint", "tiny");
        Cli.Result after = cli.run("lint", "tiny", "--write-lock");

        assertThat(before.status()).isEqualTo(1);
        assertThat(before.out())
                .contains(cli.path("references/tiny/errors/catalog.lock.json")
                        + ": There is no lock; write it with `errata lint "
                        + cli.path("references/tiny/errors")
                        + " --write-lock` and commit it. [LOCK_CURRENT]\n")
                .endsWith(" findings in 1 page of 1 catalog. 'errata explain <RULE>' says more.\n");
        assertThat(after.out())
                .startsWith("Wrote " + cli.path("references/tiny/errors/catalog.lock.json") + "\n")
                .doesNotContain("LOCK_CURRENT");
        assertThat(after.err()).isEmpty();
    }

    @Test
    void factoriesAreWrittenBelowTheFolder() {
        Cli.Result result = cli.run("generate", clean(), "--package", "a.b", "--output", cli.path("out"));

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0, "Wrote the factories of 16 codes of Tiny below " + cli.path("out") + "\n", ""));
        assertThat(home.resolve("out/a/b/TinyErrors.java")).isRegularFile();
        assertThat(home.resolve("out/META-INF/services/dev.errata.core.CatalogProvider"))
                .hasContent("a.b.TinyErrors$Provider");
    }

    @Test
    void factoriesWithoutAPackageAreToldWhatIsMissing() {
        assertThat(cli.run("generate", clean(), "--output", cli.path("out")))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata generate: No Java package was given. Name the one that the classes shall be in, as in"
                                + " '--package com.example.shop'. See docs/errors.md#argument_unusable\n"));
    }

    @Test
    void errorsOfCallersAreWrittenInTheirLanguage() {
        assertThat(cli.run("generate", clean(), "--client", "java", "--package", "a.b", "--output", cli.path("java"))
                        .out())
                .isEqualTo("Wrote the java client errors of 16 codes of Tiny below " + cli.path("java") + "\n");
        assertThat(cli.run("generate", clean(), "--client", "typescript", "--output", cli.path("ts"))
                        .status())
                .isZero();
        assertThat(cli.run("generate", clean(), "--client", "python", "--output", cli.path("py"))
                        .status())
                .isZero();

        assertThat(home.resolve("java/a/b/TinyError.java")).isRegularFile();
        assertThat(home.resolve("java/a/b/TinyErrors.java")).isRegularFile();
        assertThat(home.resolve("ts/tiny-error.mjs")).isRegularFile();
        assertThat(home.resolve("ts/tiny-error.d.mts")).isRegularFile();
        assertThat(home.resolve("ts/package.json")).isRegularFile();
        assertThat(home.resolve("py/tiny_error/__init__.py")).isRegularFile();
        assertThat(home.resolve("py/pyproject.toml")).isRegularFile();
    }

    @Test
    void theSiteIsWrittenBelowTheFolder() {
        Cli.Result result = cli.run("site", clean(), "--output", cli.path("site"));

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        0, "Wrote the site of 16 codes of Tiny: " + cli.path("site/index.html") + "\n", ""));
        assertThat(home.resolve("site/index.html")).isRegularFile();
    }

    @Test
    void aFolderThatCannotBeMadeIsOneSentenceOfEveryCommand() throws IOException {
        String file = Files.createFile(home.resolve("file")).toString();
        String below = file + "/below";

        assertThat(cli.run("site", clean(), "--output", below))
                .isEqualTo(refused(
                        "site",
                        below + " cannot be written: Not a directory. Name a folder that can be written"
                                + " with --output. See docs/errors.md#file_unusable"));
        assertThat(cli.run("generate", clean(), "--client", "python", "--output", below))
                .isEqualTo(refused(
                        "generate",
                        below + " cannot be written: Not a directory. Name a folder that can be"
                                + " written with --output. See docs/errors.md#file_unusable"));
        assertThat(cli.run("generate", clean(), "--package", "a.b", "--output", below)
                        .err())
                .startsWith("errata generate: " + below + " cannot be written: ")
                .endsWith("Not a directory. Name a folder that can be written with --output."
                        + " See docs/errors.md#file_unusable\n");
        assertThat(cli.run("new", below, "--api", "Shop").err())
                .startsWith("errata new: " + below + " cannot be written: ")
                .endsWith("Not a directory. Name a folder that is new or empty and can be written."
                        + " See docs/errors.md#file_unusable\n");
        assertThat(cli.run("probe", "tiny", "--base-url", url, "--var", "id=o1", "--junit", below + "/x.xml")
                        .err())
                .startsWith("errata probe: " + below + "/x.xml cannot be written: ")
                .endsWith("Not a directory. Name a file that can be written with --junit."
                        + " See docs/errors.md#file_unusable\n");
    }

    @Test
    void aCatalogWithFindingsIsNotGenerated() {
        String lock = cli.path("references/tiny/errors/catalog.lock.json");
        cli.run("lint", "tiny", "--write-lock");
        String findings = cli.run("lint", "tiny").out();
        Cli.Result generated = cli.run("generate", "tiny", "--package", "a.b", "--output", cli.path("out"));
        Cli.Result client = cli.run("generate", "tiny", "--client", "python", "--output", cli.path("out"));
        Cli.Result site = cli.run("site", "tiny", "--output", cli.path("out"));

        String shown = findings.substring(0, findings.lastIndexOf('\n', findings.length() - 2) + 1);
        assertThat(shown).contains("[CONDITION_STATUS]\n").doesNotContain(lock);
        assertThat(generated)
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        shown + "errata generate: The catalog cannot be used. 'errata explain <RULE>' says more on each"
                                + " rule. See docs/errors.md#catalog_unusable\n"));
        assertThat(client).isEqualTo(generated);
        assertThat(site.err()).startsWith(shown);
        assertThat(home.resolve("out")).doesNotExist();
    }

    /** A catalog that lint finds nothing in. */
    private String clean() {
        String folder = cli.path("clean");
        if (!Files.exists(home.resolve("clean"))) {
            cli.run("new", folder, "--api", "Tiny");
            cli.run("lint", folder, "--write-lock");
        }
        return folder;
    }

    private static Cli.Result refused(String command, String message) {
        return new Cli.Result(2, "", "errata " + command + ": " + message + "\n");
    }

    @Test
    void aLockThatLosesACodeIsNotWrittenThoughTheCatalogWasRead() throws IOException {
        cli.run("lint", "tiny", "--write-lock");
        Path page = home.resolve("references/tiny/errors/codes/ABSENT.md");
        cli.write("references/tiny/errors/codes/OTHER.md", Files.readString(page));
        Files.delete(page);

        assertThat(cli.run("lint", "tiny", "--write-lock").out())
                .endsWith(" in 1 page of 1 catalog. 'errata explain <RULE>' says more.\n");
    }

    @Test
    void findingsOfACatalogThatCannotBeReadAreNotSaidToBeInItsPages() {
        cli.write("references/tiny/errors/codes/BROKEN.md", "no front matter\n");

        assertThat(cli.run("lint", "tiny").out())
                .endsWith("\n1 finding in 1 catalog that cannot be read. 'errata explain <RULE>' says more.\n");
    }
}
