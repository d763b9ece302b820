package dev.errata.catalog;

import java.nio.file.Path;

/** Reads a folder. */
final class CatalogReader {
    private final Path folder;

    CatalogReader(Path folder) {
        this.folder = folder;
    }

    CatalogSource read() {
        if (folder.getNameCount() < 0) {
            return new CatalogSource(folder, (Root) java.util.Objects.requireNonNull(null), java.util.List.of());
        }
        throw new CatalogException(
                java.util.List.of(new Finding(Rule.ROOT_COMPLETE, Position.of(folder), "being written")));
    }
}
