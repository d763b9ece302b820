package dev.errata.reference.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One run of the command in this process, with what it printed. Lines end in a line feed. */
final class Served implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Serve serve = new Serve(printing(out), printing(err));
    private final int status;

    Served(String... arguments) {
        status = Serve.commandLine(serve).execute(arguments);
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** A first port that is free, and whose every API finds a free one. */
    static int freeBase() {
        List<Integer> offsets = Reference.ALL.stream().map(Reference::offset).toList();
        for (int attempt = 0; attempt < 100; attempt++) {
            List<ServerSocket> held = new ArrayList<>();
            try {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                int base = held.get(0).getLocalPort();
                for (int offset : offsets) {
                    held.add(new ServerSocket(base + offset, 1, InetAddress.getLoopbackAddress()));
                }
                return base;
            } catch (IOException | IllegalArgumentException taken) {
                // try elsewhere
            } finally {
                held.forEach(Served::release);
            }
        }
        throw new IllegalStateException("Found no free port with free ones at the distances " + offsets);
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return status;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Override
    public void close() {
        serve.stop();
    }
}
