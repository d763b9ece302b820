package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.catalog.Page.Form;
import dev.errata.core.Surface;
import dev.errata.core.Variant;
import dev.errata.site.IndexView.Status;
import dev.errata.site.PageView.DetailView;
import dev.errata.site.PageView.FactLine;
import dev.errata.site.PageView.FormView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the views of code pages. */
final class PageViews {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

    private final CatalogSource catalog;
    private final Shell shell;
    private final Markdown markdown;
    private final Variables variables;
    private final Responses responses;
    private final Highlight highlight;
    private final List<Page> byStatus;

    PageViews(CatalogSource catalog, Shell shell, Markdown markdown, Variables variables, Responses responses) {
        this.catalog = catalog;
        this.shell = shell;
        this.markdown = markdown;
        this.variables = variables;
        this.responses = responses;
        this.highlight = new Highlight(variables);
        this.byStatus = catalog.active().stream().sorted(Neighbours.BY_STATUS).toList();
    }

    /** The view of the page that has this place in the catalog. */
    PageView view(int at) {
        List<Page> pages = catalog.pages();
        Page page = pages.get(at);
        Map<String, ExampleView> examples = ExampleReader.read(catalog.root(), page, markdown, highlight);
        List<FormView> forms =
                page.forms().stream().map(form -> form(page, form, examples)).toList();
        String replacement = page.replacedBy();
        return new PageView(
                shell,
                Neighbours.of(page, byStatus),
                page.code(),
                page.title(),
                page.retired(),
                replacement == null
                        ? null
                        : catalog.page(replacement).map(PageViews::entry).orElse(null),
                page.platform(),
                surface(page.surface()),
                facts(page),
                forms.get(0),
                forms.subList(1, forms.size()),
                page.details().stream().map(this::detail).toList(),
                markdown.html(page.prose().cause()),
                markdown.html(page.prose().fix()),
                markdown.html(page.prose().response()),
                markdown.html(page.prose().notes()),
                page.waiver(),
                variables.key() == null ? null : variables.key().replace('_', ' '),
                variables.base(),
                catalog.root().probe().controlUrl() != null,
                at == 0 ? null : entry(pages.get(at - 1)),
                at == pages.size() - 1 ? null : entry(pages.get(at + 1)));
    }

    static Shell.Entry entry(Page page) {
        return new Shell.Entry(page.code(), page.code() + ".html");
    }

    /** Where an error appears when it is no answer of its own, null when it is. */
    static @Nullable String surface(Surface surface) {
        return switch (surface) {
            case RESPONSE -> null;
            case DELIVERY_LOG -> "This error is no answer to a request: it stands in the record of a webhook delivery.";
            case STREAM -> "This error comes as an event inside a stream that has already begun with its own status.";
        };
    }

    private static List<FactLine> facts(Page page) {
        List<FactLine> facts = new ArrayList<>();
        if (page.type() != null) {
            facts.add(new FactLine("Type", List.of(page.type()), true));
        }
        List<String> kept = page.forms().stream()
                .flatMap(form -> form.statuses().members().stream())
                .distinct()
                .toList();
        if (!kept.isEmpty()) {
            facts.add(new FactLine("Also with the status", kept, false));
        }
        facts.add(new FactLine("Since", List.of(page.since()), false));
        if (!page.aliases().isEmpty()) {
            facts.add(new FactLine(
                    "Earlier names",
                    page.aliases().stream().map(Page.Alias::shown).toList(),
                    page.aliases().stream().allMatch(alias -> alias.until() == null)));
        }
        return List.copyOf(facts);
    }

    private FormView form(Page page, Form form, Map<String, ExampleView> examples) {
        return new FormView(
                form.name(),
                Variant.anchor(form.name()),
                Status.of(form.status()),
                form.advice(),
                message(page, form.message()),
                highlight.html(Language.HTTP, responses.text(page, form)),
                examples.get(form.name()));
    }

    private static String message(Page page, String template) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder html = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            html.append(Html.escape(template.substring(at, matcher.start())));
            String name = matcher.group(1);
            String text = Html.escape(matcher.group());
            boolean declared =
                    page.details().stream().anyMatch(detail -> detail.name().equals(name));
            html.append(
                    declared
                            ? "<a class=\"ph\" href=\"#detail-" + Html.id(name) + "\">" + text + "</a>"
                            : "<span class=\"ph\">" + text + "</span>");
            at = matcher.end();
        }
        return html.append(Html.escape(template.substring(at))).toString();
    }

    private DetailView detail(Page.DetailDoc detail) {
        return new DetailView(
                "detail-" + Html.id(detail.name()),
                detail.name(),
                detail.type().word(),
                detail.required(),
                detail.sensitive(),
                markdown.inline(detail.doc()),
                highlight.json(Json.write(detail.example())));
    }
}
