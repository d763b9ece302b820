package dev.errata.benchmarks;

import dev.errata.core.Catalog;
import dev.errata.guard.stream.EventLog;
import dev.errata.guard.stream.EventStream;
import dev.errata.guard.stream.StreamListener;
import dev.errata.guard.stream.StreamRules;
import dev.errata.reference.harpoon.HarpoonErrors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much heap and how many threads idle subscribers of an event stream take, and how long one event takes to reach all. */
public final class StreamBenchmark {
    private static final int SUBSCRIBERS = 1000;

    private StreamBenchmark() {}

    /** A service with one stream. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Routes.class, Publisher.class})
    static class Service {
        @Bean
        static Catalog catalog() {
            return HarpoonErrors.CATALOG;
        }

        @Bean
        EventLog<String> log(Catalog catalog, StreamListener listener) {
            StreamRules rules = new StreamRules(
                    256, SUBSCRIBERS, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(3));
            return new EventLog<>(catalog, rules, InstantSource.system(), listener);
        }
    }

    /** Who sends events. */
    record Publisher(EventLog<String> log) {
        void publish() {
            log.publish("tick", "all", id -> "{\"n\":" + id + "}");
        }
    }

    /** Its route. */
    @RestController
    static class Routes {
        private final EventLog<String> log;

        Routes(EventLog<String> log) {
            this.log = log;
        }

        @GetMapping("/events")
        EventStream events() {
            return log.stream("everybody", (type, about) -> true);
        }
    }

    /** Opens the streams, says what they took, and sends one event to all. */
    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext service = new SpringApplicationBuilder(Service.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--server.tomcat.max-connections=4096",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn")) {
            int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                    .getPort();
            long heap = usedHeap();
            int threads = Thread.activeCount();
            List<BufferedReader> readers = new ArrayList<>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                readers.add(subscribe(port));
            }
            System.out.printf(
                    "%d idle subscribers: %d MiB of heap with their clients, %d threads more%n",
                    SUBSCRIBERS, (usedHeap() - heap) >> 20, Thread.activeCount() - threads);
            long begun = System.nanoTime();
            service.getBean(Publisher.class).publish();
            for (BufferedReader reader : readers) {
                await(reader, "event: tick");
            }
            System.out.printf("one event reached all after %.1f ms%n", (System.nanoTime() - begun) / 1e6);
        }
    }

    private static BufferedReader subscribe(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
        await(reader, "retry:");
        return reader;
    }

    private static void await(BufferedReader reader, String start) throws IOException {
        String line = reader.readLine();
        while (line != null && !line.startsWith(start)) {
            line = reader.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("A stream ended before '" + start + "' came");
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
