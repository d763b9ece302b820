package dev.errata.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Prints how long a bystander waits while a thousand callers send their bodies byte by byte, half of them without a key, from
 * two hundred addresses; with Errata and beside it plain Spring Boot.
 */
public final class SlowCallersReport {
    private static final int FIRST_PORT = 18_720;
    private static final String TAKE = "/take";
    private static final String KEY = "Bearer key";
    private static final int CALLERS = 1000;
    private static final long PAUSE_MS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SlowCallersReport() {}

    /** Takes the seconds of each measurement; 60 unless said. */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        System.out.println(
                "| | answered | not within 10 s | p50, ms | p99, ms | most, ms |\n| --- | --- | --- | --- | --- | --- |");
        List<String> kinds = List.of("plain", "errata");
        for (String kind : kinds) {
            int port = FIRST_PORT + kinds.indexOf(kind);
            // On one core Java takes the serial collector, whose pauses would be what is measured.
            Process server = DoorReport.start(kind, port, "-XX:+UseG1GC");
            try (SlowCallers none = new SlowCallers(port, TAKE, KEY, 0);
                    SlowCallers all = new SlowCallers(port, TAKE, KEY, CALLERS)) {
                measure(kind + ", alone", port, none, seconds / 4);
                measure(kind + ", with " + CALLERS + " drips", port, all, seconds);
            } finally {
                server.destroyForcibly();
            }
        }
    }

    private static void measure(String name, int port, SlowCallers drips, int seconds) throws Exception {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + TAKE))
                .header("Authorization", KEY)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString("{\"a\":1}"))
                .build();
        drips.open();
        List<Long> took = new ArrayList<>();
        int lost = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    took.add(System.nanoTime() - began);
                } else {
                    lost++;
                }
            } catch (IOException notAnswered) {
                lost++;
            }
            Thread.sleep(PAUSE_MS);
        }
        took.sort(null);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %.1f | %.1f | %.1f |%n",
                name,
                took.size(),
                lost,
                at(took, 0.5),
                at(took, 0.99),
                at(took, 1));
    }

    private static double at(List<Long> sorted, double part) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }
}
