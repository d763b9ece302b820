package dev.errata.spring;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

/**
 * The documentation pages behind {@code doc_url}: the files that the class path has for the catalog, held in memory, so
 * that no path of a request ever reaches a file system.
 */
final class DocPages {
    /** What a person sees who asks for a page that does not exist. */
    private static final String ABSENT = "404.html";

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
     * @param path where, beginning with a slash
     * @param files by their path below the site's folder
     */
    DocPages(Catalog catalog, String path, Map<String, DocFile> files) {
        this.catalog = catalog;
        this.root = StringUtils.trimTrailingCharacter(path, '/');
        this.files = marked(files, root);
        catalog.codes().forEach(code -> code.aliases().forEach(alias -> renamed.put(alias, code.id())));
        renamed.keySet().forEach(alias -> spelled.put(alias.toLowerCase(Locale.ROOT), alias));
        for (String name : files.keySet()) {
            spelled.put(name.toLowerCase(Locale.ROOT), name);
            if (name.endsWith(".html")) {
                String page = name.substring(0, name.length() - ".html".length());
                spelled.put(page.toLowerCase(Locale.ROOT), page);
            }
        }
    }

    /** Tells pages where they are kept, so that their samples find the API whatever its address. */
    private static Map<String, DocFile> marked(Map<String, DocFile> files, String root) {
        Map<String, DocFile> marked = new HashMap<>(files);
        marked.replaceAll((name, file) -> name.endsWith(".html")
                ? DocFile.of(new String(file.bytes(), StandardCharsets.UTF_8)
                        .replaceFirst("<html lang=\"en\">", "<html lang=\"en\" data-served=\"" + root + "\">")
                        .getBytes(StandardCharsets.UTF_8))
                : file);
        return Map.copyOf(marked);
    }

    /** Whether the request asks for a page. */
    boolean serves(HttpServletRequest request) {
        String path = path(request);
        return path.equals(root) || path.startsWith(root + "/");
    }

    /** Answers with the page; refuses by exception. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        if (!Set.of("GET", "HEAD").contains(method)) {
            throw catalog.answer(
                            Condition.REQUEST_METHOD,
                            StatusConditions.target(request).and(Fact.ALLOWED, List.of("GET", "HEAD")))
                    .header(HttpHeaders.ALLOW, "GET, HEAD")
                    .exception();
        }
        String path = path(request);
        if (path.equals(root)) {
            // The pages link to each other relative to their folder.
            redirect(root.substring(root.lastIndexOf('/') + 1) + "/", "", response);
            return;
        }
        String asked = path.substring(root.length() + 1);
        String now = presentName(asked);
        if (now != null) {
            redirect(now, asked, response);
            return;
        }
        String name = find(asked, request);
        DocFile file = name == null ? null : files.get(name);
        if (name == null || file == null) {
            String meant =
                    spelled.get(StringUtils.trimTrailingCharacter(asked, '/').toLowerCase(Locale.ROOT));
            if (meant != null) {
                String present = presentName(meant);
                redirect(present == null ? meant : present, asked, response);
                return;
            }
            DocFile absent = files.get(ABSENT);
            if (absent != null && asksForHtml(request)) {
                refuse(absent, asked, request, response);
                return;
            }
            throw catalog.answer(Condition.ABSENT_ROUTE, StatusConditions.target(request))
                    .exception();
        }
        send(file, name, request, response);
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
    private static void redirect(String to, String asked, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader(HttpHeaders.LOCATION, up(asked) + to);
    }

    /** The way from a page to the folder of all pages. */
    private static String up(String asked) {
        int deep = StringUtils.countOccurrencesOf(asked, "/");
        return deep == 0 ? "./" : "../".repeat(deep);
    }

    /** Tells a person that there is no such page; programs get the envelope. */
    private static void refuse(DocFile page, String asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] bytes = new String(page.bytes(), StandardCharsets.UTF_8)
                .replaceFirst("<head>", "<head><base href=\"" + up(asked) + "\">")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        protect(response);
        write(bytes, "html", request, response);
    }

    private @Nullable String find(String asked, HttpServletRequest request) {
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

    private static void send(DocFile file, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        response.setHeader(HttpHeaders.ETAG, file.tag());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        protect(response);
        if (ErrorResponder.values(request, HttpHeaders.IF_NONE_MATCH).contains(file.tag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        write(file.bytes(), ending, request, response);
    }

    private static void protect(HttpServletResponse response) {
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        response.setHeader("Content-Security-Policy", "default-src 'self'");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    private static void write(byte[] bytes, String ending, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(TYPES.getOrDefault(ending, "application/octet-stream"));
        response.setContentLength(bytes.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(bytes);
        }
    }

    private static boolean asksForHtml(HttpServletRequest request) {
        return String.join(",", ErrorResponder.values(request, HttpHeaders.ACCEPT))
                .contains("text/html");
    }

    private static boolean prefersMarkdown(HttpServletRequest request) {
        String accept = String.join(",", ErrorResponder.values(request, HttpHeaders.ACCEPT));
        int markdown = accept.indexOf("text/markdown");
        int html = accept.indexOf("text/html");
        return markdown >= 0 && (html < 0 || markdown < html);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
