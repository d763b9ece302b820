package dev.errata.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints what becomes of 64 good callers of Harpoon and HookBridge, as {@code ./errata serve} runs them, beside those who mean
 * no good: slow bodies, a flood without keys, a network that guesses keys, and texts that would be evaluated if anything did.
 */
public final class SoakReport {
    private static final int CALLERS_OF_EACH = 32;
    private static final int SLOW_OF_EACH = 300;
    private static final int FLOODING_ADDRESSES = 20;
    private static final int TIMEOUT_MS = 10_000;
    private static final long BETWEEN_MS = 1000;
    private static final int NOT_ANSWERED = 0;
    private static final int SERVER_ERROR = 500;
    private static final Pattern MEMBER = Pattern.compile("\"(secret_key|id|reference)\":\"([^\"]{1,100})\"");
    /** What an answer holds when something has done the sum of an expression. */
    private static final String EVALUATED = "13397419";
    /** Each as it stands in JSON, so that an answer which keeps it holds the same characters. */
    private static final List<String> EXPRESSIONS = List.of(
            "${jndi:ldap://127.0.0.1:1/a}",
            "#{T(java.lang.Thread).sleep(60000)}",
            "%{1913917*7}",
            "{{1913917*7}}",
            "(x+x+)+y",
            "$..[?(@.a =~ /(a+)+b/)]",
            "'; select pg_sleep(60); --",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");

    /** One of the five: what is read there, and what is written, with a text of the caller's own. */
    private record Target(String name, int port, String list, String write, String body) {}

    /** What came back, {@link #NOT_ANSWERED} if nothing did. */
    private record Answer(int status, String body) {}

    private final ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private SoakReport() {}

    /** Takes the port of the portal, the folder of the data, and the minutes; 10 unless said. */
    public static void main(String[] arguments) throws Exception {
        int portal = Integer.parseInt(arguments[0]);
        Path data = Path.of(arguments[1]);
        int minutes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        SoakReport soak = new SoakReport();
        List<SlowCallers> slow = new ArrayList<>();
        slow.add(soak.add(
                data,
                0,
                new Target(
                        "harpoon",
                        portal + 4,
                        "GET /v1/transactions",
                        "POST /v1/transactions/initialize",
                        "{\"amount\":\"10.00\",\"phone_number\":\"0241234567\",\"meta\":{\"order\":\"%s\"}}")));
        slow.add(soak.add(
                data,
                1,
                new Target(
                        "hookbridge",
                        portal + 5,
                        "GET /v1/endpoints",
                        "POST /v1/endpoints",
                        "{\"url\":\"https://receivers.example.com/soak\",\"description\":\"%s\"}")));
        soak.run(minutes, slow);
    }

    private SlowCallers add(Path data, int number, Target made) throws IOException {
        String token = Files.readString(data.resolve(made.name()).resolve("control-token"))
                .strip();
        for (int i = 0; i < CALLERS_OF_EACH; i++) {
            String from = "127." + (10 + number) + "." + i + ".1";
            String key = key(made, token);
            Target own = own(made, key, from);
            good(own, key, from);
        }
        for (int i = 0; i < FLOODING_ADDRESSES; i++) {
            refused(made, "127.100." + number + "." + (1 + i), "");
        }
        refused(made, "127.101." + number + ".1", "Authorization: Bearer hb_live_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n");
        String from = "127.102." + number + ".1";
        for (String expression : EXPRESSIONS) {
            String key = key(made, token);
            stored(own(made, key, from), key, from, expression);
        }
        return new SlowCallers(
                made.port(), made.write().substring("POST ".length()), "Bearer " + key(made, token), SLOW_OF_EACH);
    }

    /** What can be written again and again: a payment, or the words of one endpoint. */
    private Target own(Target made, String key, String from) {
        if (made.name().equals("harpoon")) {
            return made;
        }
        Answer endpoint =
                call(made, from, made.write(), bearer(key), made.body().formatted("soak"));
        return new Target(
                made.name(),
                made.port(),
                made.list(),
                "PATCH /v1/endpoints/" + member(endpoint.body()),
                "{\"description\":\"%s\"}");
    }

    private void run(int minutes, List<SlowCallers> slow) throws Exception {
        slow.forEach(SlowCallers::open);
        threads.forEach(Thread::start);
        for (int minute = 1; minute <= minutes; minute++) {
            TimeUnit.MINUTES.sleep(1);
            System.err.println(
                    "Minute " + minute + " of " + minutes + ": " + took.size() + " good, " + lost.size() + " lost, "
                            + refused.get() + " refused, " + kept.get() + " texts kept, " + failed.size() + " failed");
        }
        over = true;
        for (SlowCallers callers : slow) {
            callers.close();
        }
        List<Long> sorted = took.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "| good requests | lost | p50, ms | p99, ms | most, ms | others refused | texts kept as they are | 5xx |%n"
                        + "| --- | --- | --- | --- | --- | --- | --- | --- |%n"
                        + "| %d | %d | %.1f | %.1f | %.1f | %d | %d | %d |%n",
                sorted.size(),
                lost.size(),
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1),
                refused.get(),
                kept.get(),
                failed.size());
        lost.stream().distinct().limit(10).forEach(System.out::println);
        failed.stream().distinct().limit(10).forEach(System.out::println);
    }

    private static double at(List<Long> sorted, double part) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }

    private static String key(Target target, String token) {
        return member(
                call(target, "127.0.0.1", "POST /_control/fixtures/account", "Control-Token: " + token + "\r\n", "{}")
                        .body());
    }

    private static String member(String answer) {
        Matcher member = MEMBER.matcher(answer);
        if (!member.find()) {
            throw new IllegalStateException("Neither a key nor an id in " + answer);
        }
        return member.group(2);
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key + "\r\n";
    }

    /** Reads and writes in turns; every answer that is no success is a loss. */
    private void good(Target target, String key, String from) {
        thread(() -> {
            expectSuccess(target, from, target.list(), key, "");
            expectSuccess(target, from, target.write(), key, target.body().formatted("order " + System.nanoTime()));
        });
    }

    private void expectSuccess(Target target, String from, String line, String key, String body) {
        long began = System.nanoTime();
        Answer answer = call(target, from, line, bearer(key), body);
        if (answer.status() / 100 == 2) {
            took.add(System.nanoTime() - began);
        } else if (!over) {
            lost.add(target.name() + " " + line + ": " + answer);
        }
        pause();
    }

    private void refused(Target target, String from, String credential) {
        thread(() -> count(target, call(target, from, target.list(), credential, ""), refused));
    }

    private void stored(Target target, String key, String from, String expression) {
        thread(() -> {
            Answer answer = call(
                    target, from, target.write(), bearer(key), target.body().formatted(expression));
            count(target, answer, refused);
            if (answer.status() / 100 == 2) {
                Answer read = call(target, from, target.list() + "/" + member(answer.body()), bearer(key), "");
                count(target, read, refused);
                if (read.body().contains(expression)) {
                    kept.incrementAndGet();
                } else if (read.status() / 100 == 2) {
                    failed.add(target.name() + " keeps for " + expression + ": " + read);
                }
            }
            count(
                    target,
                    call(target, from, target.list() + "?status=%24%7B1913917*7%7D&limit=%23", bearer(key), ""),
                    refused);
            pause();
        });
    }

    /** A service without a limit per address may leave a flood waiting, but must not fail. */
    private void count(Target target, Answer answer, AtomicInteger refusals) {
        if (answer.status() >= SERVER_ERROR || answer.body().contains(EVALUATED)) {
            failed.add(target.name() + ": " + answer);
        } else if (answer.status() / 100 == 4) {
            refusals.incrementAndGet();
        }
    }

    private void thread(Runnable work) {
        Thread thread = new Thread(() -> {
            while (!over) {
                work.run();
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request on a connection of its own. */
    private static Answer call(Target target, String from, String line, String headers, String body) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()), TIMEOUT_MS);
            String content =
                    body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + content + headers + "\r\n"
                                    + body)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.1 ")
                    ? new Answer(
                            Integer.parseInt(answer.substring(9, 12)), answer.substring(answer.indexOf("\r\n\r\n") + 4))
                    : new Answer(NOT_ANSWERED, answer);
        } catch (IOException notAnswered) {
            return new Answer(NOT_ANSWERED, notAnswered.toString());
        }
    }
}
