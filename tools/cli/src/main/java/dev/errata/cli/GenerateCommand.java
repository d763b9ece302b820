package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.core.ToolError;
import dev.errata.generate.ClientGenerator;
import dev.errata.generate.JavaGenerator;
import dev.errata.generate.ScriptGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata generate}. */
@Command(
        name = "generate",
        description = "Writes the typed factories of a catalog, or with --client what callers need.",
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "<catalog>", description = "a folder, or the name of a reference")
    private String catalog = "";

    @Option(
            names = "--client",
            paramLabel = "LANGUAGE",
            description =
                    "for callers: ${COMPLETION-CANDIDATES} (the last two become packages in a folder of their own)")
    private @Nullable Language client;

    @Option(names = "--package", paramLabel = "P", description = "the Java package")
    private @Nullable String packageName;

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

    /** What a client may be written in. */
    enum Language {
        java,
        typescript,
        python
    }

    @Override
    public Integer call() {
        CatalogSource source = shell.catalogs().clean(catalog);
        String what = client == null ? "factories" : client + " client errors";
        if (packageName == null && client != Language.typescript && client != Language.python) {
            throw new CliException(
                    ToolError.ARGUMENT_UNUSABLE,
                    "No Java package was given. Name the one that the classes shall be in, as in"
                            + " '--package com.example.shop'.");
        }
        Writing.to(output, "Name a folder that can be written with --output.", () -> {
            Files.createDirectories(output);
            write(source, String.valueOf(packageName));
        });
        shell.out()
                .println("Wrote the " + what + " of " + Count.of(source.pages().size(), "code") + " of "
                        + source.root().api() + " below " + output);
        return Errata.OK;
    }

    private void write(CatalogSource source, String javaPackage) {
        if (client == Language.typescript) {
            new ScriptGenerator(source).writeTypeScript(output);
        } else if (client == Language.python) {
            new ScriptGenerator(source).writePython(output);
        } else {
            writeJava(source, javaPackage);
        }
    }

    private void writeJava(CatalogSource source, String javaPackage) {
        JavaGenerator factories = new JavaGenerator(source, javaPackage);
        if (client == Language.java) {
            factories.writeSource(output);
            new ClientGenerator(source, javaPackage).write(output);
        } else {
            factories.write(output, resources == null ? output : resources);
        }
    }
}
