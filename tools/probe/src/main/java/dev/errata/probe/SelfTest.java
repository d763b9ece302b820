package dev.errata.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Shows that the probe is able to fail: answers that differ from their page in one thing, each of which it must see. */
public final class SelfTest {
    private static final String RIGHT =
            "{\"error\":{\"code\":\"SELF_TEST\",\"message\":\"Wait 7 seconds.\",\"details\":{\"seconds\":7}}}";

    /**
     * One wrong answer.
     *
     * @param path where the built-in server gives it
     * @param what is wrong with it
     * @param caught the verdict or kind of observation that names it
     */
    private record Mutation(
            String path, String what, int status, String retryAfter, String requestId, String body, String caught) {}

    private static final List<Mutation> MUTATIONS = List.of(
            new Mutation("right", "nothing", 429, "7", "r1", RIGHT, "PROVEN"),
            new Mutation("success", "the request succeeds", 200, "7", "r1", "{\"ok\":true}", "NOT_PROVOKED"),
            new Mutation("status", "the status is 400", 400, "7", "r1", RIGHT, "WRONG_STATUS"),
            new Mutation("code", "another code", 429, "7", "r1", RIGHT.replace("SELF_TEST", "OTHER"), "WRONG_CODE"),
            new Mutation("html", "the body is HTML", 429, "7", "r1", "<h1>Too many</h1>", "WRONG_ENVELOPE"),
            new Mutation(
                    "envelope",
                    "a member more",
                    429,
                    "7",
                    "r1",
                    RIGHT.replace("{\"error", "{\"x\":1,\"error"),
                    "WRONG_ENVELOPE"),
            new Mutation("detail", "a detail is text", 429, "7", "r1", RIGHT.replace(":7", ":\"7\""), "WRONG_DETAILS"),
            new Mutation(
                    "message",
                    "the message differs",
                    429,
                    "7",
                    "r1",
                    RIGHT.replace("Wait 7", "Wait 8"),
                    "WRONG_MESSAGE"),
            new Mutation("header", "no Retry-After", 429, "", "r1", RIGHT, "MISSING_HEADER"),
            new Mutation("request-id", "no request id", 429, "7", "", RIGHT, "REQUEST_ID"),
            new Mutation(
                    "leak",
                    "the message shows a stack frame",
                    429,
                    "7",
                    "r1",
                    RIGHT.replace("seconds.\"", "seconds.\\n at a.B.c(B.java:1)\""),
                    "LEAK"));

    private SelfTest() {}

    /** Runs it against a server of its own on this machine; answers whether every wrong answer was caught. */
    public static boolean run(PrintStream out) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        MUTATIONS.forEach(mutation -> serve(server, mutation));
        server.start();
        int caught = 0;
        try {
            for (Mutation mutation : MUTATIONS) {
                FormResult result = probe(
                        mutation.path(),
                        "http://127.0.0.1:" + server.getAddress().getPort());
                boolean seen = result.verdict().name().equals(mutation.caught())
                        || result.observations().stream()
                                .anyMatch(each -> each.kind().name().equals(mutation.caught()));
                boolean right = seen && result.proven() == mutation.caught().equals("PROVEN");
                caught += right ? 1 : 0;
                out.println("  " + (right ? "✓" : "✗") + " " + mutation.what() + ": "
                        + (right
                                ? mutation.caught()
                                : "expected " + mutation.caught() + ", found " + result.verdict()));
            }
        } finally {
            server.stop(0);
        }
        out.println(caught + " of " + MUTATIONS.size() + " self-tests passed");
        return caught == MUTATIONS.size();
    }

    private static void serve(HttpServer server, Mutation mutation) {
        server.createContext("/" + mutation.path(), exchange -> {
            byte[] body = mutation.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (!mutation.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", mutation.retryAfter());
            }
            if (!mutation.requestId().isEmpty()) {
                exchange.getResponseHeaders().set("X-Request-Id", mutation.requestId());
            }
            exchange.sendResponseHeaders(mutation.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static FormResult probe(String path, String base) {
        var catalog = SelfTestCatalog.provokedAt(path);
        Settings settings = Settings.of(catalog.root(), base, 0);
        ProbeReport report = new Probe(catalog, settings, ProbeListener.SILENT).run();
        return report.codes().get(0).forms().get(0);
    }
}
