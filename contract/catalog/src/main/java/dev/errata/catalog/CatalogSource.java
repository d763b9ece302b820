package dev.errata.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A catalog as its pages say it.
 *
 * @param folder the folder that holds {@code errata.yaml}
 * @param root what {@code errata.yaml} says
 * @param pages the pages in the order of their codes, retired ones included
 */
public record CatalogSource(Path folder, Root root, List<Page> pages) {
    /**
     * Reads a catalog.
     *
     * @throws CatalogException with every finding, when a file cannot be read as what it is
     */
    public static CatalogSource read(Path folder) {
        return new CatalogReader(folder).read();
    }

    /** The pages whose codes the API still answers with. */
    public List<Page> active() {
        return pages.stream().filter(page -> !page.retired()).toList();
    }

    /** The page of a code or of one of its aliases. */
    public Optional<Page> page(String codeOrAlias) {
        return pages.stream()
                .filter(page -> page.code().equals(codeOrAlias))
                .findFirst()
                .or(() -> pages.stream()
                        .filter(page -> page.earlierNames().contains(codeOrAlias))
                        .findFirst());
    }
}
