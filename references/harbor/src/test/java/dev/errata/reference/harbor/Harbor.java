package dev.errata.reference.harbor;

import dev.errata.reference.control.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class Harbor extends Service {
    /** A service at an address, whoever runs it. */
    Harbor(URI base, Runnable end) {
        super(base, HarborErrors.CATALOG, end);
        // Tokens come back every half second; a slow machine must not find one where a test expects none.
        standStill();
    }

    /** A service of this process with its data in a folder; further arguments are Spring's. */
    static Harbor start(Path data, String... more) {
        int port = freePort();
        ConfigurableApplicationContext context =
                start(HarborApplication.builder(), settings(port, data, more), data, DeliveryStatus.TRANSITIONS);
        return new Harbor(URI.create("http://127.0.0.1:" + port), context::close);
    }

    /** What is answered, headers and all, to a request that names another host; headers are whole lines. */
    String atHost(String host, String key, String method, String path, String json, String... headers) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base().getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An organization that nobody else has. */
    Organization organization() {
        Map<String, Object> account = fixture("account");
        return new Organization(
                this,
                String.valueOf(account.get("organization")),
                String.valueOf(account.get("workspace_id")),
                String.valueOf(account.get("live_workspace_id")),
                String.valueOf(account.get("secret_key")),
                String.valueOf(account.get("live_key")));
    }
}
