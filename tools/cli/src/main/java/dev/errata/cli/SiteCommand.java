package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.site.SiteGenerator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata site}. */
@Command(name = "site", description = "Writes the documentation of a catalog as a site that needs no server.")
final class SiteCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "<catalog>", description = "a folder, or the name of a reference")
    private String catalog = "";

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "where the site goes")
    private Path output = Path.of("");

    SiteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CatalogSource source = shell.catalogs().clean(catalog);
        Writing.to(
                output, "Name a folder that can be written with --output.", () -> SiteGenerator.write(source, output));
        shell.out()
                .println("Wrote the site of " + Count.of(source.pages().size(), "code") + " of "
                        + source.root().api() + ": " + output.resolve("index.html"));
        return Errata.OK;
    }
}
