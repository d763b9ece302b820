package dev.errata.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.client.fake.FakeApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Answers that few services give on purpose. */
final class Hostile {
    private static final String JSON = "application/json";
    private static final String MESSAGE = "Item lamp is gone.";

    private Hostile() {}

    static void packed(FakeApi api, Peer peer, Instant now) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(peer.error(400, MESSAGE).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        api.then(400, JSON, packed.toByteArray()).header("Content-Encoding", "gzip");
    }

    /** UTF-8, whatever the header says: JSON is nothing else (RFC 8259, 8.1). */
    static Script charset(String name) {
        return (api, peer, now) -> api.then(
                400,
                JSON + "; charset=" + name,
                peer.error(400, "Item Läufer is gone.").getBytes(UTF_8));
    }

    static void login(FakeApi api, Peer peer, Instant now) {
        api.html(302)
                .header("Location", "/login")
                .then(200, "text/html", "<html><body><h1>Sign in</h1></body></html>".getBytes(UTF_8))
                .always();
    }

    static void hinted(FakeApi api, Peer peer, Instant now) {
        String error = peer.error(400, MESSAGE);
        api.raw("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
                + "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + error.length() + "\r\n\r\n" + error);
    }

    static void trailing(FakeApi api, Peer peer, Instant now) {
        String error = peer.error(400, MESSAGE);
        api.raw("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\nTrailer: X-Sum\r\n\r\n" + Integer.toHexString(error.length()) + "\r\n" + error
                + "\r\n0\r\nX-Sum: 1\r\n\r\n");
    }
}
