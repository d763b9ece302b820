package dev.errata.reference.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/** Receives for services that come and go, by the name of the host that they meant to call. Thread-safe. */
public final class Mailroom implements AutoCloseable {
    private final Map<String, List<Heard>> heard = new ConcurrentHashMap<>();
    private final AtomicReference<CountDownLatch> silence = new AtomicReference<>(new CountDownLatch(0));
    private final Map<String, ToIntFunction<Heard>> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Listens on a port of its own. */
    public Mailroom() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /** The setting with which a service sends what it has for receivers here. */
    public String setting() {
        return "--reference.receivers="
                + URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** The address of a receiver, as a customer of the service would register it. */
    public static String address(String name) {
        return "https://" + host(name) + "/hooks";
    }

    private static String host(String name) {
        return name + ".receivers.example.com";
    }

    /** Has a receiver look at what came, and answer a status of its own, from now on; others answer 204. */
    public void answering(String name, ToIntFunction<Heard> status) {
        answers.put(host(name), status);
    }

    /** What came for a name so far. */
    public List<Heard> heard(String name) {
        return List.copyOf(heard.getOrDefault(host(name), List.of()));
    }

    /** Hears and answers nothing from now on, until {@link #speak}. */
    public void fallSilent() {
        silence.set(new CountDownLatch(1));
    }

    /** Answers what comes from now on, and what has waited for it. */
    public void speak() {
        silence.get().countDown();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, Object> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            String[] parts = exchange.getRequestURI().getPath().split("/", 3);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Heard came = new Heard("/" + parts[2], headers, body);
            heard.computeIfAbsent(parts[1], host -> new CopyOnWriteArrayList<>())
                    .add(came);
            silence.get().await();
            int status = answers.getOrDefault(parts[1], any -> 204).applyAsInt(came);
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
