package dev.errata.spring;

import dev.errata.core.Catalog;
import dev.errata.core.CatalogProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the catalog that the class path offers. */
final class Catalogs {
    private Catalogs() {}

    /**
     * The only catalog that this class loader sees.
     *
     * @throws CatalogFailure when there is none, or more than one
     */
    static Catalog only(ClassLoader loader) {
        List<ServiceLoader.Provider<CatalogProvider>> found =
                ServiceLoader.load(CatalogProvider.class, loader).stream().toList();
        if (found.isEmpty()) {
            throw CatalogFailure.none();
        }
        if (found.size() > 1) {
            throw CatalogFailure.several(found.stream()
                    .map(provider -> provider.type().getName())
                    .sorted()
                    .toList());
        }
        return found.get(0).get().catalog();
    }
}
