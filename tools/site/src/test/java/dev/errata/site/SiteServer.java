package dev.errata.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Serves a site below {@code /errors/} as the starter does, with the same policy. */
final class SiteServer implements AutoCloseable {
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<String>> files;
    private String prefix = "";

    private SiteServer(HttpServer server, Map<String, Supplier<String>> files) {
        this.server = server;
        this.files = files;
    }

    static SiteServer of(Map<String, Supplier<String>> files) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SiteServer site = new SiteServer(server, files);
        server.createContext("/", site::answer);
        server.start();
        return site;
    }

    /** The same marked as the starter marks its pages, behind a gateway that keeps a prefix to itself. */
    SiteServer servedAt(String gateway) {
        prefix = gateway;
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + prefix + "/errors/";
    }

    /** The targets that were asked for. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        String name = exchange.getRequestURI().getPath().replaceFirst("^" + prefix + "/errors/", "");
        String found = name.isEmpty() ? "index.html" : files.containsKey(name) ? name : name + ".html";
        Supplier<String> content = files.get(found);
        String text = content == null ? files.get("404.html").get() : content.get();
        String marked = prefix.isEmpty() ? text : text.replaceFirst("<html ", "<html data-served=\"/errors\" ");
        byte[] bytes = marked.getBytes(StandardCharsets.UTF_8);
        String type = TYPES.getOrDefault(found.substring(found.lastIndexOf('.') + 1), "text/plain");
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(content == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
