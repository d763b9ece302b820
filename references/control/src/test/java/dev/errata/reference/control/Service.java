package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Catalog;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.TransitionTriggers;
import dev.errata.store.jdbc.Transitions;
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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service with test controls and the ways to talk to it. Thread-safe. */
public class Service implements AutoCloseable {
    /** The same for all, so that several services of a test may share a database. */
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** Of the test controls of every service of a test. */
    public static final String CONTROL_TOKEN = "token-of-the-tests-22-characters";

    private static final String MASTER_KEY_IS = "--reference.master-key=";

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final URI base;
    private final Catalog catalog;
    private final Runnable end;
    private final @Nullable ConfigurableApplicationContext context;
    private volatile boolean standing;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** A service at an address, whoever runs it. */
    protected Service(URI base, Catalog catalog, Runnable end) {
        this.base = base;
        this.catalog = catalog;
        this.end = end;
        this.context = null;
    }

    /** A service of this process. */
    protected Service(int port, Catalog catalog, ConfigurableApplicationContext context) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.catalog = catalog;
        this.end = context::close;
        this.context = context;
    }

    /**
     * The settings of a service of this run: its port, its folder, and a database, which is the folder's own for as long
     * as the folder is there; further settings are Spring's.
     */
    public static String[] settings(int port, Path data, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--reference.data=" + data,
                "--reference.store=" + TestDatabase.of(data),
                "--reference.control-token=" + CONTROL_TOKEN,
                "--reference.lease=1d"));
        if (Stream.of(more).noneMatch(setting -> setting.startsWith(MASTER_KEY_IS))) {
            settings.add(MASTER_KEY_IS + MASTER_KEY);
        }
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    /** Starts a service of this process; its database refuses every transition that is not declared, whoever asks. */
    protected static ConfigurableApplicationContext start(
            SpringApplicationBuilder application, String[] settings, Path data, Transitions<?>... declared) {
        ConfigurableApplicationContext context = application.run(settings);
        try {
            // Whoever makes the file is the first on the folder.
            Files.createFile(data.resolve("guarded"));
            for (Transitions<?> transitions : declared) {
                TransitionTriggers.guard(context.getBean(Database.class), TestDatabase.place(), transitions);
            }
        } catch (FileAlreadyExistsException guarded) {
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return context;
    }

    /** A port for a service whose pages contain it, so that it must be known before the start. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of a service of this process, where a request would hide what is to be seen. */
    public final <T> T part(Class<T> kind) {
        return Objects.requireNonNull(context, "runs in another process").getBean(kind);
    }

    /** Where it is. */
    public final URI base() {
        return base;
    }

    /** A request that its test completes. */
    public final HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return path.startsWith("/_control") ? request.header(ControlAccess.HEADER, CONTROL_TOKEN) : request;
    }

    /** Sends what a test has completed. */
    public final Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(http.send(request.build(), BodyHandlers.ofByteArray()), catalog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends JSON, or no body when it is null, with a key, or none when it is null. */
    public final Reply send(
            @Nullable String key, String method, String path, @Nullable String json, String... headers) {
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
    public final Map<String, Object> fixture(String name, String... arguments) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        Reply reply = send(null, "POST", "/_control/fixtures/" + name, Json.write(given));
        assertThat(reply.status()).as("fixture %s: %s", name, reply.text()).isEqualTo(200);
        return reply.members();
    }

    /** Moves the service's clock ahead and says what time it is then. */
    public final Instant advance(Duration by) {
        Reply reply = send(null, "POST", "/_control/clock", "{\"advance\": \"" + by + "\"}");
        return Instant.parse(reply.at("now"));
    }

    /** Lets the service's time stand still, but for {@link #advance}: a slow machine then sees what a fast one does. */
    public final void standStill() {
        standing = true;
        send(null, "POST", "/_control/clock", "{\"advance\": \"PT0S\", \"stand\": true}");
    }

    /** Whether {@link #standStill} was called. */
    final boolean standsStill() {
        return standing;
    }

    /** The service's time. */
    public final Instant now() {
        return advance(Duration.ZERO);
    }

    /** What a test receiver got so far. */
    public final List<Heard> received(String host) {
        Reply reply = send(null, "GET", "/_control/receivers/" + host, null);
        return Json.objects(reply.json()).stream().map(Heard::of).toList();
    }

    /** Asks again and again, for deliveries are made by other threads in real time; ends with what was last seen. */
    public final <T> T eventually(Supplier<T> question, Predicate<T> enough) {
        long until = System.nanoTime() + Duration.ofSeconds(45).toNanos();
        T seen = question.get();
        while (!enough.test(seen) && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = question.get();
        }
        return seen;
    }

    @Override
    public final void close() {
        end.run();
    }
}
