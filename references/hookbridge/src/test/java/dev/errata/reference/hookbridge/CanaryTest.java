package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing in the inside of a network is ever called: a listener on this machine hears nothing of a public service. */
@ExtendWith(SharedHookBridge.class)
class CanaryTest {
    private static final Set<String> REFUSED = Set.of("INVALID_ENDPOINT", "ENDPOINT_BLOCKED", "ENDPOINT_UNREACHABLE");

    /** Counts who comes, and lets nobody say anything. */
    private static final class Canary implements AutoCloseable {
        final AtomicInteger visits = new AtomicInteger();
        final ServerSocket socket;

        Canary() throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(this::listen, "canary");
            thread.setDaemon(true);
            thread.start();
        }

        private void listen() {
            while (!socket.isClosed()) {
                try {
                    Socket visitor = socket.accept();
                    visits.incrementAndGet();
                    visitor.close();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Ways to write this machine, a neighbour of it, or what clouds tell their machines. */
    private static List<String> inside(int port) {
        List<String> hosts = List.of(
                "127.0.0.1",
                "127.1",
                "127.0.0.01",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "2130706433",
                "017700000001",
                "localhost",
                "LOCALHOST.",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "0.0.0.0",
                "[::]",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "user@127.0.0.1",
                "example.com@127.0.0.1");
        List<String> urls = new ArrayList<>();
        for (String host : hosts) {
            urls.add("https://" + host + ":" + port + "/hooks");
            urls.add("http://" + host + ":" + port + "/hooks");
        }
        return urls;
    }

    @Test
    void whoeverConnectsIsCounted() throws IOException {
        try (Canary canary = new Canary();
                Socket visitor = new Socket(InetAddress.getLoopbackAddress(), canary.port())) {
            assertThat(visitor.getInputStream().read()).isEqualTo(-1);
            assertThat(canary.visits).hasValue(1);
        }
    }

    @Test
    void noAddressOfTheInsideIsTakenOrCalled(@TempDir Path data) throws IOException {
        try (Canary canary = new Canary()) {
            Account account;
            String endpoint;
            try (HookBridge service = HookBridge.start(data)) {
                account = service.account();
                endpoint = String.valueOf(account.endpoint().get("id"));
            }
            try (HookBridge service = HookBridge.start(
                    data, "--reference.controls=false", "--reference.webhook-ports=443," + canary.port())) {
                Account open = new Account(service, account.tenant(), account.project(), account.key());
                for (String url : inside(canary.port())) {
                    Reply made = open.post("/v1/endpoints", Json.write(Map.of("url", url)));
                    assertThat(made.status()).as("%s: %s", url, made.text()).isEqualTo(400);
                    assertThat(REFUSED).as("%s: %s", url, made.text()).contains(made.code());
                    Reply changed = open.patch("/v1/endpoints/" + endpoint, Json.write(Map.of("url", url)));
                    assertThat(changed.code()).as(url).isEqualTo(made.code());
                }
                for (String url : inside(canary.port())) {
                    assertThat(attempted(service, open, data, endpoint, url))
                            .as(url)
                            .startsWith("The endpoint was not reached: ");
                }
            }
            assertThat(canary.visits).hasValue(0);
        }
    }

    /** What comes of a delivery to an address that was public when it was registered, and is not any more. */
    private static String attempted(HookBridge service, Account account, Path data, String endpoint, String url) {
        try (Database database = Databases.open(TestDatabase.of(data))) {
            database.write(db -> db.sql("update endpoints set url = :url where id = :id")
                    .param("url", url)
                    .param("id", endpoint)
                    .update());
        }
        String attempts = "/v1/messages/" + account.message(endpoint, "{}") + "/attempts";
        return service.eventually(
                        () -> account.get(attempts), reply -> !reply.at("data").equals("[]"))
                .at("data.0.error_text");
    }

    @Test
    void aRedirectIsAnAnswerAndNotAnAddress(HookBridge service, Account account) {
        Map<String, Object> canary = service.fixture("receiver");
        Map<String, Object> pointing =
                service.fixture("receiver", "status", "307", "location", String.valueOf(canary.get("receiver_url")));
        String endpoint = String.valueOf(
                account.endpoint(String.valueOf(pointing.get("receiver_url"))).get("id"));

        String message = account.message(endpoint, "{}");
        Reply attempts = service.eventually(
                () -> account.get("/v1/messages/" + message + "/attempts"),
                reply -> !reply.at("data").equals("[]"));

        assertThat(attempts.at("data.0.error_text")).isEqualTo("The endpoint answered 307.");
        assertThat(service.received(String.valueOf(canary.get("receiver_host"))))
                .isEmpty();
    }
}
