package dev.errata.catalog;

import java.util.List;

/** Judges a catalog that could be read. A new rule is a constant of {@link Rule}, a check in this list and a page. */
public final class Lint {
    /** One look at the whole catalog. */
    @FunctionalInterface
    interface Check {
        void check(CatalogSource catalog, Findings findings);
    }

    private static final List<Check> CHECKS = List.of(
            new CodeChecks()::patterns,
            new CodeChecks()::unique,
            new CodeChecks()::replacements,
            new EnvelopeCheck(),
            new MessageChecks()::placeholders,
            new MessageChecks()::wording,
            new DetailExampleCheck(),
            new ConditionChecks(),
            new ExampleChecks(),
            new LinkCheck(),
            Lock::check);

    private Lint() {}

    /** Everything that is wrong, in the order of files and lines; empty when nothing is. */
    public static List<Finding> check(CatalogSource catalog) {
        Findings findings = new Findings();
        for (Check check : CHECKS) {
            check.check(catalog, findings);
        }
        return findings.sorted();
    }

    /**
     * Reads and judges a catalog.
     *
     * @throws CatalogException with every finding, when there is any
     */
    public static CatalogSource clean(java.nio.file.Path folder) {
        CatalogSource catalog = CatalogSource.read(folder);
        List<Finding> findings = check(catalog);
        if (!findings.isEmpty()) {
            throw new CatalogException(findings);
        }
        return catalog;
    }
}
