package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Actuator says of an application on the starter, and how the application ends. */
class StoreHealthTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean answers = new AtomicBoolean(true);
    private ConfigurableApplicationContext application;
    private int port;

    @RestController
    static class Slow {
        static final CountDownLatch BEGUN = new CountDownLatch(1);
        static final CountDownLatch ENDING = new CountDownLatch(1);

        @GetMapping("/slow")
        String slow() throws InterruptedException {
            BEGUN.countDown();
            return ENDING.await(30, TimeUnit.SECONDS) ? "answered" : "forgotten";
        }
    }

    @BeforeEach
    void start() {
        SpringApplication shop = new SpringApplication(FiftyWays.class, Slow.class);
        shop.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean("store", Store.class, () -> answers::get));
        application = shop.run("--server.port=0");
        port = ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void readinessFollowsTheStoreAndLivenessDoesNot() throws Exception {
        assertThat(ask("/actuator/health/readiness").statusCode()).isEqualTo(200);

        answers.set(false);

        HttpResponse<String> readiness = ask("/actuator/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).startsWith("{\"status\":\"DOWN\"");
        assertThat(ask("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void aCallThatWasBegunIsAnsweredBeforeTheApplicationEnds() throws Exception {
        CompletableFuture<HttpResponse<String>> begun =
                client.sendAsync(request("/slow"), HttpResponse.BodyHandlers.ofString());
        assertThat(Slow.BEGUN.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> ending = CompletableFuture.runAsync(application::close);
        while (listens()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }

        Slow.ENDING.countDown();
        assertThat(begun.get(30, TimeUnit.SECONDS).body()).isEqualTo("answered");
        ending.get(30, TimeUnit.SECONDS);
    }
}
