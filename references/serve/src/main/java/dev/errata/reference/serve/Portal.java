package dev.errata.reference.serve;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.modeler.Registry;
import org.jspecify.annotations.Nullable;

/**
 * The one page that lists the APIs and their codes, on this machine only. It is the only valve of a Tomcat without
 * applications, and so answers too what Tomcat cannot read.
 */
final class Portal extends ValveBase implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Portal.class.getName());
    private static final String READY = "/health/ready";
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String UNREADABLE =
            "The portal cannot read what was asked: the address, or the head of the request, is not as HTTP has it."
                    + " A % stands before two hexadecimal digits.\n";

    private final Tomcat tomcat = new Tomcat();
    private final PortalViews views;
    private final Health health;
    private final String elsewhere;
    private final Map<String, Asset> assets;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Portal.class.getClassLoader(), Portal.class.getPackageName());

    private record Asset(String type, byte[] bytes) {}

    private Portal(List<Reference> references, PortalViews views, Health health, int base) {
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
        Connector connector = new Connector();
        connector.setPort(base);
        connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        // Nobody is waited for who sends the body of a refused request slowly.
        connector.setProperty("maxSwallowSize", "0");
        // Refused like any other method.
        connector.setAllowTrace(true);
        tomcat.setSilent(true);
        // Nothing is kept there.
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setConnector(connector);
        tomcat.getHost().getPipeline().addValve(this);
    }

    /**
     * Starts it at the first port.
     *
     * @throws IOException when the port is taken
     */
    static Portal start(List<Reference> references, PortalViews views, Health health, int base) throws IOException {
        // Tomcat would log that the port is taken, and go on without it.
        new ServerSocket(base, 1, InetAddress.getLoopbackAddress()).close();
        Registry.disableRegistry();
        Portal portal = new Portal(references, views, health, base);
        try {
            portal.tomcat.start();
        } catch (LifecycleException e) {
            portal.close();
            throw new IOException(e);
        }
        if (portal.tomcat.getConnector().getState() != LifecycleState.STARTED) {
            portal.close();
            throw new BindException();
        }
        return portal;
    }

    String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/";
    }

    @Override
    public void invoke(Request request, Response response) throws IOException {
        String path = request.getDecodedRequestURI();
        if (response.isError()) {
            response.setSuspended(false);
            refuse(response, response.getStatus(), UNREADABLE);
        } else if (path.startsWith("/health/")) {
            health(path, response);
        } else {
            answer(path, request, response);
        }
    }

    private void answer(String path, Request request, Response response) throws IOException {
        Query query;
        try {
            query = Query.parse(request.getQueryString());
        } catch (IllegalArgumentException e) {
            refuse(response, 400, UNREADABLE);
            return;
        }
        @Nullable Asset asset;
        try {
            asset = path.equals("/") ? page(query) : assets.get(path);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The portal could not make its page for " + path, e);
            refuse(response, 500, "The portal could not make its page; what went wrong stands in its log.\n");
            return;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        String method = request.getMethod();
        if (asset == null) {
            refuse(response, 404, "The portal has one page, /, and none at " + path + ".\n" + elsewhere);
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            refuse(
                    response,
                    405,
                    "The portal is for reading: it takes GET and HEAD, not " + method + ".\n" + elsewhere);
        } else {
            response.setHeader("Cache-Control", path.equals("/") ? "no-store" : "no-cache");
            send(response, 200, asset);
        }
    }

    /** {@code live}: the process answers; {@code ready}, also of one API: requests may be sent there. */
    private void health(String path, Response response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (path.equals("/health/live")) {
            send(response, 200, json(Map.of(), "live"));
            return;
        }
        Map<String, Health.State> states = new TreeMap<>(health.states());
        String api = path.startsWith(READY + "/") ? path.substring(READY.length() + 1) : null;
        if (api != null) {
            states.keySet().retainAll(List.of(api));
        }
        if ((api == null && !path.equals(READY)) || states.isEmpty()) {
            refuse(
                    response,
                    404,
                    "There is no " + path + ". There are /health/live, /health/ready, and of each API that this"
                            + " process serves " + READY + "/"
                            + String.join(", " + READY + "/", health.states().keySet())
                            + ".\n");
            return;
        }
        boolean ready = states.values().stream().allMatch(Health.State.READY::equals);
        send(response, ready ? 200 : 503, json(states, ready ? "ready" : "not-ready"));
    }

    private static Asset json(Map<String, Health.State> states, String status) {
        String apis = states.entrySet().stream()
                .map(state -> "\"" + state.getKey() + "\":\"" + state.getValue().word() + "\"")
                .collect(Collectors.joining(",", ",\"apis\":{", "}"));
        String text = "{\"status\":\"" + status + "\"" + (states.isEmpty() ? "" : apis) + "}\n";
        return new Asset("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private Asset page(Query query) {
        StringOutput output = new StringOutput();
        templates.render("portal.jte", views.view(query), output);
        return new Asset(
                "text/html;charset=utf-8", (output.toString().strip() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Response response, int status, String text) throws IOException {
        send(response, status, new Asset("text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Tomcat leaves the bytes out where HEAD asks. */
    private static void send(Response response, int status, Asset asset) throws IOException {
        response.setStatus(status);
        response.setContentType(asset.type());
        response.setContentLength(asset.bytes().length);
        response.getOutputStream().write(asset.bytes());
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
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            LOG.log(Level.WARNING, "The portal did not stop as it should", e);
        }
    }
}
