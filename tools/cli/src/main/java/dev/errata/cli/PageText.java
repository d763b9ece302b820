package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Example;
import dev.errata.catalog.Page;
import dev.errata.core.Statuses;
import dev.errata.core.Surface;
import dev.errata.site.CurlScript;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints a page for a terminal. */
final class PageText {
    private final PrintStream out;
    private final CatalogSource catalog;
    private final Page page;

    PageText(PrintStream out, CatalogSource catalog, Page page) {
        this.out = out;
        this.catalog = catalog;
        this.page = page;
    }

    void print() {
        out.println(page.code() + ": " + page.title());
        out.println();
        facts();
        details();
        section("Cause", page.prose().cause());
        section("Fix", page.prose().fix());
        if (page.waiver() != null) {
            section("Proof", "Waived: " + page.waiver());
        }
        page.examples().forEach(this::example);
        section("Notes", page.prose().notes());
    }

    private void facts() {
        Table table = new Table()
                .row("API", catalog.root().api() + " " + catalog.root().version());
        for (Page.Form form : page.forms()) {
            boolean main = form.name().equals("main");
            if (!main) {
                table.row("Variant", form.name());
            }
            String indent = main ? "" : "  ";
            table.row(indent + "Status", form.shownStatus() + kept(form.statuses()));
            table.row(
                    indent + "Retry", form.retry().word() + ": " + form.advice().text());
            table.row(indent + "Actor", form.actor().word());
            table.row(indent + "Message", form.message());
        }
        row(table, "Type", page.type());
        row(
                table,
                "Surface",
                page.surface() == Surface.RESPONSE ? null : page.surface().word());
        row(table, "Platform", page.platform() ? "yes: a refusal of HTTP itself" : null);
        row(
                table,
                "Earlier",
                page.aliases().isEmpty()
                        ? null
                        : page.aliases().stream().map(Page.Alias::shown).collect(Collectors.joining(", ")));
        table.row("Since", page.since());
        row(table, "Retired", page.retired() ? page.replacedBy() == null ? "yes" : "see " + page.replacedBy() : null);
        table.row("Page", page.file().toString());
        table.print(out, "");
    }

    private static String kept(Statuses statuses) {
        return statuses.members().isEmpty() ? "" : " (kept where it was set: " + statuses + ")";
    }

    private static void row(Table table, String label, @Nullable String value) {
        if (value != null) {
            table.row(label, value);
        }
    }

    private void details() {
        if (page.details().isEmpty()) {
            return;
        }
        out.println();
        out.println("Details");
        Table table = new Table();
        for (Page.DetailDoc detail : page.details()) {
            table.row(
                    detail.name(),
                    detail.type().word()
                            + (detail.required() ? "" : ", optional")
                            + (detail.sensitive() ? ", sensitive" : ""),
                    detail.doc());
        }
        table.print(out, "  ");
    }

    private void section(String heading, String text) {
        if (!text.isBlank()) {
            out.println();
            out.println(heading);
            text.strip().lines().forEach(line -> out.println(("  " + line).stripTrailing()));
        }
    }

    private void example(Example example) {
        String base = catalog.root().probe().baseUrl();
        CurlScript script = CurlScript.of(catalog.root().probe(), example, CurlScript.Values.CONTROLS);
        out.println();
        out.println(example.form().equals("main") ? "Example" : "Example of " + example.form());
        // At the margin, for a shell and Python read white space.
        out.println(script.text(base == null ? Map.of() : Map.of("base", base)));
    }
}
