package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.Proofs;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Health health = new Health();
    private Portal portal;
    private Database database;

    @BeforeEach
    void start() throws IOException {
        int base = Served.freeBase();
        Proofs proofs = new Proofs(folder.resolve("proofs"));
        portal = Portal.start(
                Reference.ALL,
                new PortalViews(Reference.ALL, base, proofs, false, PortalTest::keys, port -> true),
                health,
                base);
        database = Databases.open(folder.resolve("one.db").toString());
    }

    @AfterEach
    void stop() {
        portal.close();
        health.close();
        database.close();
    }

    private HttpResponse<String> ask(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(portal.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void assertAnswer(String path, int status, String body) throws Exception {
        HttpResponse<String> answer = ask(path);
        assertThat(answer.body()).isEqualTo(body + "\n");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void whatIsReadyFollowsTheStoreOfEachApiAndWhatLivesDoesNot() throws Exception {
        try (Database other = Databases.open(folder.resolve("other.db").toString())) {
            health.serves("harpoon", database);
            health.serves("harbor", other);
            assertAnswer(
                    "health/ready",
                    200,
                    "{\"status\":\"ready\",\"apis\":{\"harbor\":\"ready\",\"harpoon\":\"ready\"}}");

            database.close();

            assertAnswer(
                    "health/ready",
                    503,
                    "{\"status\":\"not-ready\",\"apis\":{\"harbor\":\"ready\",\"harpoon\":\"store-away\"}}");
            assertAnswer(
                    "health/ready/harpoon", 503, "{\"status\":\"not-ready\",\"apis\":{\"harpoon\":\"store-away\"}}");
            assertAnswer("health/ready/harbor", 200, "{\"status\":\"ready\",\"apis\":{\"harbor\":\"ready\"}}");
            assertAnswer("health/live", 200, "{\"status\":\"live\"}");
        }
    }

    @Test
    void aStoreThatHangsIsNotReadyAndKeepsOneThread() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        health.serves("harpoon", (Database) Proxy.newProxyInstance(
                Database.class.getClassLoader(), new Class<?>[] {Database.class}, (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    hang.await();
                    return method.invoke(database, arguments);
                }));

        assertThat(ask("health/ready").statusCode()).isEqualTo(503);
        assertThat(ask("health/ready").statusCode()).isEqualTo(503);
        assertThat(asked).hasValue(1);

        hang.countDown();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (ask("health/ready").statusCode() != 200 && System.nanoTime() < until) {
            // until what hung has come back
        }
        assertThat(ask("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingIsReadyOnceItStops() throws Exception {
        health.serves("harpoon", database);
        health.stop();

        assertAnswer("health/ready", 503, "{\"status\":\"not-ready\",\"apis\":{\"harpoon\":\"stopping\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health/", "health/read", "health/ready/harpon", "health/ready/harbor", "health/ready/"})
    void whatHealthDoesNotTellIsAnsweredWithWhatItDoes(String path) throws Exception {
        health.serves("harpoon", database);

        assertAnswer(
                path,
                404,
                "There is no /" + path + ". There are /health/live, /health/ready, and of each API that this process"
                        + " serves /health/ready/harpoon.");
    }
}
