package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** The prose of pages as HTML, as Markdown of the site, and as bare text. HTML inside prose stays text. */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final int FIRST_FREE_HEADING = 3;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern ENDING = Pattern.compile("\\.(md|html)$");

    private final CatalogSource catalog;
    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer html = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (tag.equals("th")) {
                    attributes.put("scope", "col");
                } else if (tag.equals("pre")) {
                    attributes.put("tabindex", "0");
                }
            })
            .build();
    private final HtmlRenderer inline = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .omitSingleParagraphP(true)
            .build();
    private final MarkdownRenderer markdown =
            MarkdownRenderer.builder().extensions(EXTENSIONS).build();
    private final TextContentRenderer text =
            TextContentRenderer.builder().extensions(EXTENSIONS).build();

    Markdown(CatalogSource catalog) {
        this.catalog = catalog;
    }

    Node parse(String prose) {
        return parser.parse(prose);
    }

    String html(String prose) {
        return html(parse(prose));
    }

    String html(Node node) {
        node.accept(new Fit(".html", true));
        return html.render(node);
    }

    /** A line of prose without the paragraph around it. */
    String inline(String line) {
        Node node = parse(line);
        node.accept(new Fit(".html", true));
        return inline.render(node);
    }

    /** The same prose, with links that lead to the Markdown files of the site. */
    String twin(String prose) {
        Node node = parse(prose);
        node.accept(new Fit(".md", false));
        return markdown.render(node).strip();
    }

    String text(String prose) {
        return SPACE.matcher(text.render(parse(prose))).replaceAll(" ").strip();
    }

    /** Leads links between pages to files, keeps headings below those of the page, and shows images as links. */
    private final class Fit extends AbstractVisitor {
        private final String ending;
        private final boolean forHtml;

        Fit(String ending, boolean forHtml) {
            this.ending = ending;
            this.forHtml = forHtml;
        }

        @Override
        public void visit(Link link) {
            String target = link.getDestination();
            int hash = target.indexOf('#');
            String code = ENDING.matcher(hash < 0 ? target : target.substring(0, hash))
                    .replaceFirst("");
            catalog.page(code)
                    .ifPresent(page ->
                            link.setDestination(page.code() + ending + (hash < 0 ? "" : target.substring(hash))));
            visitChildren(link);
        }

        @Override
        public void visit(Heading heading) {
            if (forHtml) {
                heading.setLevel(Math.max(FIRST_FREE_HEADING, heading.getLevel()));
            }
            visitChildren(heading);
        }

        @Override
        public void visit(Image image) {
            if (forHtml) {
                // The site asks nobody else for anything, so a picture elsewhere is only pointed at.
                Link link = new Link(image.getDestination(), image.getTitle());
                for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
                    link.appendChild(child);
                }
                image.insertAfter(link);
                image.unlink();
            }
        }
    }
}
