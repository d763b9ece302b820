package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.catalog.CatalogSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe knows nothing of Java services: here is one in Python. */
class OtherLanguageTest {
    private static final String SERVICE = """
            import json
            from http.server import BaseHTTPRequestHandler, HTTPServer

            class Handler(BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"

                def do_GET(self):
                    body = json.dumps({"error": {"code": "ABSENT", "message": "It is not there."}}).encode()
                    self.send_response(404)
                    self.send_header("X-Request-Id", "req_1")
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

                def log_message(self, *args):
                    pass

            server = HTTPServer(("127.0.0.1", 0), Handler)
            print(server.server_address[1], flush=True)
            server.serve_forever()
            """;

    @TempDir
    private Path folder;

    @Test
    void aServiceInPythonIsProbedLikeAnyOther() throws Exception {
        Path script = Files.writeString(folder.resolve("service.py"), SERVICE);
        Process python = start(script);
        try (BufferedReader out = python.inputReader(StandardCharsets.UTF_8)) {
            String port = out.readLine();
            assumeTrue(port != null, "python3 did not start");
            CatalogSource source = new TinyCatalog(folder)
                    .page("ABSENT", "", "GET {{base}}/a")
                    .page("METHOD", "status: 501\n", "FETCH {{base}}/a")
                    .read();

            ProbeReport report = new Probe(
                            source, Settings.of(source.root(), "http://127.0.0.1:" + port, 1), ProbeListener.SILENT)
                    .run();

            assertThat(report.codes()).extracting(CodeResult::proven).containsExactly(true, false);
            FormResult method = report.codes().get(1).forms().get(0);
            assertThat(method.verdict()).isEqualTo(Verdict.WRONG_ENVELOPE);
            assertThat(method.reasons())
                    .first()
                    .isEqualTo("The body is not the envelope of errata.yaml: the body is not JSON.");
            assertThat(method.observations())
                    .extracting(Observation::text)
                    .containsExactly("FETCH /a was answered 501 with no X-Request-Id header.");
        } finally {
            python.destroy();
        }
    }

    private static Process start(Path script) {
        try {
            return new ProcessBuilder("python3", script.toString()).start();
        } catch (IOException absent) {
            assumeTrue(false, "python3 is not installed");
            throw new IllegalStateException(absent);
        }
    }
}
