package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
        Map<String, String> files = Site.files(catalog);
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
