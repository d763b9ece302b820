package dev.errata.reference.harpoon;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The service in a process of its own, which can be killed. */
final class HarpoonProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Harpoon service;

    private HarpoonProcess(Process process, Harpoon service) {
        this.process = process;
        this.service = service;
    }

    /** Starts on a folder and waits until requests are taken. */
    static HarpoonProcess start(Path data) {
        int port = Harpoon.freePort();
        Path log = data.resolve("log.txt");
        try {
            Files.createDirectories(data);
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xshare:auto",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HarpoonApplication.class.getName(),
                            "--server.port=" + port,
                            "--harpoon.data=" + data))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitPort(process, port, log.toFile());
            return new HarpoonProcess(
                    process, new Harpoon(URI.create("http://127.0.0.1:" + port), process::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitPort(Process process, int port, File log) throws IOException {
        long until = System.nanoTime() + START.toNanos();
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IllegalStateException("The service did not start: " + Files.readString(log.toPath()));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    Harpoon service() {
        return service;
    }

    /** Ends it without a chance to tidy up. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
