package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Every file of the site, by its name; what stands in it is made when it is asked for, so that no site must fit the heap; any thread may ask. */
final class Site {
    private static final List<String> ASSETS = List.of("site.css", "site.js", "asked.js", "icon.svg");

    private final CatalogSource catalog;
    private final Map<String, Supplier<String>> files = new TreeMap<>();
    private final Map<String, String> owners = new HashMap<>();

    private Site(CatalogSource catalog) {
        this.catalog = catalog;
    }

    /**
     * The files of a catalog; all of them are text and are to be written as UTF-8.
     *
     * @throws IllegalArgumentException when two names differ by nothing but case, or a code is named as the index is
     */
    static Map<String, Supplier<String>> files(CatalogSource catalog) {
        Site site = new Site(catalog);
        site.write();
        return site.files;
    }

    private void write() {
        Templates templates = new Templates();
        Markdown markdown = new Markdown(catalog);
        Shell shell = IndexViews.shell(catalog);
        IndexView index = IndexViews.view(catalog, shell);
        Variables variables = Variables.of(catalog);
        Responses responses = new Responses(catalog);
        Twins twins = new Twins(catalog, markdown, variables, responses);
        ASSETS.forEach(name -> add(name, "the site itself", () -> asset(name)));
        add("index.html", "the index", () -> templates.render("index.jte", index));
        add("404.html", "the page of wrong addresses", () -> templates.render("absent.jte", shell));
        add("index.md", "the index", () -> twins.index(index));
        add("llms.txt", "the index", () -> twins.llms(index));
        add("catalog.json", "the index", () -> CatalogJson.write(catalog));
        add("search-index.js", "the index", () -> new SearchIndex(markdown).write(catalog));
        PageViews views = new PageViews(catalog, shell, markdown, variables, responses);
        for (int i = 0; i < catalog.pages().size(); i++) {
            int at = i;
            Page page = catalog.pages().get(at);
            String owner = "the code " + page.code();
            add(page.code() + ".html", owner, () -> templates.render("page.jte", views.view(at)));
            add(page.code() + ".md", owner, () -> twins.page(page));
            for (String alias : page.earlierNames()) {
                AliasView view = new AliasView(alias, page.code(), page.code() + ".html");
                add(
                        alias + ".html",
                        "the alias " + alias + " of " + page.code(),
                        () -> templates.render("alias.jte", view));
            }
        }
    }

    private void add(String name, String owner, Supplier<String> content) {
        String other = owners.put(name.toLowerCase(Locale.ROOT), owner);
        if (other != null) {
            throw new IllegalArgumentException("Both " + other + " and " + owner + " need the file " + name
                    + " of the site, where capital letters make no difference; rename one of them.");
        }
        files.put(name, content);
    }

    private static String asset(String name) {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The site module was built without its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
