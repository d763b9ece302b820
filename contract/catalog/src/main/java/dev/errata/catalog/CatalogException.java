package dev.errata.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A catalog that cannot be used, with everything that is wrong with it. */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /** Carries at least one finding. */
    public CatalogException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")), null, false, false);
        this.findings = List.copyOf(findings);
    }

    /** What is wrong, in the order of files and lines. */
    public List<Finding> findings() {
        return findings;
    }
}
