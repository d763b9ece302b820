package dev.errata.cli;

import dev.errata.core.ToolError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The sections of {@code docs/errors.md}, as Markdown. */
final class ToolErrorPages {
    private static final String HEADING = "\n## ";

    private ToolErrorPages() {}

    /** The section of an error; every error has one. */
    static String of(ToolError error) {
        String document = document();
        int from = document.indexOf(HEADING + error.name() + "\n");
        if (from < 0) {
            throw new IllegalStateException("docs/errors.md has no section " + error.name() + "; write one.");
        }
        int to = document.indexOf(HEADING, from + HEADING.length());
        return document.substring(from, to < 0 ? document.length() : to).strip().substring(1) + "\n";
    }

    private static String document() {
        try (InputStream in = Objects.requireNonNull(ToolErrorPages.class.getResourceAsStream("errors.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
