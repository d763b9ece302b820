package dev.errata.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real service on this machine whose answers a test scripts; it records what it was sent. */
final class TinyService implements AutoCloseable {
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    interface Handler {
        Reply reply(HttpExchange exchange, String body) throws IOException;
    }

    /** An answer with a request id and JSON's media type, unless its headers say otherwise. */
    record Reply(int status, String body, List<String> headers) {
        static Reply of(int status, String body, String... headers) {
            return new Reply(status, body, List.of(headers));
        }

        static Reply error(int status, String code, String message, String... headers) {
            return of(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}", headers);
        }
    }

    TinyService() {
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    TinyService on(String path, Handler handler) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            log.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + (body.isEmpty() ? "" : " " + body));
            Reply reply = handler.reply(exchange, body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Request-Id", "req_1");
            for (String header : reply.headers()) {
                String[] parts = header.split(": ?", 2);
                if (parts[1].isEmpty()) {
                    exchange.getResponseHeaders().remove(parts[0]);
                } else {
                    exchange.getResponseHeaders().put(parts[0], List.of(parts[1].split(" \\| ")));
                }
            }
            byte[] bytes = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return this;
    }

    TinyService on(String path, Reply reply) {
        return on(path, (exchange, body) -> reply);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
