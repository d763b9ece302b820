package dev.errata.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints how many requests a second the door answers, beside a bare servlet and plain Spring Boot: the server on the first
 * core, wrk with 256 connections on the second, in turns.
 */
public final class DoorReport {
    private static final int FIRST_PORT = 18_700;
    private static final int WARM_UP_SECONDS = 8;
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern SLOWEST = Pattern.compile(" 99% +([0-9.]+)(us|ms|s)\\s");
    private static final Map<String, Double> IN_MS = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0);

    /** One kind of answer. */
    private record Row(String name, String server, String path) {}

    private static final List<Row> ROWS = List.of(
            new Row("a bare Tomcat servlet, constant bytes", "bare", "/"),
            new Row("Boot, a filter with constant bytes", "plain", "/guard"),
            new Row("**Errata, a guard with a fixed error**", "errata", "/guard"),
            new Row("**Errata, a guard with a rate limit**", "errata", "/limit"),
            new Row("Boot MVC, a handler that writes bytes", "plain", "/bytes"),
            new Row("Boot MVC, thrown, ProblemDetail", "plain", "/problem"),
            new Row("**Errata, thrown in a handler**", "errata", "/thrown"),
            new Row("Boot MVC, an unknown route", "plain", "/nowhere"),
            new Row("**Errata, an unknown route**", "errata", "/nowhere"),
            new Row("Boot MVC, a success", "plain", "/ok"),
            new Row("**Errata, a success**", "errata", "/ok"));

    /** What wrk found. */
    private record Found(double rate, double slowest) {}

    private DoorReport() {}

    /** Takes the number of rounds and the seconds of each measurement; 5 and 3 unless said. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Map<String, Integer> ports = new LinkedHashMap<>();
        List<Process> servers = new ArrayList<>();
        try {
            for (Row row : ROWS) {
                if (!ports.containsKey(row.server())) {
                    int port = FIRST_PORT + ports.size();
                    ports.put(row.server(), port);
                    servers.add(start(row.server(), port));
                }
            }
            for (Row row : ROWS) {
                load(row, ports, WARM_UP_SECONDS);
            }
            Map<Row, List<Found>> found = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Row row : ROWS) {
                    found.computeIfAbsent(row, first -> new ArrayList<>()).add(load(row, ports, seconds));
                }
                System.err.println("Round " + (round + 1) + " of " + rounds);
            }
            print(found);
        } finally {
            servers.forEach(Process::destroyForcibly);
        }
    }

    private static void print(Map<Row, List<Found>> found) {
        double bare = rate(found.getOrDefault(ROWS.get(0), List.of()));
        System.out.println("| | requests/s | of the bare servlet | p99, ms |\n| --- | --- | --- | --- |");
        found.forEach((row, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %.0f |%n",
                row.name(),
                rate(all),
                rate(all) / bare,
                median(all.stream().map(Found::slowest).toList())));
    }

    private static double rate(List<Found> all) {
        return median(all.stream().map(Found::rate).toList());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Starts a server on the first core, with options of the Java command, and waits until it listens. */
    static Process start(String kind, int port, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("taskset", "-c", "0", System.getProperty("java.home") + "/bin/java", "-Xmx512m"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DoorServer.class.getName(),
                kind,
                Integer.toString(port)));
        Process server = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        while (!listens(port)) {
            if (!server.isAlive()) {
                throw new IllegalStateException("The server '" + kind + "' ended with " + server.exitValue());
            }
            Thread.sleep(100);
        }
        return server;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Found load(Row row, Map<String, Integer> ports, int seconds) throws Exception {
        Process wrk = new ProcessBuilder(
                        "taskset",
                        "-c",
                        "1",
                        "wrk",
                        "-t1",
                        "-c256",
                        "-d" + seconds + "s",
                        "--latency",
                        "http://127.0.0.1:" + ports.get(row.server()) + row.path())
                .redirectErrorStream(true)
                .start();
        String said;
        try (InputStream out = wrk.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher rate = RATE.matcher(said);
        Matcher slowest = SLOWEST.matcher(said);
        if (wrk.waitFor() != 0 || !rate.find() || !slowest.find()) {
            throw new IllegalStateException("wrk, which must be installed, said: " + said);
        }
        return new Found(
                Double.parseDouble(rate.group(1)),
                Double.parseDouble(slowest.group(1)) * IN_MS.getOrDefault(slowest.group(2), 1.0));
    }
}
