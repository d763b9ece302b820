package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.errata.reference.control.ControlAccess;
import dev.errata.site.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A page of another origin in a real browser reads what Harmont answers, refusals and streams too. */
class CorsBrowserTest {
    private static final String CONTROL_TOKEN = "token-of-the-tests-22-characters";

    private static final String SCRIPT = """
            (async (base, account) => {
              const headers = { Authorization: `Bearer ${account.token}`, 'Content-Type': 'application/json' };
              const api = `${base}/api/v0`;
              const told = [];
              const tell = async (answer) => {
                const error = answer.ok ? '' : (await answer.json()).error;
                const id = answer.headers.get('X-Request-Id');
                told.push(`${answer.status} ${error.code ?? ''}`.trim());
                if (!answer.ok && error.request_id !== id) told.push(`the id is ${id}`);
                return answer;
              };
              await tell(await fetch(`${api}/user`, { headers }));
              const refused = await tell(await fetch(`${api}/user`));
              told.push(refused.headers.get('Link').includes('/errors/unauthorized'));
              await tell(await fetch(`${api}/nowhere`, { headers }));

              const builds = `${api}/organizations/${account.organization}/pipelines/${account.pipeline}/builds`;
              const ir = JSON.stringify({ version: '0', steps: [{ type: 'command', key: 'test', cmd: 'echo hello' }] });
              const body = JSON.stringify({ branch: 'main', commit: '1f0c3d2', pipeline_ir: ir });
              await tell(await fetch(builds, { method: 'POST', headers, body }));
              const job = (await (await fetch(`${builds}/1/jobs`, { headers })).json()).data[0].id;
              const { token } = await (await fetch(`${builds}/1/log-token`, { headers })).json();
              told.push(await new Promise((found) => {
                const stream = new EventSource(`${base}/v0/jobs/${job}/logs?token=${token}`);
                stream.addEventListener('history', (event) => { stream.close(); found(JSON.parse(event.data).chunks.length); });
                stream.onerror = () => { stream.close(); found('no stream'); };
              }));

              let last;
              do last = await fetch(`${api}/user`, { headers }); while (last.ok);
              await tell(last);
              told.push(Number(last.headers.get('Retry-After')) > 0);
              told.push(last.headers.get('X-RateLimit-Remaining'));
              return told.join(', ');
            })""";

    @Test
    void everyAnswerOfHarmontIsReadableForThePageOfItsOrigin(
            @TempDir(cleanup = CleanupMode.NEVER) Path profile, @TempDir Path folder) throws Exception {
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>page</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        try (Browser browser = Browser.start(profile)) {
            pages.start();
            String origin = "http://localhost:" + pages.getAddress().getPort();
            try (ConfigurableApplicationContext harmont = harmont(folder, origin)) {
                String base = "http://127.0.0.1:" + harmont.getEnvironment().getProperty("local.server.port");
                String call = SCRIPT + "('" + base + "', " + account(base) + ")";

                browser.open(origin + "/");
                assertThat(browser.evaluate(call))
                        .isEqualTo(
                                "200, 401 unauthorized, true, 404 route_not_found, 201, 0, 429 rate_limited, true, 0");

                browser.open(origin.replace("localhost", "127.0.0.1") + "/");
                assertThat(browser.evaluate("fetch('" + base + "/api/v0/user').catch(failure => failure.message)"))
                        .isEqualTo("Failed to fetch");
            }
        } finally {
            pages.stop(0);
        }
    }

    private static ConfigurableApplicationContext harmont(Path folder, String origin) {
        return Reference.named("harmont")
                .orElseThrow()
                .application()
                .get()
                .run(
                        "--server.port=0",
                        "--errata.docs-url=",
                        "--reference.control-token=" + CONTROL_TOKEN,
                        "--harmont.origin=" + origin,
                        "--reference.data=" + folder,
                        "--reference.master-key-file=" + folder.resolve("master-key"));
    }

    private static String account(String base) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/_control/fixtures/account"))
                .header("Content-Type", "application/json")
                .header(ControlAccess.HEADER, CONTROL_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
