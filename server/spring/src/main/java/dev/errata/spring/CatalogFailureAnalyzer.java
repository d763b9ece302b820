package dev.errata.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link CatalogFailure} as two sentences instead of a stack trace. */
final class CatalogFailureAnalyzer extends AbstractFailureAnalyzer<CatalogFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable root, CatalogFailure failure) {
        return new FailureAnalysis(failure.getMessage(), failure.action(), failure);
    }
}
