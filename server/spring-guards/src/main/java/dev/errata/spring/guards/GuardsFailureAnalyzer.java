package dev.errata.spring.guards;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link GuardsFailure} as two sentences instead of a stack trace. */
final class GuardsFailureAnalyzer extends AbstractFailureAnalyzer<GuardsFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable root, GuardsFailure failure) {
        return new FailureAnalysis(failure.getMessage(), failure.action(), failure);
    }
}
