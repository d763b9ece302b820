package dev.errata.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.catalog.Root.ProbeSettings;
import dev.errata.site.CurlScript.Values;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurlScriptTest {
    private static final ProbeSettings PROBE = new ProbeSettings(
            "http://127.0.0.1:1",
            "{base}/_control",
            "account",
            Map.of(),
            Map.of("tea_key", "the key in your teahouse's settings"));

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aReaderFindsTwoCallsAndAssignmentsForWhatOnlyTheyKnow() throws IOException {
        assertThat(script(Values.READER, """
                ```http
                # @name first
                POST {{base}}/pots
                Authorization: Bearer {{tea_key}}
                Content-Type: application/json

                {"guest": "{{guest}}"}
                ```
                ```http
                # @fixture closed until="next week"
                # @advance 25h
                GET {{base}}/pots/{{first.data.pots[0].id}}
                Authorization: Bearer {{tea_key}}
                ```
                """).parts().stream().map(CurlScript.Part::text))
                .containsExactly("""
                base='{{base}}'
                tea_key='{{tea_key}}'  # the key in your teahouses settings
                guest='{{guest}}'
                first_data_pots_0_id=$(curl -sSf "$base/pots" \\
                  -H "Authorization: Bearer $tea_key" \\
                  -H 'Content-Type: application/json' \\
                  --data-binary @- <<<'{"guest": "'"$guest"'"}' | json data.pots.0.id)""", """
                # The service must be in the state closed until=next week first.
                # Come back after 25h.
                curl -i "$base/pots/$first_data_pots_0_id" \\
                  -H "Authorization: Bearer $tea_key\"""");
    }

    @Test
    void testControlsMakeWhatTheCallsNeed() throws IOException {
        CurlScript script = script(Values.CONTROLS, """
                ```http
                # @name first
                # @fixture pot size=small for={{guest}}
                POST {{base}}/pots
                Authorization: Bearer {{tea_key}}
                ```
                ```http
                # @advance 25h
                GET {{base}}/pots/{{first.data.pots[0].id}}
                If-Match: {{pot.guest}}
                ```
                """);
        assertThat(script.parts().stream().map(CurlScript.Part::lead)).containsExactly("""
                base='{{base}}'
                fixture account
                fixture pot size=small "for=$guest"
                """, """
                curl -sSf -o /dev/null "$base/_control/clock" -H "Control-Token: ${ERRATA_CONTROL_TOKEN-}" -H 'Content-Type: application/json' -d '{"advance": "PT90000S"}'
                """);
        assertThat(run(script)).endsWith("GET /pots/p1");
        assertThat(asked)
                .containsSubsequence(
                        "POST /_control/fixtures/account {}",
                        "POST /_control/fixtures/pot {\"size\": \"small\", \"for\": \"Ada \\\"O'Hara\\\" \\\\\"}",
                        "POST /pots ",
                        "POST /_control/clock {\"advance\": \"PT90000S\"}",
                        "GET /pots/p1  Ada \"O'Hara\" \\");
    }

    @Test
    void repeatsStopAtTheirNumberAndWaitsAtTheStatus() throws IOException {
        assertThat(run(script(Values.READER, """
                ```http
                # @repeat 3
                # @expect 404
                POST {{base}}/status/404

                {"a":
                  1}
                ```
                ```http
                # @wait 1ms
                # @until 429 max 5
                GET {{base}}/third
                ```
                """))).startsWith("HTTP/1.1 429").endsWith("GET /third");
        assertThat(asked)
                .containsExactly(
                        "POST /status/404 {\"a\":\n  1}",
                        "POST /status/404 {\"a\":\n  1}",
                        "POST /status/404 {\"a\":\n  1}",
                        "GET /third ",
                        "GET /third ",
                        "GET /third ");
    }

    @Test
    void ofCallsAtOnceTheRefusedOneIsShown() throws IOException {
        assertThat(run(script(Values.READER, """
                ```http
                # @parallel 2
                GET {{base}}/once
                ```
                """))).startsWith("HTTP/1.1 409").doesNotContain("HTTP/1.1 200");
        assertThat(asked).hasSize(2);
    }

    @Test
    void headersAndMembersAreKept() throws IOException {
        assertThat(run(script(Values.READER, """
                ```http
                # @capture tag = header ETag
                # @capture id = $.data.pots[0].id
                GET {{base}}/pots
                ```
                ```http
                # @body-size 12
                PUT {{base}}/pots/{{id}}
                If-Match: {{tag}}

                tea{{id}}
                ```
                """))).endsWith("PUT /pots/p1");
        assertThat(asked).contains("PUT /pots/p1 teap1teap1te \"1\"");
    }

    @Test
    void aReceiverListensAndASignatureFits() throws IOException {
        assertThat(run(script(Values.CONTROLS, """
                ```http
                # @fixture other
                # @as other
                # @needs receiver
                # @sign harbor secret=s3cret id=d1 timestamp=7
                POST {{base}}/hooks?to={{receiver.url}}&key={{tea_key}}

                {"a": 1}
                ```
                """))).contains("key=of_other").contains("to=http://127.0.0.1:");
        // printf '7.{"a": 1}' | openssl dgst -sha256 -hmac s3cret
        assertThat(asked.get(asked.size() - 1))
                .endsWith(" {\"a\": 1} 7724f5fca4c877d1e1f8e365d99a0d66adfc5b38379021554b5f792fb15d2dd7");
    }

    @Test
    void bytesGoOverTheSocketAsTheyAre() throws IOException {
        assertThat(run(script(Values.READER, """
                ```http
                # @raw
                GET {{base}}/raw%20'x' HTTP/1.1
                Host: x
                Connection: close
                ```
                """))).startsWith("HTTP/1.1 200").endsWith("GET /raw%20'x'");
    }

    private CurlScript script(Values values, String example) throws IOException {
        CatalogSource source = SampleCatalog.of(folder, Map.of("POT_LIMIT", """
                ---
                status: 429
                title: Too many pots
                retry: never
                message: "No."
                since: "1.0"
                ---
                ## Cause
                x

                ## Fix
                x

                ## Example
                """ + example));
        Page page = source.page("POT_LIMIT").orElseThrow();
        return CurlScript.of(PROBE, page.examples().get(0), values);
    }

    private String run(CurlScript script) throws IOException {
        String text = script.text(
                Map.of("base", "http://127.0.0.1:" + server.getAddress().getPort()));
        ProcessBuilder builder = new ProcessBuilder("bash", "-eu", "-c", text);
        builder.environment().put("NO_PROXY", "127.0.0.1");
        builder.environment().merge("PATH", "/usr/bin:/bin", (path, system) -> system + ":" + path);
        Process process = builder.redirectError(folder.resolve("err").toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as("%s%n%s%n%s", text, output, java.nio.file.Files.readString(folder.resolve("err")))
                .isZero();
        return output.strip();
    }

    /** Says what was asked, unless the path asks for something else. */
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestURI().toString();
        String line = exchange.getRequestMethod() + " " + target + " " + body;
        for (String header : List.of("If-Match", "Harbor-Signature")) {
            List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of());
            line += values.isEmpty() ? "" : " " + values.get(0);
        }
        asked.add(line);
        long same = asked.stream().filter(line::equals).count();
        String answer = target.equals("/pots")
                ? "{\"data\": {\"pots\": [{\"id\": \"p1\"}]}}"
                : target.equals("/_control/fixtures/pot")
                        ? "{\"guest\": \"Ada \\\"O'Hara\\\" \\\\\", \"none\": null}"
                        : target.equals("/_control/fixtures/other")
                                ? "{\"tea_key\": \"of_other\"}"
                                : target.startsWith("/_control/fixtures")
                                        ? "{\"tea_key\": \"k\", \"guest\": \"Ada \\\"O'Hara\\\" \\\\\"}"
                                        : exchange.getRequestMethod() + " " + target;
        int status = target.startsWith("/status/")
                ? Integer.parseInt(target.substring(8))
                : target.equals("/third") && same == 3 ? 429 : target.equals("/once") && same > 1 ? 409 : 200;
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
