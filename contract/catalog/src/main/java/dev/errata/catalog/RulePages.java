package dev.errata.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page of each rule, as Markdown. */
public final class RulePages {
    private RulePages() {}

    /** The page of a rule; every rule has one. */
    public static String of(Rule rule) {
        try (InputStream page = RulePages.class.getResourceAsStream("rules/" + rule + ".md")) {
            if (page == null) {
                throw new IllegalStateException("Rule " + rule + " has no page; write rules/" + rule + ".md");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
