package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StopTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void serviceThatIsToldToStopDoesSoAtOnceAndLeavesDataThatTheNextOneGoesOnWith() throws Exception {
        Path errors = folder.resolve("errors.txt");
        int base = Served.freeBase();
        String[] arguments = {"--port", "" + base, "--data", folder.toString()};
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Serve.class.getName(),
                        arguments[0],
                        arguments[1],
                        arguments[2],
                        arguments[3])
                .redirectError(errors.toFile())
                .start();
        try {
            String printed = untilItServes(process);
            assertThat(printed).as(() -> read(errors)).endsWith("Stop with Ctrl-C.\n");
            process.toHandle().destroy();

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
            try (Served next = new Served(arguments)) {
                assertThat(next.err()).isEmpty();
                assertThat(withoutTokens(next.out())).isEqualTo(withoutTokens(printed));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aCallThatHasBegunIsAnsweredWhileNothingIsReadyAnyMore() throws Exception {
        int base = Served.freeBase();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Serve.class.getName(),
                        "harpoon",
                        "--port",
                        "" + base,
                        "--data",
                        folder.toString())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        String ready = "http://127.0.0.1:" + base + "/health/ready";
        try {
            String key = untilItServes(process).replaceFirst("(?s).*?  secret key +(\\S+).*", "$1");
            assertThat(health(ready)).isEqualTo(200);
            String body = "{\"amount\": \"10.00\"}";
            try (Socket call = new Socket(InetAddress.getLoopbackAddress(), base + 4)) {
                call.setSoTimeout(30_000);
                OutputStream out = call.getOutputStream();
                out.write(("POST /v1/transactions/initialize HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + key + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(answer.readLine()).startsWith("HTTP/1.1 100");
                process.toHandle().destroy();
                while (health(ready) == 200) {
                    // until it has heard
                }
                assertThat(health(ready)).isEqualTo(503);
                assertThat(health("http://127.0.0.1:" + base + "/health/live")).isEqualTo(200);

                out.write(body.getBytes(StandardCharsets.US_ASCII));

                assertThat(answer.readLine()).isEmpty();
                assertThat(answer.readLine()).startsWith("HTTP/1.1 201");
            }
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int health(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void eachRefusalIsOneLineInTheLogWithItsRequestIdAndThePortOfItsApi() throws Exception {
        int base = Served.freeBase();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Serve.class.getName(),
                        "harbor",
                        "harpoon",
                        "--port",
                        "" + base,
                        "--data",
                        folder.toString())
                .redirectErrorStream(true);
        builder.environment().put("LOGGING_LEVEL_DEV_ERRATA_REFUSALS", "debug");
        Process process = builder.start();
        try {
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            while (!lines.readLine().equals("Stop with Ctrl-C.")) {
                // until it serves
            }
            String harbor = refused("http://127.0.0.1:" + (base + 1) + "/v1/webhooks?secret=hush");
            assertThat(lines.readLine())
                    .contains(" DEBUG ", (base + 1) + "-exec-", " dev.errata.refusals ")
                    .endsWith(" 401 GET /v1/webhooks request id " + harbor)
                    .doesNotContain("[harbor]", "hush");
            String harpoon = refused("http://127.0.0.1:" + (base + 4) + "/v1/webhooks");
            assertThat(lines.readLine())
                    .contains((base + 4) + "-exec-")
                    .endsWith(" : MISSING_API_KEY 401 GET /v1/webhooks request id " + harpoon)
                    .doesNotContain("[harbor]");
        } finally {
            process.destroyForcibly();
        }
    }

    /** The id of a request without a key. */
    private static String refused(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    /** Tokens are signed anew at every start, since they expire. */
    private static String withoutTokens(String printed) {
        return printed.replaceAll("eyJ[\\w.-]+", "token").replaceAll("(control token +)\\S+", "$1token");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String untilItServes(Process process) throws IOException {
        StringBuilder printed = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            printed.append(line).append('\n');
            if (line.equals("Stop with Ctrl-C.")) {
                break;
            }
        }
        return printed.toString();
    }
}
