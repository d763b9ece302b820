package dev.errata.cli;

import dev.errata.catalog.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The pages of the rules of lint, one resource for each. */
final class RulePages {
    private RulePages() {}

    static String text(Rule rule) {
        try (@Nullable InputStream page = RulePages.class.getResourceAsStream("rules/" + rule + ".txt")) {
            if (page == null) {
                throw new IllegalStateException("Rule " + rule + " has no page among the resources rules/*.txt");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
