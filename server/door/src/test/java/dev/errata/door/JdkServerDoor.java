package dev.errata.door;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.errata.core.ApiError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The door of the JDK's own server: {@code context.getFilters().add(new JdkServerDoor(door))}. */
final class JdkServerDoor extends Filter {
    private final Door door;

    JdkServerDoor(Door door) {
        this.door = door;
    }

    @Override
    public String description() {
        return "answers errors in the contract";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Seen seen = new Seen(exchange, new HashMap<>());
        try {
            door.echoRequestId(seen, seen);
            ApiError refusal = door.admit(seen);
            if (refusal != null) {
                door.refuse(seen, seen, refusal);
                return;
            }
            if (Door.isBounded(seen)) {
                exchange.setStreams(new Checked(exchange.getRequestBody(), door.bodyCheck(seen)), null);
            }
            chain.doFilter(exchange);
        } catch (Throwable failure) {
            door.fail(seen, seen, failure);
        } finally {
            exchange.close();
        }
    }

    private record Seen(HttpExchange exchange, Map<Object, Object> left) implements DoorRequest, DoorAnswer {
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

        public @Nullable String requestId() {
            return (String) left.get("id");
        }

        public void requestId(String id) {
            left.put("id", id);
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
            addHeader(name, value);
        }

        public @Nullable String route() {
            String path = exchange.getHttpContext().getPath();
            return path.equals("/") ? null : path;
        }

        public boolean isCommitted() {
            return exchange.getResponseCode() >= 0;
        }

        public boolean streamsEvents() {
            return "text/event-stream".equals(answered("Content-Type"));
        }

        public void reset() {
            exchange.getResponseHeaders().keySet().removeIf(name -> name.startsWith("Content-"));
        }

        public void header(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        public void addHeader(String name, String value) {
            exchange.getResponseHeaders().add(name, value);
        }

        public boolean hasHeader(String name) {
            return exchange.getResponseHeaders().containsKey(name);
        }

        public void send(int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }

        public void send(int status, String mediaType, byte[] body) throws IOException {
            header("Content-Type", mediaType);
            exchange.sendResponseHeaders(status, method().equals("HEAD") ? -1 : body.length);
            append(method().equals("HEAD") ? new byte[0] : body);
        }

        public void append(byte[] bytes) throws IOException {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }

        public void cut() {
            exchange.close();
        }
    }

    private static final class Checked extends FilterInputStream {
        private final BodyCheck check;

        Checked(InputStream in, BodyCheck check) {
            super(in);
            this.check = check;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            if (read < 0) {
                check.end();
            } else {
                check.read(into, from, read);
            }
            return read;
        }
    }
}
