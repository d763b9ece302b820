package dev.errata.spring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Callers that send slowly, at a server of four threads. */
@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
        classes = {Doors.class, SlowCallersTest.Taking.class, SlowCallersTest.ErrorPages.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "errata.deadlines.head=2s",
            "errata.deadlines.body=4s",
            "errata.deadlines.total=20s",
            "errata.max-body-bytes=-1",
            "server.tomcat.threads.max=4",
            "server.tomcat.threads.min-spare=1"
        })
class SlowCallersTest {
    private static final String KEY = "Authorization: Bearer secret:write\r\n";
    private static final String NO_KEY = "Authorization: Basic x\r\n";
    private static final int MANY = 40;
    private static final int TIMEOUT_MS = 20_000;

    @LocalServerPort
    private int port;

    @Autowired
    private AtomicInteger errorPages;

    /** Takes bodies of every kind. */
    @RestController
    static class Taking {
        @PostMapping("/take")
        Map<String, Object> take(@RequestBody byte[] body) {
            int sum = 0;
            for (byte octet : body) {
                sum = sum * 31 + octet;
            }
            return Map.of("bytes", body.length, "sum", sum);
        }

        @PostMapping("/take/later")
        Callable<Map<String, Object>> takeLater(@RequestBody byte[] body) {
            return () -> Map.of("bytes", body.length);
        }

        @PostMapping("/take/form")
        Map<String, Object> takeForm(@RequestParam("a") String a) {
            return Map.of("a", a);
        }

        @PostMapping("/take/file")
        Map<String, Object> takeFile(@RequestParam("file") MultipartFile file) {
            return Map.of("file", file.getSize());
        }

        @PostMapping("/take/nothing")
        Map<String, Object> takeNothing(HttpServletRequest request) {
            return Map.of("type", request.getContentType());
        }
    }

    /** Counts how often the container asks the application for an error page. */
    @Configuration(proxyBeanMethods = false)
    static class ErrorPages {
        @Bean
        AtomicInteger errorPages() {
            return new AtomicInteger();
        }

        @Bean
        FilterRegistrationBean<Filter> errorPagesAreCounted(AtomicInteger errorPages) {
            FilterRegistrationBean<Filter> counting = new FilterRegistrationBean<>((request, response, chain) -> {
                errorPages.incrementAndGet();
                chain.doFilter(request, response);
            });
            counting.setDispatcherTypes(DispatcherType.ERROR, DispatcherType.INCLUDE);
            counting.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return counting;
        }
    }

    private final class Caller implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        private final InputStream in = socket.getInputStream();

        private Caller() throws IOException {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
        }

        private Caller send(String text) throws IOException {
            return send(text.getBytes(US_ASCII));
        }

