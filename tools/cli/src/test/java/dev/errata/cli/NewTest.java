package dev.errata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.Lint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTest {
    @TempDir
    private Path home;

    @Test
    void writesACatalogThatLintHasNothingToSayAbout() throws IOException {
        Path folder = home.resolve("shop/errors");

        Cli.Result cli = new Cli(home).run("new", folder.toString(), "--api", "Corner Shop");

        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .isEqualTo("Wrote " + folder + " with 16 pages.\nNext: a page for each error of your own, such as "
                        + folder + "/codes/OUT_OF_STOCK.md; then errata lint " + folder + " --write-lock.\n");
        assertThat(Lint.clean(folder).root().api()).isEqualTo("Corner Shop");
    }

    @Test
    void leavesAFolderAloneThatHoldsSomething() throws IOException {
        Files.writeString(home.resolve("precious.txt"), "precious");

        Cli.Result cli = new Cli(home).run("new", home.toString(), "--api", "Shop");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo("errata new: " + home + " is not empty; name a folder that is new or empty."
                        + " See docs/errors.md#folder_taken\n");
    }

    @Test
    void refusesANameThatCannotNameAClass() throws IOException {
        Cli.Result cli = new Cli(home).run("new", home.resolve("x").toString(), "--api", "3 shops");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err())
                .isEqualTo(
                        "errata new: '3 shops' is no name for an API here; it names a Java class, so use letters, digits"
                                + " and spaces, and begin with a letter. See docs/errors.md#argument_unusable\n");
    }
}
