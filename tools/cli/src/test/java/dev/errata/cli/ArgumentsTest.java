package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @TempDir
    private Path home;

    private Cli cli;

    @BeforeEach
    void write() {
        cli = Cli.withTiny(home);
    }

    @Test
    void withoutArgumentsTheCommandSaysWhatItCanDo() {
        Cli.Result result = cli.run();

        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo("""
                Usage: errata [-hV] [COMMAND]
                Keeps the error contract of an HTTP API: one page per code, and the proof that it holds.
                  -h, --help      Show this help message and exit.
                  -V, --version   Print version information and exit.
                Commands:
                  probe     Provokes the error of every page against a live service and says what was proven.
                  lint      Judges catalogs; with --write-lock it also writes their locks.
                  explain   Shows the page of a code, rule, condition or error of our tools.
                  list      Lists the codes of a catalog, the conditions, or the references.
                  new       Writes a catalog that answers everything that HTTP itself can refuse.
                  generate  Writes the typed factories of a catalog, or with --client what callers need.
                  site      Writes the documentation of a catalog as a site that needs no server.
                  key       Prints a new API key for errata.guards.keys.accounts; it is kept nowhere.

                A catalog is a folder that holds errata.yaml, or the name of a reference such as harpoon.
                The reference services are started by 'errata serve', which has a help of its own.
                """);
    }

    @Test
    void theVersionIsTold() {
        assertThat(cli.run("--version")).isEqualTo(new Cli.Result(0, "errata (built from source)\n", ""));
    }

    @Test
    void anUnknownOptionIsAnsweredWithThoseThatAreAllowed() {
        assertThat(cli.run("lint", "tiny", "--fix")).isEqualTo(new Cli.Result(2, "", """
                errata lint: Unknown option: '--fix'.
                Allowed: errata lint [-hV] [--write-lock] <catalog>...
                'errata lint --help' explains each. See docs/errors.md#argument_unusable
                """));
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearest() {
        assertThat(cli.run("prob")).isEqualTo(new Cli.Result(2, "", """
                errata: There is no command 'prob'. Did you mean 'probe'?
                Allowed: errata [-hV] [COMMAND]
                'errata --help' explains each. See docs/errors.md#argument_unusable
                """));
        assertThat(cli.run("demonstrate").err()).startsWith("errata: There is no command 'demonstrate'.\n");
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheNearest() {
        assertThat(cli.run("probe", "tiny", "--prot=9000").err())
                .startsWith("errata probe: Unknown option: '--prot=9000'. Did you mean '--port'?\nAllowed: ");
    }

    @Test
    void anUnknownReferenceIsAnsweredWithTheNearest() {
        assertThat(cli.run("list", "tny").err()).contains("the references are tiny. Did you mean 'tiny'? Give one");
    }

    /** What the script at the root of a checkout prints, where nothing needs to be built. */
    @ParameterizedTest
    @ValueSource(strings = {"", "probe", "lint", "explain", "list", "new", "generate", "site", "key"})
    void theDocumentHasTheHelpOfEveryCommand(String command) throws Exception {
        String help = (command.isEmpty() ? cli.run("--help") : cli.run(command, "--help")).out();

        assertThat(Files.readString(Path.of("../../docs/commands.md")))
                .contains("## errata" + (command.isEmpty() ? "" : " ") + command + "\n")
                .contains("```\n" + help + "```\n");
    }

    @Test
    void aMissingOptionIsNamed() {
        assertThat(cli.run("generate", "tiny")).isEqualTo(new Cli.Result(2, "", """
                errata generate: Missing required option: '--output=DIR'.
                Allowed: errata generate [-hV] [--client=LANGUAGE] --output=DIR [--package=P] [--resources=DIR]
                                         <catalog>
                'errata generate --help' explains each. See docs/errors.md#argument_unusable
                """));
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        assertThat(cli.run("probe", "tiny", "--seed", "x").err())
                .startsWith("errata probe: Invalid value for option '--seed': 'x' is not a long.\nAllowed: ");
    }

    @Test
    void anUnknownCatalogIsAnsweredWithThoseThatAreKnown() {
        assertThat(cli.run("list", "teeny"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "errata list: 'teeny' is neither a folder that holds errata.yaml nor the name of a reference; "
                                + "the references are tiny. Give one of these names, or the folder of a catalog."
                                + " See docs/errors.md#catalog_not_found\n"));
    }

    @Test
    void aHomeWithoutReferencesSaysSo(@TempDir Path empty) {
        assertThat(new Cli(empty).run("lint", "tiny").err())
                .isEqualTo(
                        "errata lint: 'tiny' is neither a folder that holds errata.yaml nor the name of a reference; "
                                + "no reference was found below " + empty.resolve("references")
                                + ". Give one of these names, or the folder of a catalog."
                                + " See docs/errors.md#catalog_not_found\n");
    }

    @Test
    void aCatalogMayBeGivenAsAFolder() {
        assertThat(cli.run("list", cli.path("references/tiny/errors")).status()).isZero();
    }

    @Test
    void aCatalogThatCannotBeReadIsShownFindingByFinding() {
        cli.write("references/tiny/errors/codes/BROKEN.md", "no front matter\n");
        Cli.Result result = cli.run("list", "tiny");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().reduce((first, last) -> last))
                .hasValue("errata list: The catalog cannot be used. 'errata explain <RULE>' says more on each rule."
                        + " See docs/errors.md#catalog_unusable");
        assertThat(result.err())
                .startsWith(cli.path("references/tiny/errors/codes/BROKEN.md"))
                .contains("[PAGE_FRONT_MATTER]");
    }
}
