package dev.errata.door;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documentation pages behind {@code doc_url}: the files that the class path has for the catalog, held in memory, so
 * that no path of a request ever reaches a file system.
 */
public final class DocPages {
    /** What a person sees who asks for a page that does not exist. */
    private static final String ABSENT = "404.html";

    private static final byte[] NOTHING = new byte[0];
    private static final int OK = 200;
    private static final int MOVED_PERMANENTLY = 301;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("md", "text/markdown;charset=utf-8"),
            Map.entry("txt", "text/plain;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("xml", "application/xml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private final Catalog catalog;
    private final String root;
    private final Map<String, DocFile> files;
    private final Map<String, String> renamed = new HashMap<>();
    /** Names of pages by their small letters. */
    private final Map<String, String> spelled = new HashMap<>();

    /**
     * Serves these files.
     *
     * @param path where, beginning with a slash and with what stands before all routes of the application
     * @param site its files by their path below the site's folder
     */
    public DocPages(Catalog catalog, String path, Map<String, byte[]> site) {
        this.catalog = catalog;
        this.root = withoutSlashes(path);
        this.files = marked(site, root);
        catalog.codes().forEach(code -> code.aliases().forEach(alias -> renamed.put(alias, code.id())));
        renamed.keySet().forEach(alias -> spelled.put(alias.toLowerCase(Locale.ROOT), alias));
        for (String name : site.keySet()) {
            spelled.put(name.toLowerCase(Locale.ROOT), name);
            if (name.endsWith(".html")) {
                String page = name.substring(0, name.length() - ".html".length());
                spelled.put(page.toLowerCase(Locale.ROOT), page);
            }
        }
    }

    /** Tells pages where they are kept, so that their samples find the API whatever its address. */
    private static Map<String, DocFile> marked(Map<String, byte[]> site, String root) {
        Map<String, DocFile> marked = new HashMap<>();
        site.forEach(
                (name, bytes) -> marked.put(name, DocFile.of(name.endsWith(".html") ? marked(bytes, root) : bytes)));
        return Map.copyOf(marked);
    }

    private static byte[] marked(byte[] page, String root) {
        return new String(page, StandardCharsets.UTF_8)
                .replace("<html lang=\"en\">", "<html lang=\"en\" data-served=\"" + root + "\">")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** Whether the request asks for a page. */
    public boolean serves(DoorRequest request) {
        String path = request.path();
        return path.equals(root) || path.startsWith(root + "/");
    }

    /** Answers with the page; refuses by exception. */
    public void serve(DoorRequest request, DoorAnswer answer) throws IOException {
        String method = request.method();
        if (!Set.of("GET", "HEAD").contains(method)) {
            throw catalog.answer(
                            Condition.REQUEST_METHOD, Facts.methods(method, request.path(), List.of("GET", "HEAD")))
                    .header("Allow", "GET, HEAD")
                    .exception();
        }
        String path = request.path();
        if (path.equals(root)) {
            // The pages link to each other relative to their folder.
            redirect(root.substring(root.lastIndexOf('/') + 1) + "/", "", answer);
            return;
        }
        String asked = path.substring(root.length() + 1);
        String now = presentName(asked);
        if (now != null) {
            redirect(now, asked, answer);
            return;
        }
        String name = find(asked, request);
        DocFile file = name == null ? null : files.get(name);
        if (name == null || file == null) {
            String meant = spelled.get(withoutSlashes(asked).toLowerCase(Locale.ROOT));
            if (meant != null) {
                String present = presentName(meant);
                redirect(present == null ? meant : present, asked, answer);
                return;
            }
            DocFile absent = files.get(ABSENT);
            if (absent != null && asksForHtml(request)) {
                refuse(absent, asked, request, answer);
                return;
            }
            throw catalog.answer(Condition.ABSENT_ROUTE, StatusConditions.target(request))
                    .exception();
        }
        send(file, name, request, answer);
    }

    /** Where the page of a renamed code is now, null when the page asked for is of none. */
    private @Nullable String presentName(String asked) {
        for (String ending : List.of("", ".html", ".md")) {
            String code =
                    asked.endsWith(ending) ? renamed.get(asked.substring(0, asked.length() - ending.length())) : null;
            if (code != null) {
                return code + ending;
            }
        }
        return null;
    }

    /** Leads to another page relative to the one asked for, since who stands before us may have cut the path. */
    private static void redirect(String to, String asked, DoorAnswer answer) throws IOException {
        answer.header("Location", up(asked) + to);
        answer.send(MOVED_PERMANENTLY, NOTHING);
    }

    /** The way from a page to the folder of all pages. */
    private static String up(String asked) {
        int deep = (int) asked.chars().filter(c -> c == '/').count();
        return deep == 0 ? "./" : "../".repeat(deep);
    }

    /** Tells a person that there is no such page; programs get the envelope. */
    private static void refuse(DocFile page, String asked, DoorRequest request, DoorAnswer answer) throws IOException {
        byte[] bytes = new String(page.bytes(), StandardCharsets.UTF_8)
                .replace("<head>", "<head><base href=\"" + up(asked) + "\">")
                .getBytes(StandardCharsets.UTF_8);
        answer.header("Cache-Control", "no-store");
        protect(request, answer);
        answer.header("Content-Type", type("html"));
        answer.send(NOT_FOUND, bytes);
    }

    private @Nullable String find(String asked, DoorRequest request) {
        String page = asked.isEmpty() ? "index" : asked;
        if (files.containsKey(page)) {
            return page;
        }
        List<String> endings = prefersMarkdown(request) ? List.of(".md", ".html") : List.of(".html", ".md");
        return endings.stream()
                .map(ending -> page + ending)
                .filter(files::containsKey)
                .findFirst()
                .orElse(null);
    }

    private static void send(DocFile file, String name, DoorRequest request, DoorAnswer answer) throws IOException {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        answer.header("ETag", file.tag());
        answer.header("Cache-Control", "no-cache");
        protect(request, answer);
        if (request.headers("If-None-Match").contains(file.tag())) {
            answer.send(NOT_MODIFIED, NOTHING);
        } else {
            answer.header("Content-Type", type(ending));
            answer.send(OK, file.bytes());
        }
    }

    private static void protect(DoorRequest request, DoorAnswer answer) {
        // Beside what it already varies by, such as the origin of the page that asks.
        request.answerHeader("Vary", "Accept");
        answer.header("Content-Security-Policy", "default-src 'self'");
        answer.header("X-Content-Type-Options", "nosniff");
    }

    private static String type(String ending) {
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    private static boolean asksForHtml(DoorRequest request) {
        return request.list("Accept").contains("text/html");
    }

    private static boolean prefersMarkdown(DoorRequest request) {
        String accept = request.list("Accept");
        int markdown = accept.indexOf("text/markdown");
        int html = accept.indexOf("text/html");
        return markdown >= 0 && (html < 0 || markdown < html);
    }
}
