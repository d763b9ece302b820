package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.RawHttp;
import java.io.IOException;
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
        properties = {"errata.docs-path=/docs/errors", "spring.threads.virtual.enabled=true"})
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
}
