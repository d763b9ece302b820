package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What Jetty refuses or lets pass otherwise than Tomcat; {@link OnTomcatTest} has the same requests. */
@SpringBootTest(
        classes = Doors.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "errata.docs-path=/docs/errors",
            "errata.deadlines.body=1s",
            "errata.deadlines.idle=2s",
            "spring.threads.virtual.enabled=true"
        })
class OnJettyTest {
    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "GET /who HTTP/x.y, 505, request_version",
        "GET /who HTTP/2.0, 400, request",
        "TRACE /who HTTP/1.1, 405, request_method",
        "GET /who\u0001 HTTP/1.1, 400, request_line",
        "GET /docs/errors/%2e%2e/site.css HTTP/1.1, 400, request_target",
        "GET /docs/errors/ABSENT_ROUTE.HTML// HTTP/1.1, 400, request_target",
    })
    void lineIsAnsweredInTheEnvelope(String line, int status, String code) throws IOException {
        RawHttp.Answer answer = new RawHttp(port).send(line);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void headersAreBoundedByTheirBytesAndNotByTheirNumber() throws IOException {
        String[] headers =
                IntStream.range(0, 200).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);

        assertThat(new RawHttp(port).send("GET /who HTTP/1.1", headers).status())
                .isEqualTo(200);
    }

    @Test
    void answerThatFailsAfterItHasBegunIsCutOnAConnectionThatWouldBeKept() throws IOException {
        RawHttp.Answer answer =
                new RawHttp(port).exchange("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isFalse();
    }

    @Test
    void bodyThatIsDrippedIsATimeoutAndTheConnectionIsClosed() throws IOException {
        try (Socket caller = post(100_000)) {
            String answer = "";
            for (int drop = 0; drop < 100 && answer.isEmpty(); drop++) {
                caller.getOutputStream().write(' ');
                answer = heard(caller);
            }
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"");
        }
    }

    @Test
    void bodyThatPausesAndThenComesFastEnoughIsTaken() throws IOException {
        String body = "{\"name\":\"" + " ".repeat(5_000) + "n\"}";
        try (Socket caller = post(body.length())) {
            int sent = 0;
            while (sent < body.length()) {
                assertThat(heard(caller)).isEmpty();
                int next = Math.min(body.length(), sent + 1_000);
                caller.getOutputStream().write(body.substring(sent, next).getBytes(StandardCharsets.US_ASCII));
                sent = next;
            }
            caller.setSoTimeout(10_000);
            assertThat(heard(caller)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void connectionOnWhichNothingIsSentIsClosed() throws IOException {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            caller.getOutputStream().write("GET /who HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            caller.setSoTimeout(10_000);
            assertThat(caller.getInputStream().readAllBytes().length).isLessThan(1_000);
        }
    }

    private Socket post(int length) throws IOException {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), port);
        caller.setTcpNoDelay(true);
        caller.setSoTimeout(300);
        caller.getOutputStream()
                .write(("POST /guarded HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret:write\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return caller;
    }

    /** What comes within the time of reading, nothing if nothing does. */
    private static String heard(Socket caller) throws IOException {
        byte[] bytes = new byte[4_000];
        try {
            int read = caller.getInputStream().read(bytes);
            return read < 0 ? "closed" : new String(bytes, 0, read, StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException nothingYet) {
            return "";
        }
    }
}
