package dev.errata.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers every connection with the same bytes once it has read a head, and keeps what it read. */
final class RawService implements AutoCloseable {
    final List<String> read = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket server;
    private final String answer;

    RawService(String answer) throws IOException {
        this.answer = answer;
        server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(this::serve, "raw-service");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                StringBuilder head = new StringBuilder();
                for (int next = socket.getInputStream().read();
                        next >= 0;
                        next = socket.getInputStream().read()) {
                    head.append((char) next);
                    if (head.toString().endsWith("\r\n\r\n")) {
                        break;
                    }
                }
                byte[] rest = new byte[socket.getInputStream().available()];
                int more = socket.getInputStream().read(rest, 0, rest.length);
                head.append(new String(rest, 0, Math.max(0, more), ISO_8859_1));
                if (head.isEmpty()) {
                    continue; // the probe only looked whether anybody listens
                }
                read.add(head.toString());
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (IOException closed) {
                // the test has ended, or the probe hung up
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
