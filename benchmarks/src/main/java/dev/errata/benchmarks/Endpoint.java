package dev.errata.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/** A receiver on this machine that takes everything, keeps connections, and tells the id of what came. */
final class Endpoint implements AutoCloseable {
    private static final byte[] TAKEN =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final String ID = "id: ";
    private static final String LENGTH = "content-length: ";

    private final ServerSocket socket;
    private final Consumer<String> came;

    Endpoint(Consumer<String> came) {
        this.came = came;
        try {
            socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/hooks");
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                daemon(() -> serve(connection));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String id = "";
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    String name = header.toLowerCase(Locale.ROOT);
                    if (name.startsWith(ID)) {
                        id = header.substring(ID.length());
                    } else if (name.startsWith(LENGTH)) {
                        length = Integer.parseInt(header.substring(LENGTH.length()));
                    }
                }
                came.accept(id);
                in.skipNBytes(length);
                connection.getOutputStream().write(TAKEN);
            }
        } catch (IOException senderHasGone) {
            // As senders do when they close.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
