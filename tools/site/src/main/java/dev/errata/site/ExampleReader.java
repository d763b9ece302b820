package dev.errata.site;

import dev.errata.catalog.Example;
import dev.errata.catalog.Page;
import dev.errata.catalog.Root;
import dev.errata.core.Code;
import dev.errata.site.ExampleView.Item;
import dev.errata.site.ExampleView.SampleView;
import dev.errata.site.ExampleView.StepView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Walks the prose under Example and puts each parsed request where its fence stands. */
final class ExampleReader {
    private static final String VARIANT = "Variant:";

    private final Root root;
    private final Page page;
    private final Markdown markdown;
    private final Highlight highlight;
    private final Map<String, List<Item>> items = new LinkedHashMap<>();
    private final Map<String, Integer> fences = new LinkedHashMap<>();
    private final Map<String, ShellView> shells = new LinkedHashMap<>();

    private ExampleReader(Root root, Page page, Markdown markdown, Highlight highlight) {
        this.root = root;
        this.page = page;
        this.markdown = markdown;
        this.highlight = highlight;
    }

    /** The examples by the names of their forms. */
    static Map<String, ExampleView> read(Root root, Page page, Markdown markdown, Highlight highlight) {
        ExampleReader reader = new ExampleReader(root, page, markdown, highlight);
        reader.walk(markdown.parse(page.prose().example()));
        Map<String, ExampleView> views = new LinkedHashMap<>();
        reader.items.forEach(
                (form, items) -> views.put(form, new ExampleView(List.copyOf(items), reader.helpers(form))));
        return views;
    }

    private void walk(Node document) {
        String form = Code.MAIN;
        for (Node node = document.getFirstChild(), next; node != null; node = next) {
            // Rendering takes the node out of the document.
            next = node.getNext();
            if (node instanceof Heading heading && title(heading).startsWith(VARIANT)) {
                form = title(heading).substring(VARIANT.length()).trim();
            } else if (node instanceof FencedCodeBlock fence && "http".equals(fence.getInfo())) {
                add(form, new Item(null, step(form)));
            } else {
                add(form, new Item(markdown.html(node), null));
            }
        }
    }

    private void add(String form, Item item) {
        items.computeIfAbsent(form, f -> new ArrayList<>()).add(item);
    }

    private StepView step(String form) {
        Example example = page.example(form).orElseThrow();
        int number = fences.merge(form, 1, Integer::sum);
        int all = example.steps().size();
        Example.Step step = example.steps().get(number - 1);
        boolean provoking = number == all;
        ShellView shell = shell(form);
        String caption = all == 1
                ? "Provokes the error"
                : number + " of " + all + (provoking ? ": provokes the error" : ": prepares");
        return new StepView(
                caption,
                provoking,
                StepWords.of(step, provoking).stream().map(markdown::inline).toList(),
                Language.of(step).stream()
                        .map(language -> new SampleView(
                                language.name().toLowerCase(Locale.ROOT),
                                language.label(step),
                                (language == Language.CURL ? shell.lead(number - 1, highlight) : "")
                                        + highlight.html(language, language.program(step, shell.part(number - 1)))))
                        .toList());
    }

    private String helpers(String form) {
        return page.example(form).isPresent() ? shell(form).helpers(highlight) : "";
    }

    private ShellView shell(String form) {
        return shells.computeIfAbsent(
                form, unseen -> ShellView.of(root, page.example(form).orElseThrow()));
    }

    private static String title(Heading heading) {
        StringBuilder title = new StringBuilder();
        for (Node node = heading.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text text) {
                title.append(text.getLiteral());
            }
        }
        return title.toString().trim();
    }
}
