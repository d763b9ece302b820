package dev.errata.cli;

import dev.errata.catalog.CatalogException;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Lint;
import dev.errata.core.ToolError;
import dev.errata.probe.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds catalogs: a folder that holds {@code errata.yaml}, or the name of a reference below a home.
 *
 * @param home the folder that holds {@code references}
 */
record Catalogs(Path home) {
    private static final String ROOT = "errata.yaml";

    /** The references that have a catalog, in order. */
    List<String> names() {
        Path references = home.resolve("references");
        if (!Files.isDirectory(references)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(references)) {
            return folders.filter(
                            folder -> Files.exists(folder.resolve("errors").resolve(ROOT)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether this is the name of a reference and no folder. */
    boolean named(String catalog) {
        return !isCatalog(catalog) && names().contains(catalog);
    }

    /**
     * The folder of a catalog.
     *
     * @throws CliException when there is neither such a folder nor such a reference
     */
    Path folder(String catalog) {
        if (isCatalog(catalog)) {
            return Path.of(catalog);
        }
        if (names().contains(catalog)) {
            return home.resolve("references").resolve(catalog).resolve("errors");
        }
        String known = names().isEmpty()
                ? "no reference was found below " + home.resolve("references") + "."
                : "the references are " + String.join(", ", names()) + ".";
        throw new CliException(
                ToolError.CATALOG_NOT_FOUND,
                "'" + catalog + "' is neither a folder that holds " + ROOT
                        + " nor the name of a reference; " + known + Nearest.question(catalog, names())
                        + " Give one of these names, or the folder of a catalog.");
    }

    /**
     * Reads a catalog.
     *
     * @throws CatalogException when a file of it cannot be read as what it is
     */
    CatalogSource read(String catalog) {
        return CatalogSource.read(folder(catalog));
    }

    /**
     * Reads a catalog to make something of it.
     *
     * @throws CatalogException when lint finds anything, as the build of the Maven plugin fails then too
     */
    CatalogSource clean(String catalog) {
        return Lint.clean(folder(catalog));
    }

    private static boolean isCatalog(String catalog) {
        try {
            return Files.exists(Path.of(catalog).resolve(ROOT));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
