package dev.errata.door.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.errata.door.Door;
import dev.errata.door.DoorAnswer;
import dev.errata.door.DoorRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

// region JdkServerDoor
/** A handler of the JDK's server behind the door: {@code server.createContext("/", new JdkServerDoor(door, work))}. */
record JdkServerDoor(Door door, HttpHandler work) implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Seen seen = new Seen(exchange, new HashMap<>());
        door.serve(seen, seen, check -> {
            if (check != null) {
                exchange.setStreams(check.over(exchange.getRequestBody()), null);
            }
            work.handle(exchange);
        });
        exchange.close();
    }

    record Seen(HttpExchange exchange, Map<Class<?>, Object> left) implements DoorRequest, DoorAnswer {
        public String method() {
            return exchange.getRequestMethod();
        }

        public String path() {
            return exchange.getRequestURI().getRawPath();
        }

        public @Nullable String query() {
            return exchange.getRequestURI().getRawQuery();
        }

        public List<String> headers(String name) {
            return exchange.getRequestHeaders().getOrDefault(name, List.of());
        }

        public String peerAddress() {
            return exchange.getRemoteAddress().getAddress().getHostAddress();
        }

        public <T> void put(Class<T> kind, T value) {
            left.put(kind, value);
        }

        public <T> @Nullable T get(Class<T> kind) {
            return kind.cast(left.get(kind));
        }

        public @Nullable String answered(String name) {
            return exchange.getResponseHeaders().getFirst(name);
        }

        public void answerHeader(String name, String value) {
            exchange.getResponseHeaders().add(name, value);
        }

        public void header(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        public boolean isCommitted() {
            return exchange.getResponseCode() >= 0;
        }

        public void reset() {
            exchange.getResponseHeaders().keySet().removeIf(name -> name.startsWith("Content-"));
        }

        public void send(int status, byte[] body) throws IOException {
            boolean bare = method().equals("HEAD") || body.length == 0;
            exchange.sendResponseHeaders(status, bare ? -1 : body.length);
            append(bare ? new byte[0] : body);
        }

        public void append(byte[] bytes) throws IOException {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }

        /** The server cuts the connection of a handler that throws; to close the exchange would make it whole. */
        public void cut() {
            throw new IllegalStateException("Cut on purpose");
        }
    }
}
// endregion
