package dev.errata.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link SettingFailure} as two sentences instead of a stack trace. */
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<SettingFailure> {
    @Override
    protected FailureAnalysis analyze(Throwable root, SettingFailure failure) {
        return new FailureAnalysis(failure.getMessage(), failure.action(), failure);
    }
}