        private Caller send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            return this;
        }

        private Caller post(String path, String headers) throws IOException {
            return send("POST " + path + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
        }

        /** One answer with a Content-Length, or in one chunk. */
        private String answer() throws IOException {
            String head = head();
            int length = head.indexOf("Content-Length: ");
            if (length >= 0) {
                String from = head.substring(length + 16);
                return head
                        + new String(in.readNBytes(Integer.parseInt(from.substring(0, from.indexOf('\r')))), US_ASCII);
            }
            if (head.contains("Transfer-Encoding: chunked")) {
                StringBuilder all = new StringBuilder(head);
                while (!all.toString().endsWith("\r\n0\r\n\r\n")) {
                    all.append((char) in.read());
                }
                return all.toString();
            }
            return head;
        }

        private String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
                int octet = in.read();
                if (octet < 0) {
                    return head.toString(US_ASCII);
                }
                head.write(octet);
            }
            return head.toString(US_ASCII);
        }

        private boolean isClosed() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @AfterEach
    void noErrorPageIsAskedForBesideTheAnswers() {
        assertThat(errorPages).hasValue(0);
    }

    /** Another caller's answer shows that what was sent before it has reached the server. */
    private void bystander() throws IOException {
        try (Caller caller = new Caller()) {
            caller.post("/take", KEY + of(2)).send("ok");
            assertThat(caller.answer()).startsWith("HTTP/1.1 200").contains("\"bytes\":2");
        }
    }

    private static String of(int length) {
        return "Content-Type: application/octet-stream\r\nContent-Length: " + length + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY + "Content-Type: application/json\r\n",
                KEY + "Content-Type: multipart/form-data; boundary=x\r\n",
                KEY + "Content-Type: application/x-www-form-urlencoded\r\n",
                NO_KEY + "Content-Type: application/json\r\n"
            })
    void nobodyWaitsForCallersWhoSendTheirBodiesSlowly(String headers) throws IOException {
        List<Caller> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(new Caller()
                        .post("/take", headers + "Content-Length: 1000\r\n")
                        .send("x"));
            }
            long began = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                bystander();
            }
            assertThat((System.nanoTime() - began) / 1_000_000_000L)
                    .as("seconds, of which the slow ones have four")
                    .isLessThan(4);
        } finally {
            for (Caller caller : slow) {
                caller.close();
            }
        }
    }

    @Test
    void bodyThatComesTooSlowlyIsATimeoutAndTheConnectionIsClosed() throws IOException {
        try (Caller caller = new Caller().post("/take", KEY + of(1000)).send("x")) {
            assertThat(caller.answer())
                    .startsWith("HTTP/1.1 408 \r\n")
                    .contains("X-Request-Id: ", "Connection: close", "\"code\":\"request_timeout\"");
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void bodyThatComesLateIsReadAndTheConnectionGoesOn() throws IOException {
        try (Caller caller = new Caller().post("/take", KEY + of(10)).send("01234")) {
            bystander();
            caller.send("56789");
            assertThat(caller.answer()).startsWith("HTTP/1.1 200").contains("\"bytes\":10");
            caller.post("/take", KEY + of(3)).send("abc");
            assertThat(caller.answer()).contains("\"bytes\":3");
        }
    }

    @Test
    void requestThatIsSentTogetherWithTheEndOfALateBodyIsNotLost() throws IOException {
        try (Caller caller = new Caller().post("/take", KEY + of(10)).send("01234")) {
            bystander();
            caller.send("56789POST /take HTTP/1.1\r\nHost: a\r\n" + KEY + of(3) + "\r\nabc");
            assertThat(caller.answer()).contains("\"bytes\":10");
            assertThat(caller.answer()).contains("\"bytes\":3");
        }
    }

    @Test
    void chunksThatComeLateAreOneBody() throws IOException {
        try (Caller caller = new Caller()
                .post("/take", KEY + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n")
                .send("3\r\nabc\r\n")) {
            bystander();
            caller.send("2\r\nde\r\n0\r\n\r\n");
            assertThat(caller.answer()).contains("\"bytes\":5");
            caller.post("/take", KEY + of(3)).send("abc");
            assertThat(caller.answer()).contains("\"bytes\":3");
        }
    }

    @Test
    void chunkThatIsNoneIsToldAlsoWhenItComesLate() throws IOException {
        try (Caller caller = new Caller()
                .post("/take", KEY + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n")
                .send("3\r\nabc\r\n")) {
            bystander();
            caller.send("xyz\r\n");
            assertThat(caller.answer()).startsWith("HTTP/1.1 400").contains("\"code\":\"request_framing\"");
        }
    }

    @Test
    void lateBodiesAreReadByWhoeverReadsThem() throws IOException {
        late("/take/form", "Content-Type: application/x-www-form-urlencoded\r\n", "a=b", "cd", "{\"a\":\"bcd\"}");
        String part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
        late(
                "/take/file",
                "Content-Type: multipart/form-data; boundary=x\r\n",
                part,
                "1234\r\n--x--\r\n",
                "{\"file\":4}");
        late("/take/later", "Content-Type: text/plain\r\n", "123", "456", "{\"bytes\":6}");
        late("/take/nothing", "Content-Type: text/plain\r\n", "123", "456", "{\"type\":\"text/plain\"}");
    }

    private void late(String path, String headers, String first, String rest, String expected) throws IOException {
        try (Caller caller = new Caller()
                .post(path, KEY + headers + "Content-Length: " + (first.length() + rest.length()) + "\r\n")
                .send(first)) {
            bystander();
            caller.send(rest);
            assertThat(caller.answer()).startsWith("HTTP/1.1 200").contains(expected);
            caller.post("/take", KEY + of(3)).send("abc");
            assertThat(caller.answer()).contains("\"bytes\":3");
        }
    }

    @Test
    void bodyThatIsLargerThanWhatIsKeptIsReadAsItComes() throws IOException {
        byte[] body = new byte[3 * 1024 * 1024];
        int sum = 0;
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 7);
            sum = sum * 31 + body[i];
        }
        try (Caller caller = new Caller().post("/take", KEY + of(body.length))) {
            bystander();
            caller.send(body);
            assertThat(caller.answer()).contains("\"bytes\":" + body.length, "\"sum\":" + sum);
            caller.post("/take", KEY + of(3)).send("abc");
            assertThat(caller.answer()).contains("\"bytes\":3");
        }
    }

    /** Of four threads two may read large bodies. */
    @Test
    void largeBodyBeyondThoseThatHalfOfTheThreadsReadIsRefusedForASecond() throws Exception {
        int kept = 1024 * 1024;
        List<Caller> callers = new ArrayList<>();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Caller caller = new Caller().post("/take", KEY + of(kept + 10)).send(new byte[kept]);
                callers.add(caller);
                answers.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return caller.answer();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
            }
            Object first = CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);

            assertThat(String.valueOf(first))
                    .startsWith("HTTP/1.1 503 \r\n")
                    .contains("Retry-After: 1\r\n", "\"code\":\"server_unavailable\"");
            bystander();
            for (int i = 0; i < 3; i++) {
                if (!answers.get(i).isDone()) {
                    callers.get(i).send(new byte[10]);
                    assertThat(answers.get(i).get(TIMEOUT_MS, TimeUnit.MILLISECONDS))
                            .contains("\"bytes\":" + (kept + 10));
                }
            }
        } finally {
            for (Caller caller : callers) {
                caller.close();
            }
        }
    }

    @Test
    void whoIsRefusedWhileSendingReadsWhyAndMayGoOn() throws IOException {
        try (Caller caller = new Caller().post("/take", NO_KEY + of(100_000)).send("x")) {
            assertThat(caller.answer()).startsWith("HTTP/1.1 401");
            caller.send(new byte[99_999]).post("/take", KEY + of(3)).send("abc");
            assertThat(caller.answer()).contains("\"bytes\":3");
        }
    }

    @Test
    void whoIsRefusedAndGoesOnForeverIsCutOff() throws IOException {
        try (Caller caller = new Caller().post("/take", NO_KEY + of(100_000)).send("x")) {
            assertThat(caller.answer()).startsWith("HTTP/1.1 401");
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void headThatIsDrippedIsCutOff() throws IOException {
        try (Caller caller = new Caller().send("GET /take HTTP/1.1\r\nHost: a\r\nX-A: ")) {
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void onlyWhoPassesTheGuardsIsAskedForTheBody() throws IOException {
        try (Caller refused = new Caller().post("/take", NO_KEY + of(3) + "Expect: 100-continue\r\n")) {
            assertThat(refused.answer()).startsWith("HTTP/1.1 401");
        }
        try (Caller taken = new Caller().post("/take", KEY + of(3) + "Expect: 100-continue\r\n")) {
            assertThat(taken.head()).isEqualTo("HTTP/1.1 100 \r\n\r\n");
            taken.send("abc");
            assertThat(taken.answer()).startsWith("HTTP/1.1 200").contains("\"bytes\":3");
        }
    }

    @Test
    void whoLeavesInTheMiddleOfABodyIsForgotten() throws IOException {
        for (int i = 0; i < MANY; i++) {
            new Caller().post("/take", KEY + of(1000)).send("x").close();
        }
        bystander();
    }
}
