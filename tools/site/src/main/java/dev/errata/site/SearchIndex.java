package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the search box looks through, as a script, because a page opened from a folder may not read files. */
final class SearchIndex {
    private final Markdown markdown;

    SearchIndex(Markdown markdown) {
        this.markdown = markdown;
    }

    String write(CatalogSource catalog) {
        return catalog.pages().stream()
                .map(page -> "  " + Json.write(entry(page)).replace("<", "\\u003c"))
                .collect(Collectors.joining(",\n", "window.errataIndex = [\n", "\n];\n"));
    }

    private Map<String, Object> entry(Page page) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("code", page.code());
        entry.put("title", page.title());
        entry.put(
                "statuses",
                page.forms().stream().map(Page.Form::status).distinct().toList());
        entry.put(
                "advice",
                page.forms().stream()
                        .map(form -> form.advice().label())
                        .distinct()
                        .toList());
        entry.put("messages", page.forms().stream().map(Page.Form::message).toList());
        entry.put("aliases", page.earlierNames());
        entry.put("cause", markdown.text(page.prose().cause()));
        entry.put("retired", page.retired());
        return entry;
    }
}
