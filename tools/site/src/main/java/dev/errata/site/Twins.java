package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Surface;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The site as Markdown: a file beside every page, the index, and {@code llms.txt}. */
final class Twins {
    private final CatalogSource catalog;
    private final Markdown markdown;
    private final Variables variables;
    private final Responses responses;

    Twins(CatalogSource catalog, Markdown markdown, Variables variables, Responses responses) {
        this.catalog = catalog;
        this.markdown = markdown;
        this.variables = variables;
        this.responses = responses;
    }

    String page(Page page) {
        StringBuilder text = new StringBuilder("# ").append(page.code()).append("\n\n");
        text.append(page.title()).append("\n\n");
        if (page.retired()) {
            text.append("**Retired.** The API no longer answers with this code.");
            String replacement = page.replacedBy();
            text.append(replacement == null ? "" : " See [" + replacement + "](" + replacement + ".md).");
            text.append("\n\n");
        }
        facts(page, text);
        details(page, text);
        section("Cause", markdown.twin(page.prose().cause()), text);
        section("Fix", markdown.twin(page.prose().fix()), text);
        String response = fence(
                page.surface() == Surface.RESPONSE ? "http" : "json",
                responses.text(page, page.main(), variables.base()));
        String remark = markdown.twin(page.prose().response());
        section("Response", remark.isEmpty() ? response : remark + "\n\n" + response, text);
        section("Example", markdown.twin(page.prose().example()), text);
        section("Notes", markdown.twin(page.prose().notes()), text);
        return text.toString().stripTrailing() + "\n";
    }

    private static void facts(Page page, StringBuilder text) {
        for (Page.Form form : page.forms()) {
            boolean main = form.name().equals(Code.MAIN);
            String indent = main ? "" : "  ";
            if (!main) {
                fact("Variant", form.name(), text);
            }
            text.append(indent);
            fact("Status", StatusText.line(form.status()), text);
            text.append(indent);
            fact("Retry", form.retry().word() + ". " + form.advice().text(), text);
            text.append(indent);
            fact("Actor", form.actor().word(), text);
            text.append(indent);
            fact("Message", "`" + form.message() + "`", text);
            if (!form.raisedBy().isEmpty()) {
                text.append(indent);
                fact(
                        "Conditions",
                        form.raisedBy().stream().map(Condition::id).collect(Collectors.joining("`, `", "`", "`")),
                        text);
            }
            if (!form.statuses().members().isEmpty()) {
                text.append(indent);
                fact("Also with the status", form.statuses().toString(), text);
            }
        }
        fact("Type", page.type(), text);
        fact(
                "Surface",
                page.surface() == Surface.RESPONSE ? null : page.surface().word(),
                text);
        fact("Platform", page.platform() ? "yes, beyond the codes that the API documents" : null, text);
        fact(
                "Earlier names",
                page.aliases().isEmpty()
                        ? null
                        : page.aliases().stream().map(Page.Alias::shown).collect(Collectors.joining(", ")),
                text);
        fact("Since", page.since(), text);
        fact("Without example", page.waiver(), text);
    }

    private static void fact(String label, @Nullable String value, StringBuilder text) {
        if (value != null) {
            text.append("- ").append(label).append(": ").append(value).append('\n');
        }
    }

    private static void details(Page page, StringBuilder text) {
        if (page.details().isEmpty()) {
            return;
        }
        text.append("\n## Details\n\n| Name | Type | | Meaning | Example |\n| --- | --- | --- | --- | --- |\n");
        for (Page.DetailDoc detail : page.details()) {
            List<String> cells = List.of(
                    "`" + detail.name() + "`",
                    detail.type().word(),
                    (detail.required() ? "required" : "optional") + (detail.sensitive() ? ", sensitive" : ""),
                    detail.doc(),
                    "`" + Json.write(detail.example()) + "`");
            text.append(cells.stream().map(Twins::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static void section(String heading, String body, StringBuilder text) {
        if (!body.isEmpty()) {
            text.append("\n## ").append(heading).append("\n\n").append(body).append('\n');
        }
    }

    private static String fence(String language, String body) {
        return "```" + language + "\n" + body + "\n```";
    }

    String index(IndexView index) {
        StringBuilder text =
                new StringBuilder("# ").append(catalog.root().api()).append(" error codes\n\n");
        if (!index.description().isEmpty()) {
            text.append(index.description()).append("\n\n");
        }
        text.append("Version ").append(catalog.root().version()).append(", ");
        text.append(index.count()).append(" codes.\n");
        for (IndexView.Table table : index.tables()) {
            String head = "| Code | Status | When it comes | Retry | Actor |\n| --- | --- | --- | --- | --- |\n";
            String intro = table.explanation().isEmpty() ? "" : table.explanation() + "\n\n";
            section(
                    table.heading(),
                    intro + head + table.rows().stream().map(this::row).collect(Collectors.joining("\n")),
                    text);
        }
        return text.toString();
    }

    private String row(IndexView.Row row) {
        String cause = catalog.page(row.code())
                .map(page -> firstSentence(markdown.text(page.prose().cause())))
                .orElse("");
        return "| [" + row.code() + "](" + row.code() + ".md) | " + row.statusWords() + " | " + cell(row.title()) + ". "
                + cell(cause) + " | " + row.retryWords() + " | " + row.actorWords() + " |";
    }

    private static String firstSentence(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        sentences.setText(text);
        int end = sentences.next();
        return end == BreakIterator.DONE ? text : text.substring(0, end).strip();
    }

    /** The file that language models look for (llmstxt.org). */
    String llms(IndexView index) {
        StringBuilder text =
                new StringBuilder("# ").append(catalog.root().api()).append(" error codes\n\n");
        text.append("> ")
                .append(index.description().isEmpty() ? "Every error that the API answers with." : index.description())
                .append(
                        "\n\nEvery code is a page: cause, fix, the answer, and requests that provoke it. The whole catalog")
                .append(" as JSON is [catalog.json](catalog.json); the index is [index.md](index.md).\n");
        for (IndexView.Table table : index.tables()) {
            section(
                    table.heading(),
                    table.rows().stream()
                            .map(row ->
                                    "- [" + row.code() + "](" + row.code() + ".md): " + row.statusWords() + ", retry "
                                            + row.retryWords() + ", actor " + row.actorWords() + ". " + row.title())
                            .collect(Collectors.joining("\n")),
                    text);
        }
        return text.toString();
    }
}
