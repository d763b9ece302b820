package dev.errata.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The way to a server on this machine, which a test cuts. */
final class Cable implements AutoCloseable {
    /** When a connection is cut that asks for a commit. */
    enum Cut {
        BEFORE_IT_ARRIVES,
        BEFORE_ITS_ANSWER
    }

    private volatile int server;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Cut next;

    Cable(int server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Cuts the connection that asks for a commit next. */
    void cutNextCommit(Cut moment) {
        next = moment;
    }

    /** Cuts all connections, and leads those that come now to another port. */
    void leadTo(int port) throws IOException {
        server = port;
        for (Socket one : open) {
            one.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = socket.accept();
            Socket called = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(caller);
            open.add(called);
            start(() -> send(caller, called));
            start(() -> {
                called.getInputStream().transferTo(caller.getOutputStream());
                caller.close();
            });
        }
    }

    /** Each read is what the driver sent at once: it waits for the answer before it sends more. */
    private void send(Socket caller, Socket called) throws IOException {
        byte[] bytes = new byte[1 << 16];
        for (int read = caller.getInputStream().read(bytes);
                read >= 0;
                read = caller.getInputStream().read(bytes)) {
            Cut cut = next;
            boolean asked = new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains("COMMIT");
            if (asked && cut != null) {
                next = null;
                caller.close();
            }
            if (!asked || cut != Cut.BEFORE_IT_ARRIVES) {
                called.getOutputStream().write(bytes, 0, read);
            }
            if (asked && cut != null) {
                // The server does what it was asked for before it reads that nobody is there any more.
                called.shutdownOutput();
                return;
            }
        }
        called.close();
    }

    @FunctionalInterface
    private interface Part {
        void run() throws IOException;
    }

    private static void start(Part part) {
        Thread thread = new Thread(() -> {
            try {
                part.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, cut) -> {});
        thread.start();
    }
}
