package dev.errata.catalog;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog as its pages say it. Immutable. */
public final class CatalogSource {
    private final Path folder;
    private final Root root;
    private final List<Page> pages;
    private final List<Page> active;
    private final Map<String, Page> byName = new HashMap<>();

    /**
     * Makes a catalog of pages that are at hand.
     *
     * @param folder the folder that holds {@code errata.yaml}
     * @param root what {@code errata.yaml} says
     * @param pages the pages in the order of their codes, retired ones included
     */
    public CatalogSource(Path folder, Root root, List<Page> pages) {
        this.folder = folder;
        this.root = root;
        this.pages = List.copyOf(pages);
        this.active = pages.stream().filter(page -> !page.retired()).toList();
        for (Page page : pages) {
            byName.putIfAbsent(page.code(), page);
        }
        for (Page page : pages) {
            page.earlierNames().forEach(alias -> byName.putIfAbsent(alias, page));
        }
    }

    /**
     * Reads a catalog.
     *
     * @throws CatalogException with every finding, when a file cannot be read as what it is
     */
    public static CatalogSource read(Path folder) {
        return new CatalogReader(folder).read();
    }

    /** The folder that holds {@code errata.yaml}. */
    public Path folder() {
        return folder;
    }

    /** What {@code errata.yaml} says. */
    public Root root() {
        return root;
    }

    /** The pages in the order of their codes, retired ones included. */
    public List<Page> pages() {
        return pages;
    }

    /** The pages whose codes the API still answers with. */
    public List<Page> active() {
        return active;
    }

    /** The page of a code or of one of its aliases. */
    public Optional<Page> page(String codeOrAlias) {
        return Optional.ofNullable(byName.get(codeOrAlias));
    }
}
