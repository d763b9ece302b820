package dev.errata.reference.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one page that lists the APIs and their codes, on this machine only. */
final class Portal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Portal.class.getName());
    private static final int THREADS = 8;
    private static final String READY = "/health/ready";
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService threads;
    private final PortalViews views;
    private final Health health;
    private final String elsewhere;
    private final Map<String, Asset> assets;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Portal.class.getClassLoader(), Portal.class.getPackageName());

    private record Asset(String type, byte[] bytes) {}

    private Portal(HttpServer server, List<Reference> references, PortalViews views, Health health, int base) {
        this.server = server;
        this.views = views;
        this.health = health;
        // The design is that of the error pages, which every API's jar holds.
        String any = references.get(0).id();
        this.assets = Map.of(
                "/site.css", new Asset("text/css;charset=utf-8", ApiCatalog.site(any, "site.css")),
                "/icon.svg", new Asset("image/svg+xml", ApiCatalog.site(any, "icon.svg")),
                "/asked.js", new Asset("text/javascript;charset=utf-8", ApiCatalog.site(any, "asked.js")),
                "/portal.css", new Asset("text/css;charset=utf-8", own("portal.css")),
                "/portal.js", new Asset("text/javascript;charset=utf-8", own("portal.js")));
        this.elsewhere = references.stream()
                .map(reference -> "  " + reference.id() + " http://127.0.0.1:" + reference.port(base) + "\n")
                .collect(Collectors.joining("", "The APIs answer at\n", ""));
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "portal");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.createContext("/health/", this::health);
    }

    /**
     * Starts it at the first port.
     *
     * @throws IOException when the port is taken
     */
    static Portal start(List<Reference> references, PortalViews views, Health health, int base) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), base), 0);
        Portal portal = new Portal(server, references, views, health, base);
        server.start();
        return portal;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            @Nullable Asset page;
            try {
                page = exchange.getRequestURI().getPath().equals("/") ? page(exchange) : null;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "The portal could not make its page for " + exchange.getRequestURI(), e);
                refuse(exchange, 500, "The portal could not make its page; what went wrong stands in its log.\n");
                return;
            }
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Asset asset = page != null ? page : assets.get(path);
            if (asset == null) {
                refuse(exchange, 404, "The portal has one page, /, and none at " + path + ".\n" + elsewhere);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                headers.set("Allow", "GET, HEAD");
                refuse(
                        exchange,
                        405,
                        "The portal is for reading: it takes GET and HEAD, not " + method + ".\n" + elsewhere);
            } else {
                headers.set("Cache-Control", path.equals("/") ? "no-store" : "no-cache");
                send(exchange, 200, asset);
            }
        }
    }

    /** {@code live}: the process answers; {@code ready}, also of one API: requests may be sent there. */
    private void health(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (path.equals("/health/live")) {
                send(exchange, 200, json(Map.of(), "live"));
                return;
            }
            Map<String, Health.State> states = new TreeMap<>(health.states());
            String api = path.startsWith(READY + "/") ? path.substring(READY.length() + 1) : null;
            if (api != null) {
                states.keySet().retainAll(List.of(api));
            }
            if ((api == null && !path.equals(READY)) || states.isEmpty()) {
                refuse(
                        exchange,
                        404,
                        "There is no " + path + ". There are /health/live, /health/ready, and of each API that this"
                                + " process serves " + READY + "/"
                                + String.join(
                                        ", " + READY + "/", health.states().keySet())
                                + ".\n");
                return;
            }
            boolean ready = states.values().stream().allMatch(Health.State.READY::equals);
            send(exchange, ready ? 200 : 503, json(states, ready ? "ready" : "not-ready"));
        }
    }

    private static Asset json(Map<String, Health.State> states, String status) {
        String apis = states.entrySet().stream()
                .map(state -> "\"" + state.getKey() + "\":\"" + state.getValue().word() + "\"")
                .collect(Collectors.joining(",", ",\"apis\":{", "}"));
        String text = "{\"status\":\"" + status + "\"" + (states.isEmpty() ? "" : apis) + "}\n";
        return new Asset("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private Asset page(HttpExchange exchange) {
        StringOutput output = new StringOutput();
        templates.render(
                "portal.jte", views.view(Query.parse(exchange.getRequestURI().getRawQuery())), output);
        return new Asset(
                "text/html;charset=utf-8", (output.toString().strip() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, new Asset("text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(HttpExchange exchange, int status, Asset asset) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", asset.type());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(asset.bytes().length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, asset.bytes().length);
        exchange.getResponseBody().write(asset.bytes());
    }

    private static byte[] own(String name) {
        try (InputStream in = Portal.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The module was built without its resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
