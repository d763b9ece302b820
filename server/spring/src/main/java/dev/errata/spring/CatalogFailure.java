package dev.errata.spring;

import dev.errata.core.ToolError;
import java.util.List;

/** The service cannot start, because it does not know which catalog it answers with. */
final class CatalogFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    private CatalogFailure(String found, String action) {
        super(found);
        this.action = ToolError.SERVER_CATALOG.tell(action);
    }

    static CatalogFailure none() {
        return new CatalogFailure(
                "No error catalog was found: the class path has no dev.errata.core.CatalogProvider.",
                "Let the errata Maven plugin generate one from your pages (goal generate), or declare a bean of type "
                        + "dev.errata.core.Catalog.");
    }

    static CatalogFailure several(List<String> providers) {
        return new CatalogFailure(
                "There are " + providers.size() + " error catalogs on the class path: " + String.join(", ", providers)
                        + ". A service answers with one.",
                "Remove the others from the class path, or declare a bean of type dev.errata.core.Catalog that returns "
                        + "the one to use.");
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
