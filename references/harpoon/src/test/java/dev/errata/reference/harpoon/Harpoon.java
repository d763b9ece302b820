package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class Harpoon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI base;
    private final Runnable end;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** A service at an address, whoever runs it. */
    Harpoon(URI base, Runnable end) {
        this.base = base;
        this.end = end;
    }

    /** A service of this process with its data in a folder; further arguments are Spring's. */
    static Harpoon start(Path data, String... more) {
        // The addresses of pages contain the port, so it is chosen before the start.
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + port, "--harpoon.data=" + data));
        arguments.addAll(List.of(more));
        ConfigurableApplicationContext context = HarpoonApplication.builder().run(arguments.toArray(String[]::new));
        return new Harpoon(URI.create("http://127.0.0.1:" + port), context::close);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI base() {
        return base;
    }

    /** A request that its test completes. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends JSON, or no body when it is null, with a key, or none when it is null. */
    Reply send(@Nullable String key, String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request = request(path);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        byte[] body = json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
        return send(request.method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }

    /** What a fixture brings about; arguments are names and values by turns. */
    Map<String, Object> fixture(String name, String... arguments) {
        Map<String, String> given = new java.util.TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        Reply reply = send(null, "POST", "/_control/fixtures/" + name, Json.write(given));
        assertThat(reply.status()).as("fixture %s: %s", name, reply.text()).isEqualTo(200);
        return reply.members();
    }

    /** A team that nobody else has. */
    Team team() {
        Map<String, Object> account = fixture("account");
        return new Team(
                this,
                String.valueOf(account.get("team")),
                String.valueOf(account.get("secret_key")),
                String.valueOf(account.get("public_key")));
    }

    /** Moves the service's clock ahead and says what time it is then. */
    Instant advance(Duration by) {
        Reply reply = send(null, "POST", "/_control/clock", "{\"advance\": \"" + by + "\"}");
        return Instant.parse(reply.at("now"));
    }

    Instant now() {
        return advance(Duration.ZERO);
    }

    /** What a test receiver got: {@code path}, {@code headers}, {@code body}. */
    List<Map<String, Object>> received(String host) {
        return Json.objects(
                send(null, "GET", "/_control/receivers/" + host, null).json());
    }

    /** Asks again and again, for deliveries are made by other threads in real time; ends with what was last seen. */
    <T> T eventually(Supplier<T> question, java.util.function.Predicate<T> enough) {
        long until = System.nanoTime() + Duration.ofSeconds(45).toNanos();
        T seen = question.get();
        while (!enough.test(seen) && System.nanoTime() < until) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
            seen = question.get();
        }
        return seen;
    }

    @Override
    public void close() {
        end.run();
    }
}
