package dev.errata.door.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Door;
import dev.errata.door.ErrorMappings;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.RequestIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fifty ways at the adapter of the document, and the document itself. */
class JdkServerTest {
    private static final Path DOCS = Path.of("..", "..", "docs");

    private final Catalog catalog = TestCatalog.build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    private static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Conflict() {
            super(DoorCase.SECRET);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Door door = Door.of(catalog, new RequestIds(catalog, new SplittableRandom(1)))
                .guards(this::bearer)
                .mapping(ErrorMappings.of(catalog)
                        .on(Conflict.class, Condition.CONFLICT)
                        .build())
                .build();
        server.createContext("/", new JdkServerDoor(door, this::work));
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private @Nullable ApiError bearer(GuardedRequest request) {
        if (!request.path().startsWith("/jwt/")) {
            return null;
        }
        return request.headers("Authorization").isEmpty()
                ? catalog.answer(Condition.AUTH_MISSING, Facts.none())
                : catalog.answer(Condition.AUTH_UNKNOWN, Facts.none())
                        .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    private void work(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/ok/1" -> ok(exchange);
            case "/fail" -> throw new IllegalStateException(DoorCase.SECRET);
            case "/conflict" -> throw new Conflict();
            case "/overflow" -> throw new StackOverflowError(DoorCase.SECRET);
            case "/gone" ->
                throw catalog.answer(Condition.ABSENT_GONE, Facts.none()).exception();
            case "/sse" -> begin(exchange, "text/event-stream", "data: first\n\n");
            case "/stream" -> begin(exchange, "application/json", "{\"rows\":[0" + ",1001".repeat(20_000));
            default ->
                throw catalog.answer(Condition.ABSENT_ROUTE, Facts.target(exchange.getRequestMethod(), path))
                        .exception();
        }
    }

    private void ok(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw catalog.answer(
                            Condition.REQUEST_METHOD,
                            Facts.methods(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().getPath(),
                                    List.of("GET")))
                    .header("Allow", "GET")
                    .exception();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("{\"id\":1}".getBytes(StandardCharsets.US_ASCII));
    }

    private static void begin(HttpExchange exchange, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
        throw new IllegalStateException(DoorCase.SECRET);
    }

    @Test
    void whatItAnswersStandsInTheTable() throws IOException {
        new DoorTable(DOCS.resolve("doors.md")).keep(2, server.getAddress().getPort());
    }

    @Test
    void adapterOfTheDocumentIsTheOneTested() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/errata/door/kit/JdkServerDoor.java"));
        String adapter = source.substring(
                source.indexOf("// region JdkServerDoor\n") + "// region JdkServerDoor\n".length(),
                source.indexOf("// endregion"));

        assertThat(adapter.lines()).hasSizeLessThanOrEqualTo(80);
        assertThat(Files.readString(DOCS.resolve("server.md"))).contains("```java\n" + adapter + "```");
    }
}
