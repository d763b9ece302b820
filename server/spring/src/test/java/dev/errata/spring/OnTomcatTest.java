package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.kit.RawHttp;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What Tomcat refuses or lets pass otherwise than Jetty; {@link OnJettyTest} has the same requests. */
@SpringBootTest(
        classes = Doors.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "errata.docs-path=/docs/errors")
class OnTomcatTest {
    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "GET /who HTTP/x.y, 400, request_line",
        "CONNECT a:80 HTTP/1.1, 400, request_method_unknown",
        "TRACE /who HTTP/1.1, 405, request_method",
        "GET /docs/errors/%2e%2e/site.css HTTP/1.1, 404, absent_route",
    })
    void lineIsAnsweredInTheEnvelope(String line, int status, String code) throws IOException {
        RawHttp.Answer answer = new RawHttp(port).send(line);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void slashesTooManyBehindAPageLeadToIt() throws IOException {
        RawHttp.Answer answer = new RawHttp(port).send("GET /docs/errors/ABSENT_ROUTE.HTML// HTTP/1.1");

        assertThat(answer.header("Location")).containsExactly("../../absent_route.html");
    }

    @Test
    void moreHeadersThanTomcatReadsAreTooLarge() throws IOException {
        String[] headers =
                IntStream.range(0, 200).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);

        RawHttp.Answer answer = new RawHttp(port).send("GET /who HTTP/1.1", headers);

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.body()).contains("\"code\":\"request_header_too_large\"");
    }
}
