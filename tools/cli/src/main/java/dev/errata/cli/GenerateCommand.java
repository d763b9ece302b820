package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.generate.JavaGenerator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata generate}. */
@Command(name = "generate", description = "Writes the typed factories of a catalog, in Java.")
final class GenerateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "<catalog>", description = "a folder, or the name of a reference")
    private String catalog = "";

    @Option(names = "--package", required = true, paramLabel = "P", description = "the Java package")
    private String packageName = "";

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "the root of the sources")
    private Path output = Path.of("");

    @Option(
            names = "--resources",
            paramLabel = "DIR",
            description = "the root of the resources, for the service entry; as --output unless given")
    private @Nullable Path resources;

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CatalogSource source = shell.catalogs().read(catalog);
        new JavaGenerator(source, packageName).write(output, resources == null ? output : resources);
        shell.out()
                .println("Wrote the factories of " + Count.of(source.pages().size(), "code") + " of "
                        + source.root().api() + " below " + output);
        return Errata.OK;
    }
}
