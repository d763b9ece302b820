package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawRequestTest {
    private static final String BODY = "{\"error\":{\"code\":\"ABSENT\",\"message\":\"It is not there.\"}}";
    private static final String HEAD =
            "HTTP/1.1 404 Not Found\r\nX-Request-Id: req_1\r\nContent-Type: application/json\r\n";
    private static final String ANSWER = HEAD + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    @TempDir
    private Path folder;

    @Test
    void theTextOfARawFenceIsSentAsItStands() throws IOException {
        assertSent("# @raw\nGET {{base}}/a HTTP/1.1\nX: {{v}}\nX: 2", "GET /a HTTP/1.1\r\nX: 1\r\nX: 2\r\n\r\n");
    }

    @Test
    void aRawChunkedBodyCanBeWrittenOut() throws IOException {
        assertSent(
                "# @raw\nPOST {{base}}/a HTTP/1.1\nTransfer-Encoding: chunked\n\nzz\nab\n0\n\n",
                "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n");
    }

    @Test
    void aRawFenceNeedNotHoldARequestAtAll() throws IOException {
        assertSent("# @raw\nHELLO", "HELLO\r\n\r\n");
    }

    @Test
    void aNormalRequestGetsWhatEveryClientAdds() throws IOException {
        try (RawService service = new RawService(ANSWER)) {
            assertThat(run(service, "POST {{base}}\nHost: elsewhere\nContent-Length: 1\nContent-Length: 2\n\nab")
                            .proven())
                    .isTrue();
            assertThat(service.read)
                    .containsExactly("POST / HTTP/1.1\r\nUser-Agent: errata-probe\r\nHost: elsewhere\r\n"
                            + "Content-Length: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab");
        }
    }

    @Test
    void chunksAndInterimAnswersAreRead() throws IOException {
        String chunked = "HTTP/1.1 100 Continue\r\n\r\n" + HEAD + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\n"
                + BODY.substring(0, 5) + "\r\n" + Integer.toHexString(BODY.length() - 5) + "\r\n" + BODY.substring(5)
                + "\r\n0\r\nTrailer: x\r\n\r\n";
        try (RawService service = new RawService(chunked)) {
            assertThat(run(service, "GET {{base}}/a").proven()).isTrue();
        }
    }

    @Test
    void aBodyWithoutLengthEndsWithTheConnection() throws IOException {
        try (RawService service = new RawService(HEAD + "\r\n" + BODY)) {
            assertThat(run(service, "GET {{base}}/a").proven()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SSH-2.0                                         | the answer does not begin with a status line of HTTP/1.1 but with 'SSH-2.0'.
                    HTTP/1.1 200 OK~nonsense~~                      | the answer has the line 'nonsense' where a header should stand.
                    HTTP/1.1 200 OK~Content-Length: 5~~abc          | the answer ended after 3 bytes of its body, before its end.
                    HTTP/1.1 200 OK~Content-Length: x~~             | the answer states the length 'x', which is no number.
                    HTTP/1.1 200 OK~X: y                            | the answer ended inside the line 'X: y'.
                    """)
    void brokenAnswersAreExplained(String answer, String explanation) throws IOException {
        String end = answer.startsWith("SSH") ? "\r\n" : "";
        try (RawService service = new RawService(answer.replace("~", "\r\n") + end)) {
            FormResult result = run(service, "GET {{base}}/a");
            assertThat(result.verdict()).isEqualTo(Verdict.UNREACHABLE);
            assertThat(result.reasons()).containsExactly("Line 17: GET " + service.url() + "/a: " + explanation);
        }
    }

    @Test
    void aServiceThatStaysSilentIsGivenUpOn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            CatalogSource source =
                    new TinyCatalog(folder).page("ABSENT", "", "GET {{base}}/a").read();
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            FormResult result = new Probe(
                            source,
                            Settings.of(source.root(), url, 1).timeout(Duration.ofMillis(100)),
                            ProbeListener.SILENT)
                    .run()
                    .codes()
                    .get(0)
                    .forms()
                    .get(0);
            assertThat(result.reasons()).containsExactly("Line 17: GET " + url + "/a was not answered within 100 ms.");
        }
    }

    private void assertSent(String fence, String wire) throws IOException {
        try (RawService service = new RawService(ANSWER)) {
            FormResult result = run(service, fence);
            assertThat(result.reasons()).isEmpty();
            assertThat(service.read).containsExactly(wire);
        }
    }

    private FormResult run(RawService service, String fence) {
        CatalogSource source = new TinyCatalog(folder).page("ABSENT", "", fence).read();
        Settings settings = Settings.of(source.root(), service.url(), 1).variables(Map.of("v", "1"));
        return new Probe(source, settings, ProbeListener.SILENT)
                .run()
                .codes()
                .get(0)
                .forms()
                .get(0);
    }
}
