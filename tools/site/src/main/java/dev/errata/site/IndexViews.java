package dev.errata.site;

import dev.errata.catalog.Advice;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.site.IndexView.Row;
import dev.errata.site.IndexView.Status;
import dev.errata.site.IndexView.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the view of the first page, and what pages share. */
final class IndexViews {
    private IndexViews() {}

    static Shell shell(CatalogSource catalog) {
        return new Shell(catalog.root().api(), catalog.root().version());
    }

    static IndexView view(CatalogSource catalog, Shell shell) {
        List<Page> active = catalog.active();
        List<Table> tables = Stream.of(
                        table("codes", "Codes of the API", "", active.stream().filter(page -> !page.platform())),
                        table(
                                "platform",
                                "Platform codes",
                                "Refusals of HTTP itself and of the server in front of the API, such as a path without"
                                        + " a route or a body that is no JSON; any operation can answer with them.",
                                active.stream().filter(Page::platform)),
                        table(
                                "retired",
                                "Retired codes",
                                "The API no longer answers with these; their names are never given to anything else.",
                                catalog.pages().stream().filter(Page::retired)))
                .filter(table -> !table.rows().isEmpty())
                .toList();
        return new IndexView(
                shell,
                catalog.root().description(),
                tables,
                forms(active)
                        .map(Page.Form::status)
                        .distinct()
                        .sorted()
                        .map(Status::of)
                        .toList(),
                List.copyOf(forms(active)
                        .map(Page.Form::advice)
                        .sorted()
                        .collect(Collectors.toMap(
                                Advice::key, Function.identity(), (first, same) -> first, LinkedHashMap::new))
                        .values()));
    }

    private static Stream<Page.Form> forms(List<Page> pages) {
        return pages.stream().flatMap(page -> page.forms().stream());
    }

    private static Table table(String id, String heading, String explanation, Stream<Page> pages) {
        return new Table(
                id,
                heading,
                explanation,
                pages.sorted(Neighbours.BY_STATUS).map(IndexViews::row).toList());
    }

    private static Row row(Page page) {
        return new Row(
                page.code(),
                page.code() + ".html",
                page.title(),
                page.forms().stream()
                        .map(Page.Form::status)
                        .distinct()
                        .sorted()
                        .map(Status::of)
                        .toList(),
                page.forms().stream().map(Page.Form::advice).distinct().sorted().toList());
    }
}
