package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Writes the pages of a catalog as a site that needs no server. */
public final class SiteGenerator {
    private SiteGenerator() {}

    /**
     * Writes every file of the site into a folder; the same catalog gives the same bytes. What the folder holds besides
     * is left alone.
     *
     * @throws IllegalArgumentException when two pages would have the same file
     * @throws UncheckedIOException when a file cannot be written
     */
    public static void write(CatalogSource catalog, Path folder) {
        Map<String, Supplier<String>> files = Site.files(catalog);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.entrySet().parallelStream().forEach(file -> write(folder.resolve(file.getKey()), file.getValue()));
    }

    private static void write(Path file, Supplier<String> content) {
        try {
            Files.writeString(file, content.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
