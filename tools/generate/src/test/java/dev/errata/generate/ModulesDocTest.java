package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/modules.md as they stand there, but for the port. */
class ModulesDocTest {
    private static final String BUSY = """
            {"error": {"code": "rate_limit_exceeded", "message": "Slow down.", "request_id": "req_1",
              "retry_after": 0, "retry_after_ms": 0}}""";
    private static final String ABSENT = """
            {"error": {"code": "resource_not_found", "message": "No event.", "request_id": "req_2",
              "resource": "event", "resource_id": "evt_9"}}""";

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private final CatalogSource harbor = CatalogSource.read(Path.of("..", "..", "references", "harbor", "errors"));
    private HttpServer api;

    @BeforeEach
    void serve() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/v1/events/evt_9", exchange -> {
            boolean first = requests.incrementAndGet() == 1;
            answer(exchange, first ? 429 : 404, first ? BUSY : ABSENT);
        });
        api.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    static String example(String language) throws IOException {
        String doc = Files.readString(Path.of("..", "..", "docs", "modules.md"));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(doc);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private String calling(String language) throws IOException {
        return example(language)
                .replace("127.0.0.1:8081", "127.0.0.1:" + api.getAddress().getPort());
    }

    @Test
    void theTypeScriptExampleCompilesWaitsAndSaysWhatIsAbsent() throws Exception {
        new ScriptGenerator(harbor).writeTypeScript(folder.resolve("node_modules/harbor-error"));
        Path example = Files.writeString(
                folder.resolve("example.mts"), calling("ts") + "console.log(await event(\"evt_9\", \"key\"));\n");

        assertThat(new TypeScript(folder).compile(example)).isEmpty();
        assertThat(Scripts.run(List.of("node", folder.resolve("example.mjs").toString()), ""))
                .isEqualTo("There is no event evt_9.\n");
        assertThat(requests).hasValue(2);
    }

    @Test
    void thePythonExampleWaitsAndSaysWhatIsAbsent() throws Exception {
        Scripts.require("python3");
        new ScriptGenerator(harbor).writePython(folder);
        Path example = Files.writeString(
                folder.resolve("example.py"), calling("python") + "\n\nprint(event(\"evt_9\", \"key\"))\n");

        assertThat(Scripts.run(List.of("python3", example.toString()), "")).isEqualTo("There is no event evt_9.\n");
        assertThat(requests).hasValue(2);
    }
}
