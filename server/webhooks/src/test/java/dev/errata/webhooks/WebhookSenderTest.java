package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.errata.guard.ManualClock;
import dev.errata.webhooks.UrlCheck.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets; nothing here waits longer than the sender's own timeout. */
@Timeout(20)
class WebhookSenderTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final byte[] BODY = "{\"event\":\"caf\u00e9\"}".getBytes(StandardCharsets.UTF_8);

    private final ManualClock clock = new ManualClock();

    private Attempt send(Network network, Duration timeout, URI address) {
        try (WebhookSender sender = new WebhookSender(network, clock, "Test-Webhook/1.0", timeout)) {
            return sender.send(address, Map.of("webhook-id", "msg_1", "webhook-timestamp", "5"), BODY);
        }
    }

    private Attempt send(Receiver receiver, Duration timeout) {
        return send(new LocalNetwork(), timeout, receiver.url("/hooks"));
    }

    private static void assertFailed(Attempt attempt, String reason) {
        assertThat(attempt.failure()).isEqualTo(reason);
        assertThat(attempt.status()).isNull();
        assertThat(attempt.body()).isEmpty();
        assertThat(attempt.delivered()).isFalse();
    }

    @Test
    void receiverGetsTheBodyAsItIsWithTheHeadersAndNothingToFollow() {
        try (Receiver receiver = Receiver.answering(200, "thanks")) {
            Attempt attempt = send(receiver, PATIENT);

            assertThat(receiver.requests()).hasSize(1);
            Receiver.Request request = receiver.requests().get(0);
            assertThat(request.line()).isEqualTo("POST /hooks HTTP/1.1");
            assertThat(request.headers())
                    .contains(
                            entry("webhook-id", "msg_1"),
                            entry("webhook-timestamp", "5"),
                            entry("user-agent", "Test-Webhook/1.0"),
                            entry("content-type", "application/json"))
                    .doesNotContainKeys("cookie", "accept-encoding", "authorization");
            assertThat(request.body()).isEqualTo("{\"event\":\"caf\u00e9\"}");
            assertThat(attempt.delivered()).isTrue();
            assertThat(attempt.at()).isEqualTo(ManualClock.START);
            assertThat(attempt.took()).isBetween(Duration.ofNanos(1), PATIENT);
            assertThat(attempt.body()).isEqualTo("thanks");
            assertThat(attempt.failure()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void everyAnswerBelow300IsADelivery(int status) {
        try (Receiver receiver = Receiver.answering(status, "")) {
            Attempt attempt = send(receiver, PATIENT);

            assertThat(attempt.status()).isEqualTo(status);
            assertThat(attempt.delivered()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 304, 400, 401, 404, 407, 410, 429, 500, 503})
    void everyOtherAnswerIsNoDeliveryAndIsAskedForOnce(int status) {
        try (Receiver receiver = Receiver.answering(status, "", "Retry-After: 0", "WWW-Authenticate: Basic")) {
            Attempt attempt = send(receiver, PATIENT);

            assertThat(attempt.status()).isEqualTo(status);
            assertThat(attempt.delivered()).isFalse();
            assertThat(attempt.failure()).isNull();
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatWasSeenOnTheWireIsKept() {
        try (Receiver receiver = Receiver.answering(200, "", "X-Trace: a", "X-Trace: b", "Retry-After: 3")) {
            Exchange exchange = send(receiver, PATIENT).exchange();

            assertThat(exchange.sent())
                    .containsExactly(
                            entry("Content-Type", "application/json"),
                            entry("User-Agent", "Test-Webhook/1.0"),
                            entry("webhook-id", "msg_1"),
                            entry("webhook-timestamp", "5"));
            assertThat(exchange.received()).contains(entry("X-Trace", "a, b"), entry("Retry-After", "3"));
            assertThat(exchange.address()).isEqualTo("127.0.0.1");
            assertThat(exchange.untilFirstByte()).isBetween(Duration.ofNanos(1), PATIENT);
        }
    }

    @Test
    void ofManyHeadersOfTheAnswerTheFirstAreKept() {
        String[] many = IntStream.range(0, 60)
                .mapToObj(number -> "X-Number-" + number + ": " + "x".repeat(100))
                .toArray(String[]::new);
        try (Receiver receiver = Receiver.answering(200, "", many)) {
            Exchange exchange = send(receiver, PATIENT).exchange();

            assertThat(exchange.received()).containsKey("X-Number-20").doesNotContainKey("X-Number-59");
        }
    }

    @Test
    void withoutAnAnswerNothingIsSaidOfOne() throws IOException {
        int port;
        try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closing.getLocalPort();
        }

        Exchange exchange = send(new LocalNetwork(), PATIENT, URI.create("http://127.0.0.1:" + port + "/hooks"))
                .exchange();

        assertThat(exchange.sent()).containsKey("webhook-id");
        assertThat(exchange.received()).isEmpty();
        assertThat(exchange.address()).isNull();
        assertThat(exchange.untilFirstByte()).isNull();
    }

    @Test
    void bodyOfTheAnswerIsKeptUpToOneKibibyte() {
        String first = "x".repeat(1023) + "!";
        try (Receiver receiver = Receiver.answering(500, first + "y".repeat(5000))) {
            Attempt attempt = send(receiver, PATIENT);

            assertThat(attempt.status()).isEqualTo(500);
            assertThat(attempt.body()).isEqualTo(first);
        }
    }

    @Test
    void answerWithoutAnEndIsNotReadToIt() {
        byte[] piece = Receiver.bytes("z".repeat(8192));
        try (Receiver receiver = new Receiver(out -> {
            out.write(Receiver.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n"));
            while (true) {
                out.write(piece);
            }
        })) {
            Attempt attempt = send(receiver, PATIENT);

            assertThat(attempt.delivered()).isTrue();
            assertThat(attempt.body()).isEqualTo("z".repeat(1024));
            assertThat(attempt.took()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsNotFollowed(int status) {
        try (Receiver canary = Receiver.answering(200, "sings");
                Receiver receiver =
                        Receiver.answering(status, "", "Location: " + canary.url("/inside"), "Refresh: 0; url=/x")) {
            Attempt attempt = send(receiver, PATIENT);

            assertThat(attempt.status()).isEqualTo(status);
            assertThat(attempt.delivered()).isFalse();
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void portWhereNobodyListensRefusesTheConnection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertFailed(
                send(new LocalNetwork(), PATIENT, URI.create("http://127.0.0.1:" + port + "/")),
                "it refused the connection");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 20",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"
            })
    void connectionThatIsCutIsNoDeliveryAndIsNotRepeated(String before) {
        try (Receiver receiver = new Receiver(out -> out.write(Receiver.bytes(before)))) {
            assertFailed(send(receiver, PATIENT), "the connection was cut");
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void receiverThatNeverAnswersIsLeftAtTheTimeout() {
        try (Receiver receiver = Receiver.stalling()) {
            assertFailed(send(receiver, SHORT), "it did not answer in time");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"})
    void receiverThatAnswersByteByByteIsLeftAtTheTimeout(String before) {
        try (Receiver receiver = new Receiver(out -> {
            out.write(Receiver.bytes(before));
            while (true) {
                out.write('H');
                LockSupport.parkNanos(SHORT.toNanos() / 8);
            }
        })) {
            Attempt attempt = send(receiver, SHORT);

            assertFailed(attempt, "it did not answer in time");
            assertThat(attempt.took()).isBetween(SHORT.dividedBy(2), PATIENT);
        }
    }

    @Test
    void receiverWithoutTlsIsNotTrusted() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerInPlainText(plain));

            assertFailed(
                    send(new LocalNetwork(), PATIENT, URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/")),
                    "no TLS connection that can be trusted came about");
            assertThat(answered).succeedsWithin(PATIENT);
        }
    }

    private static void answerInPlainText(ServerSocket socket) {
        try (Socket connection = socket.accept()) {
            connection.getOutputStream().write(Receiver.bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nameWithoutAnAddressIsSaidToHaveNone() {
        assertFailed(
                send(new LocalNetwork(), PATIENT, URI.create("https://nowhere.example.com/")),
                "its name has no address");
    }

    @Test
    void nameThatWasPublicWhenCheckedAndIsLoopbackAtConnectIsNotContacted() throws IOException {
        Deque<InetAddress> answers =
                new ArrayDeque<>(List.of(InetAddress.getByName("93.184.215.14"), InetAddress.getByName("127.0.0.1")));
        Network rebinding = host -> List.of(answers.remove());
        try (Receiver canary = Receiver.answering(200, "sings")) {
            URI address =
                    URI.create("https://rebind.example.com:" + canary.url("").getPort() + "/");

            Network network = rebinding.with(new Ports(Set.of(address.getPort())));
            assertThat(new UrlCheck(network).judge(address)).isEqualTo(Verdict.SAFE);
            assertFailed(send(network, PATIENT, address), "its address is not on the public internet");
            assertThat(answers).isEmpty();
            assertThat(canary.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 25, 6379, 65_535, 65_536, 70_000})
    void portThatMayNotBeCalledIsAFailureWithoutAConnection(int port) {
        Network never = host -> {
            throw new AssertionError("asked for " + host);
        };

        assertFailed(
                send(never, PATIENT, URI.create("https://shop.example.com:" + port + "/")),
                "its port is not 80, 443, 8080 or 8443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.1:25/", "https://mail_server.example.com:25/", "https:///hooks"})
    void hostThatIsReadInDifferentWaysIsNotContacted(String address) {
        assertFailed(
                send(Network.SYSTEM, PATIENT, URI.create(address)),
                "its address has no host that everybody reads alike");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Own|a\\r\\nX-Other: b|its header X-Own has a character that cannot be sent",
                "X-Own|a\\nb|its header X-Own has a character that cannot be sent",
                "X-Own|a\\0|its header X-Own has a character that cannot be sent",
                "X-Own|caf\u00e9|its header X-Own has a character that cannot be sent",
                "X-Own\\r\\nX-Other|a|one of its headers has a name that cannot be sent",
                "X Own|a|one of its headers has a name that cannot be sent",
                "''|a|one of its headers has a name that cannot be sent",
                "Connection|close|its header Connection belongs to the connection and cannot be chosen",
                "transfer-encoding|chunked|its header transfer-encoding belongs to the connection and cannot be chosen",
                "Content-Length|5|its header Content-Length belongs to the connection and cannot be chosen",
                "Host|other|its header Host belongs to the connection and cannot be chosen",
                "Proxy-Connection|close|its header Proxy-Connection belongs to the connection and cannot be chosen"
            })
    void headerThatMayNotBeSentIsAFailureWithoutAConnection(String name, String value, String reason) {
        try (Receiver canary = Receiver.answering(200, "sings");
                WebhookSender sender = new WebhookSender(new LocalNetwork(), clock, "Test-Webhook/1.0", PATIENT)) {
            Map<String, String> headers = Map.of(unescaped(name), unescaped(value));

            assertFailed(sender.send(canary.url("/hooks"), headers, BODY), reason);
            assertThat(canary.connections()).isZero();
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "0.0.0.0"})
    void addressOfThisMachineIsNotContacted(String host) {
        try (Receiver canary = Receiver.answering(200, "sings")) {
            int port = canary.url("").getPort();

            Network network = Network.SYSTEM.with(new Ports(Set.of(port)));
            Attempt attempt = send(network, PATIENT, URI.create("http://" + host + ":" + port + "/"));

            assertFailed(attempt, "its address is not on the public internet");
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void nameWithOneAddressThatIsNotPublicIsNotContactedAtAll() throws IOException {
        List<InetAddress> mixed = List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("93.184.215.14"));
        try (Receiver canary = Receiver.answering(200, "sings")) {
            int port = canary.url("").getPort();
            URI address = URI.create("http://mixed.example.com:" + port + "/");
            Network network = host -> mixed;

            assertFailed(
                    send(network.with(new Ports(Set.of(port))), PATIENT, address),
                    "its address is not on the public internet");
            assertThat(canary.connections()).isZero();
        }
    }
}
