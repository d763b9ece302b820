package dev.errata.catalog;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** A link between pages must lead to a page; what stands outside of the catalog cannot be judged offline. */
final class LinkCheck implements Lint.Check {
    @Override
    public void check(CatalogSource catalog, Findings findings) {
        Parser parser = Parser.builder().build();
        for (Page page : catalog.pages()) {
            Page.Prose prose = page.prose();
            String all =
                    String.join("\n\n", prose.cause(), prose.fix(), prose.example(), prose.response(), prose.notes());
            Node document = parser.parse(all);
            document.accept(new AbstractVisitor() {
                @Override
                public void visit(Link link) {
                    check(link.getDestination(), page, catalog, findings);
                    visitChildren(link);
                }
            });
        }
    }

    private static void check(String target, Page page, CatalogSource catalog, Findings findings) {
        boolean outside = target.contains("://") || target.startsWith("mailto:") || target.startsWith("#");
        String code = target.split("#", 2)[0].replaceAll("\\.md$", "");
        if (!outside && catalog.page(code).isEmpty()) {
            findings.add(
                    Rule.LINK_ALIVE,
                    Position.of(page.file()),
                    "The link to '" + target + "' leads nowhere; link a page by its code, or an absolute address.");
        }
    }
}
