package dev.errata.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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
    private static final int CALLERS = 1000;
    private static final int ADDRESSES = 200;
    private static final int FIRST_ADDRESS = 2;
    private static final long BYTE_MS = 100;
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
            Process server = DoorReport.start(kind, port);
            try (Drips none = new Drips(port, 0);
                    Drips all = new Drips(port, CALLERS)) {
                measure(kind + ", alone", port, none, seconds / 4);
                measure(kind + ", with " + CALLERS + " drips", port, all, seconds);
            } finally {
                server.destroyForcibly();
            }
        }
    }

    private static void measure(String name, int port, Drips drips, int seconds) throws Exception {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/take"))
                .header("Authorization", "Bearer key")
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

    /** Callers who send a byte ten times a second, and begin anew when they are cut off. */
    private static final class Drips implements AutoCloseable {
        private final int port;
        private final int callers;
        private final Selector selector = Selector.open();
        private final ByteBuffer read = ByteBuffer.allocate(16 * 1024);
        private volatile boolean over;

        private Drips(int port, int callers) throws IOException {
            this.port = port;
            this.callers = callers;
        }

        private void open() {
            Thread thread = new Thread(this::run, "drips");
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            try {
                for (int number = 0; number < callers; number++) {
                    begin(number);
                }
                while (!over) {
                    long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BYTE_MS);
                    for (SelectionKey key : List.copyOf(selector.keys())) {
                        drip(key);
                    }
                    while (System.nanoTime() < next && !over) {
                        selector.select(key -> receive(key), 10);
                    }
                }
            } catch (IOException | ClosedSelectorException e) {
                if (!over) {
                    throw new IllegalStateException(e);
                }
            }
        }

        private void begin(int number) throws IOException {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress("127.0.0." + (FIRST_ADDRESS + number % ADDRESSES), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            String key = number % 2 == 0 ? "" : "Authorization: Bearer key\r\n";
            String head = "POST /take HTTP/1.1\r\nHost: a\r\n" + key
                    + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";
            channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            channel.register(selector, SelectionKey.OP_READ, number);
        }

        private void drip(SelectionKey key) throws IOException {
            try {
                ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {' '}));
            } catch (IOException cutOff) {
                again(key);
            }
        }

        private void receive(SelectionKey key) {
            try {
                try {
                    read.clear();
                    if (((SocketChannel) key.channel()).read(read) < 0) {
                        again(key);
                    }
                } catch (IOException cutOff) {
                    again(key);
                }
            } catch (IOException e) {
                if (!over) {
                    throw new IllegalStateException(e);
                }
            }
        }

        private void again(SelectionKey key) throws IOException {
            key.channel().close();
            begin((Integer) key.attachment());
        }

        @Override
        public void close() throws IOException {
            over = true;
            for (SelectionKey key : List.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
        }
    }
}
