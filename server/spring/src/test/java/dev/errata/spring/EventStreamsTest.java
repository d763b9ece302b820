package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.kit.RawHttp;
import dev.errata.guard.stream.EventLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Event streams over real sockets. */
@SpringBootTest(classes = Streaming.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EventStreamsTest {
    private static final String READER = "X-Reader: r";

    @LocalServerPort
    private int port;

    @Autowired
    private Streaming.Control control;

    @Autowired
    private Catalog catalog;

    @Autowired
    private ServletWebServerApplicationContext server;

    private EventLog<String> log;

    @BeforeEach
    void freshLog() {
        log = control.fresh(Streaming.RETAINED, 3);
    }

    /** Requests that were never ended would hold the server up when it goes down. */
    @AfterEach
    void noRequestIsLeftBehind() throws InterruptedException {
        control.log.close();
        Tomcat tomcat = ((TomcatWebServer) server.getWebServer()).getTomcat();
        StandardContext context = (StandardContext) tomcat.getHost().findChildren()[0];
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 500 && context.getInProgressAsyncCount() > 0; i++) {
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(context.getInProgressAsyncCount()).isZero();
    }

    private StreamClient open(String... headers) throws IOException {
        StreamClient client = new StreamClient(port, "/events", headers);
        assertThat(client.next()).isEqualTo("retry: 3000");
        return client;
    }

    private void publish(String about) {
        log.publish("tick", about, id -> "{\"n\":" + id + "}");
    }

    private static String event(long id) {
        return "event: tick\nid: " + id + "\ndata: {\"n\":" + id + "}";
    }

    private String ending() throws InterruptedException {
        return control.endings.poll(45, TimeUnit.SECONDS);
    }

    /** A client that has left is noticed when something is sent to it. */
    private String endingWhilePublishing() throws InterruptedException {
        String ending = null;
        for (int i = 0; i < 100 && ending == null; i++) {
            publish("a");
            ending = control.endings.poll(100, TimeUnit.MILLISECONDS);
        }
        return ending;
    }

    /** The systems between may take some bytes yet that the reader does not: each time a new minute begins. */
    private String endingMinutesLater() throws InterruptedException {
        String ending = null;
        for (int i = 0; i < 20 && ending == null; i++) {
            control.advance(Duration.ofSeconds(60));
            ending = control.endings.poll(2, TimeUnit.SECONDS);
        }
        return ending;
    }

    @Test
    void aStreamBeginsAtOnceAndIsNeverStored() throws Exception {
        try (StreamClient client = open(READER)) {
            assertThat(client.status()).isEqualTo("HTTP/1.1 200");
            assertThat(client.head())
                    .contains("Cache-Control: no-store", "X-Accel-Buffering: no", "Transfer-Encoding: chunked")
                    .anyMatch(line -> line.startsWith("Content-Type: text/event-stream"))
                    .anyMatch(line -> line.startsWith("X-Request-Id: "));
            publish("a");
            assertThat(client.next()).isEqualTo(event(1));
            publish("a");
            assertThat(client.next()).isEqualTo(event(2));
        }
        assertThat(endingWhilePublishing()).isEqualTo("r CLIENT_LEFT");
    }

    @Test
    void onlyWhatIsWantedIsSent() throws Exception {
        try (StreamClient client = new StreamClient(port, "/events?only=b", READER)) {
            client.next();
            publish("a");
            publish("b");
            assertThat(client.next()).isEqualTo(event(2));
        }
    }

    @Test
    void aHandlerGetsWhatAGuardLeftAndIsNotRunWithoutIt() throws Exception {
        RawHttp.Answer refused = new RawHttp(port).send("GET /events HTTP/1.1", "Accept: text/event-stream");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":\"auth_missing\"");
    }

    @Test
    void aHeadRequestOpensNoStream() throws Exception {
        RawHttp.Answer answer = new RawHttp(port).send("HEAD /events HTTP/1.1", READER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aStreamThatBreaksAgainAndAgainResumesWithoutLoss() throws Exception {
        int all = 3000;
        EventLog<String> large = control.fresh(all, 50);
        AtomicBoolean failed = new AtomicBoolean();
        Thread publisher = new Thread(() -> {
            for (int i = 0; i < all && !failed.get(); i++) {
                large.publish("tick", "a", id -> "{\"n\":" + id + "}");
                Thread.yield();
            }
        });
        publisher.start();
        Random random = new Random(4);
        List<String> got = new ArrayList<>();
        try {
            while (got.size() < all) {
                try (StreamClient client = open(READER, "Last-Event-ID: " + got.size())) {
                    for (int stay = random.nextInt(300); stay >= 0 && got.size() < all; stay--) {
                        got.add(client.next());
                        assertThat(got.get(got.size() - 1)).isEqualTo(event(got.size()));
                    }
                }
            }
        } finally {
            failed.set(true);
            publisher.join();
        }
    }

    @Test
    void streamsThatBreakWhileTheyAreWrittenToDisturbNoOtherRequest() throws Exception {
        EventLog<String> busy = control.fresh(50, 100);
        String page = "x".repeat(20_000);
        AtomicBoolean done = new AtomicBoolean();
        Thread publisher = new Thread(() -> {
            while (!done.get()) {
                busy.publish("tick", "a", id -> page);
                Thread.yield();
            }
        });
        publisher.start();
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> reader = () -> {
                Random random = new Random(4);
                for (int i = 0; i < 60; i++) {
                    try (StreamClient client = open(READER)) {
                        for (int stay = random.nextInt(4); stay > 0; stay--) {
                            assertThat(client.next())
                                    .startsWith("event: tick\nid: ")
                                    .endsWith(page);
                        }
                    } catch (IOException cut) {
                        // This reader was too slow for such a small log.
                        assertThat(control.endings).isNotEmpty();
                    }
                    RawHttp.Answer other =
                            new RawHttp(port).send("GET /events HTTP/1.1", "X-Request-Id: other-id-" + i);
                    assertThat(other.status()).isEqualTo(401);
                    assertThat(other.complete()).isTrue();
                    assertThat(other.body())
                            .contains("auth_missing", "other-id-" + i)
                            .doesNotContain("xxx");
                }
                return 0;
            };
            for (Future<Integer> ended : readers.invokeAll(Collections.nCopies(4, reader))) {
                assertThat(ended.get()).isZero();
            }
        } finally {
            done.set(true);
            publisher.join();
            readers.shutdownNow();
        }
        assertThat(control.endings).noneMatch(ending -> ending.contains("FAILED"));
    }

    @Test
    void aThousandStreamsThatBreakAtAnyMomentLeaveNoRequestBehindAndDisturbNoOther() throws Exception {
        EventLog<String> busy = control.fresh(50, 1000);
        String page = "x".repeat(8_000);
        AtomicBoolean done = new AtomicBoolean();
        Thread publisher = new Thread(() -> {
            while (!done.get()) {
                busy.publish("tick", "a", id -> page);
                LockSupport.parkNanos(200_000);
            }
        });
        publisher.start();
        ExecutorService readers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(i);
                all.add(() -> breaking(random));
            }
            for (Future<Integer> ended : readers.invokeAll(all)) {
                assertThat(ended.get()).isZero();
            }
        } finally {
            done.set(true);
            publisher.join();
            readers.shutdownNow();
        }
        noRequestIsLeftBehind();
        assertThat(control.endings).isNotEmpty().noneMatch(ending -> ending.contains("FAILED"));
    }

    /** Opens streams and resets the connection of each: half of them at once, the others amid what they read. */
    private int breaking(Random random) throws Exception {
        for (int i = 0; i < 125; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write(("GET /events HTTP/1.1\r\nHost: localhost\r\n" + READER + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readNBytes(random.nextBoolean() ? 0 : random.nextInt(20_000));
            }
            if (i % 5 == 0) {
                RawHttp.Answer other = new RawHttp(port).send("GET /events HTTP/1.1", "X-Request-Id: other-id-" + i);
                assertThat(other.status()).isEqualTo(401);
                assertThat(other.complete()).isTrue();
                assertThat(other.body())
                        .contains("auth_missing", "other-id-" + i)
                        .doesNotContain("xxx");
            }
        }
        return 0;
    }

    @Test
    void aGapIsSaidBeforeTheReplay() throws Exception {
        for (int i = 0; i < Streaming.RETAINED + 5; i++) {
            publish("a");
        }
        try (StreamClient client = open(READER, "Last-Event-ID: 1")) {
            assertThat(client.next()).isEqualTo(": stream.replay_unavailable no_longer_retained");
            assertThat(client.next()).isEqualTo(event(6));
        }
    }

    @Test
    void silenceIsBrokenByAComment() throws Exception {
        try (StreamClient client = open(READER)) {
            control.advance(Duration.ofSeconds(15));
            assertThat(client.next()).isEqualTo(": keepalive");
            control.advance(Duration.ofSeconds(15));
            assertThat(client.next()).isEqualTo(": keepalive");
        }
    }

    @Test
    void oneStreamTooManyIsRefusedBeforeItBegins() throws Exception {
        try (StreamClient one = open(READER);
                StreamClient two = open(READER);
                StreamClient three = open(READER);
                StreamClient another = open("X-Reader: s")) {
            RawHttp.Answer refused =
                    new RawHttp(port).send("GET /events HTTP/1.1", READER, "Accept: text/event-stream");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).containsExactly("15");
            assertThat(refused.header("Content-Type")).containsExactly("application/json");
            assertThat(refused.body())
                    .contains(
                            "\"code\":\"limit_concurrent\"",
                            "\"details\":{\"limit\":3,\"retry_after\":15,\"retry_after_ms\":15000}");

            two.hangUp();
            assertThat(endingWhilePublishing()).isEqualTo("r CLIENT_LEFT");
            open(READER).hangUp();
            assertThat(one.next()).isEqualTo(event(1));
            assertThat(three.next()).isEqualTo(event(1));
            assertThat(another.next()).isEqualTo(event(1));
        }
    }

    @Test
    void aSlowReaderIsCutAndRecordedAndHoldsNobodyUp() throws Exception {
        String kilobytes = "x".repeat(64 * 1024);
        try (StreamClient slow = new StreamClient(port, 4096, "/events", "X-Reader: slow");
                StreamClient quick = open("X-Reader: quick")) {
            int published = 0;
            while (control.endings.isEmpty() && published < 20 * Streaming.RETAINED) {
                log.publish("tick", "a", id -> kilobytes);
                assertThat(quick.next()).startsWith("event: tick\nid: " + ++published + "\n");
            }
            assertThat(ending()).isEqualTo("slow TOO_SLOW");
            assertThat(slow.endsComplete()).isFalse();
            publish("a");
            assertThat(quick.next()).isEqualTo(event(published + 1));
        }
    }

    @Test
    void aReaderThatTakesNothingIsCutAfterAMinute() throws Exception {
        String kilobytes = "x".repeat(64 * 1024);
        EventLog<String> large = control.fresh(10_000, 3);
        try (StreamClient slow = new StreamClient(port, 4096, "/events", "X-Reader: slow");
                StreamClient quick = open("X-Reader: quick")) {
            for (int i = 1; i <= 200; i++) {
                large.publish("tick", "a", id -> kilobytes);
                quick.next();
            }
            assertThat(control.endings).isEmpty();
            assertThat(endingMinutesLater()).isEqualTo("slow TOO_SLOW");
            assertThat(slow.endsComplete()).isFalse();
            assertThat(quick.next()).isEqualTo(": keepalive");
        }
    }

    @Test
    void anErrorIsTheLastEventInTheEnvelopeOfTheRequest() throws Exception {
        try (StreamClient client = open(READER, "X-Request-Id: req_stream_1")) {
            publish("a");
            log.close(catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Duration.ofSeconds(5))));
            assertThat(client.next()).isEqualTo(event(1));
            assertThat(client.next())
                    .startsWith("event: error\ndata: {\"success\":false,\"error\":{\"code\":\"server_unavailable\"")
                    .endsWith(
                            "\"details\":{\"retry_after\":5,\"retry_after_ms\":5000},\"request_id\":\"req_stream_1\"}}");
            assertThat(client.endsComplete()).isTrue();
            assertThat(ending()).isEqualTo("r FAILED");
        }
    }

    @Test
    void aClosedLogIsUnavailableBeforeAStreamBegins() throws Exception {
        log.close();
        RawHttp.Answer refused = new RawHttp(port).send("GET /events HTTP/1.1", READER);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).containsExactly("3");
        assertThat(refused.body()).contains("\"code\":\"server_unavailable\"");
    }

    @Test
    void aServerThatGoesDownEndsItsStreamsWholeAndAtOnce() throws Exception {
        ConfigurableApplicationContext server = new SpringApplicationBuilder(Streaming.class)
                .properties("server.port=0", "server.address=127.0.0.1", "server.shutdown=graceful")
                .run();
        int its = Integer.parseInt(server.getEnvironment().getProperty("local.server.port"));
        Streaming.Control own = server.getBean(Streaming.Control.class);
        try (StreamClient client = new StreamClient(its, "/events", READER)) {
            client.next();
            own.log.publish("tick", "a", id -> "{\"n\":1}");
            long before = System.nanoTime();
            server.close();

            assertThat(client.next()).isEqualTo(event(1));
            assertThat(client.endsComplete()).isTrue();
            assertThat(own.endings.poll(45, TimeUnit.SECONDS)).isEqualTo("r CLOSED");
            // Boot waits up to 30 seconds for requests that do not end.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void aThousandIdleStreamsTakeLittleMemoryAndNoThreads() throws Exception {
        EventLog<String> many = control.fresh(Streaming.RETAINED, 1000);
        long heap = usedHeap();
        int threads = Thread.activeCount();
        List<StreamClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(open(READER, "Accept: text/event-stream"));
            }
            assertThat(usedHeap() - heap).isLessThan(160L << 20);
            assertThat(Thread.activeCount() - threads).isLessThan(20);
            many.publish("tick", "a", id -> "{\"n\":" + id + "}");
            for (StreamClient client : clients) {
                assertThat(client.next()).isEqualTo(event(1));
            }
        } finally {
            for (StreamClient client : clients) {
                client.close();
            }
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
