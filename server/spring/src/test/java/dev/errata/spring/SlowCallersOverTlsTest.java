package dev.errata.spring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.door.DoorListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Callers that send slowly over TLS, by HTTP/2 and by a declared proxy, at a server of four threads. */
@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
        classes = {Doors.class, SlowCallersTest.Taking.class, SlowCallersOverTlsTest.Told.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "errata.deadlines.body=4s",
            "errata.trusted-proxies=127.0.0.1",
            "server.http2.enabled=true",
            "server.tomcat.threads.max=4",
            "server.tomcat.threads.min-spare=1"
        })
class SlowCallersOverTlsTest {
    private static final String PASSWORD = "changeit";
    private static final int MANY = 40;
    private static final int TIMEOUT_MS = 20_000;

    @TempDir
    private static Path folder;

    private static Path keys = Path.of("");

    @LocalServerPort
    private int port;

    @Autowired
    private Semaphore tooLate;

    private SSLContext tls;

    /** Counts the streams of HTTP/2 that were answered with a timeout. */
    @Configuration(proxyBeanMethods = false)
    static class Told {
        @Bean
        Semaphore tooLate() {
            return new Semaphore(0);
        }

        @Bean
        DoorListener counting(Semaphore tooLate) {
            return (request, requestId, error, origin) -> {
                if (error.status() == 408 && !request.headers("X-Slow").isEmpty()) {
                    tooLate.release();
                }
            };
        }
    }

    @DynamicPropertySource
    static void certify(DynamicPropertyRegistry properties) throws Exception {
        keys = folder.resolve("keys.p12");
        String call = "-genkeypair -alias a -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 3650"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + keys;
        List<String> keytool = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        keytool.addAll(List.of(call.split(" ")));
        assertThat(new ProcessBuilder(keytool)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool").toFile())
                        .start()
                        .waitFor())
                .isZero();
        properties.add("server.ssl.key-store", keys::toString);
        properties.add("server.ssl.key-store-password", () -> PASSWORD);
    }

    @BeforeEach
    void trust() throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            own.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        trusted.setCertificateEntry("a", own.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    private Socket slow(String headers) throws IOException {
        Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.getOutputStream()
                .write(("POST /take HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret:write\r\n" + headers
                                + "Content-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nx")
                        .getBytes(US_ASCII));
        return socket;
    }

    private HttpRequest.Builder take() {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/take"))
                .header("Authorization", "Bearer secret:write")
                .header("Content-Type", "application/octet-stream");
    }

    private void bystandersAreAnsweredInTime(HttpClient client, HttpClient.Version version) throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer =
                    client.send(take().POST(BodyPublishers.ofString("ok")).build(), BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"bytes\":2");
            assertThat(answer.version()).isEqualTo(version);
        }
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                .as("seconds, of which the slow ones have four")
                .isLessThan(4);
    }

    @Test
    void nobodyWaitsForThoseWhoComeByADeclaredProxyAndTheyAreCutOff() throws Exception {
        List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                callers.add(slow("X-Forwarded-For: 203.0.113." + i + "\r\n"));
            }
            bystandersAreAnsweredInTime(
                    HttpClient.newBuilder()
                            .sslContext(tls)
                            .version(HttpClient.Version.HTTP_1_1)
                            .build(),
                    HttpClient.Version.HTTP_1_1);
            for (Socket caller : callers) {
                assertThat(new String(caller.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 408 \r\n")
                        .contains("Connection: close", "\"code\":\"request_timeout\"");
            }
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    /** The client of the JDK reads no answer before it has sent its body, so the server tells what it has answered. */
    @Test
    void nobodyWaitsForThoseWhoComeByHttp2AndTheirStreamsEnd() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        List<SubmissionPublisher<ByteBuffer>> bodies = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>();
                bodies.add(body);
                client.sendAsync(
                        take().header("X-Slow", "yes")
                                .POST(BodyPublishers.fromPublisher(body, 1000))
                                .build(),
                        BodyHandlers.ofString());
                body.submit(ByteBuffer.wrap(new byte[1]));
            }
            bystandersAreAnsweredInTime(client, HttpClient.Version.HTTP_2);
            assertThat(tooLate.tryAcquire(MANY, TIMEOUT_MS, TimeUnit.MILLISECONDS))
                    .isTrue();
        } finally {
            bodies.forEach(SubmissionPublisher::close);
        }
    }
}
