package dev.errata.reference.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.webhooks.Network;
import dev.errata.webhooks.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network for tests: names below {@code example.com} have a public address, and some of them are receivers on this
 * machine. Nothing else can be reached, so that no example ever calls out. Thread-safe.
 */
public final class Receivers implements Network, AutoCloseable {
    private static final String SUFFIX = ".receivers.example.com";
    /** In the block that was assigned to the documentation's example host; only ever judged, never called. */
    private static final String PUBLIC = "93.184.215.14";
    /** Where nobody listens. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:1/");

    private static final int KEPT_BYTES = 1 << 20;

    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable HttpServer server;

    private final @Nullable URI elsewhere;
    private final Ports ports;

    /** Receivers of this process alone, at addresses with the ports of the web. */
    public Receivers() {
        this(null, Ports.WEB);
    }

    /**
     * Receivers of this process, and others.
     *
     * @param elsewhere a server on this machine that is called, with the host's name before the path, in the place of
     *     every receiver that was not opened here; null when there is none
     * @param ports those of addresses; the servers of this machine that they lead to have any
     */
    public Receivers(@Nullable URI elsewhere, Ports ports) {
        this.elsewhere = elsewhere;
        this.ports = ports;
    }

    private record Receiver(Function<Received, Answer> handler, List<Received> received) {}

    /** What a receiver says. */
    public record Answer(int status, String body, Map<String, String> headers) {
        /** Without headers of its own. */
        public Answer(int status, String body) {
            this(status, body, Map.of());
        }
    }

    /** What came to a receiver. */
    public record Received(String path, Map<String, String> headers, String body) {}

    /**
     * A new receiver.
     *
     * @param name a label of a host name
     * @param status what it answers
     * @param body what it answers
     * @return its address, which is public to whoever judges it
     */
    public URI open(String name, int status, String body) {
        return open(name, received -> new Answer(status, body));
    }

    /** A new receiver that looks at what it gets before it answers; see {@link #open(String, int, String)}. */
    public URI open(String name, Function<Received, Answer> handler) {
        port();
        receivers.put(name + SUFFIX, new Receiver(handler, new CopyOnWriteArrayList<>()));
        return URI.create("https://" + name + SUFFIX + "/hooks");
    }

    /** A new receiver that takes what comes and never answers; see {@link #open(String, int, String)}. */
    public URI openSilent(String name) {
        return open(name, received -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Answer(503, "");
        });
    }

    /** What came to a host so far, in order; nothing for a host that is no receiver. */
    public List<Received> received(String host) {
        Receiver receiver = receivers.get(host);
        return receiver == null ? List.of() : List.copyOf(receiver.received());
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("127.0.0.1") || isLiteral(name)) {
            return List.of(InetAddress.getByName(name));
        }
        if (name.equals("localhost")) {
            return List.of(InetAddress.getLoopbackAddress());
        }
        if (name.equals("example.com") || name.endsWith(".example.com")) {
            return List.of(InetAddress.getByName(PUBLIC));
        }
        throw new UnknownHostException(host);
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+") || host.indexOf(':') >= 0;
    }

    /** A receiver is called on this machine; anything else leads nowhere. */
    @Override
    public URI route(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (!receivers.containsKey(host)) {
            return elsewhere != null && host.endsWith(SUFFIX)
                    ? elsewhere.resolve("/" + host + address.getRawPath())
                    : NOBODY;
        }
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create("http://127.0.0.1:" + port() + "/" + host + address.getRawPath() + query);
    }

    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public boolean isStandIn(String host) {
        return host.equals("127.0.0.1");
    }

    private synchronized int port() {
        if (server == null) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", this::answer);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "receivers");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
        }
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            int slash = path.indexOf('/', 1);
            Receiver receiver = receivers.get(slash < 0 ? path.substring(1) : path.substring(1, slash));
            byte[] sent = exchange.getRequestBody().readNBytes(KEPT_BYTES);
            if (receiver == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            Received came = new Received(
                    slash < 0 ? "/" : path.substring(slash), headers, new String(sent, StandardCharsets.UTF_8));
            receiver.received().add(came);
            Answer answer = receiver.handler().apply(came);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        if (server != null) {
            server.stop(0);
        }
    }
}
