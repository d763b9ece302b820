package dev.errata.limits.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis on this machine, which a test may stop; its process ends with the one that started it. */
public final class TestRedis implements AutoCloseable {
    private final int port;
    private RedisServer server;

    private TestRedis(int port) {
        this.port = port;
        this.server = started(port);
    }

    /** One that is started; skips the calling test where there are no binaries to run. */
    public static TestRedis start() {
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        assumeTrue(
                platform.equals("Linux on amd64") || platform.startsWith("Mac OS X"),
                () -> "The tests bring Redis for Linux and macOS only; this is " + platform);
        return new TestRedis(freePort());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public String location() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it again, with nothing in it. */
    public void startAgain() {
        server = started(port);
    }

    private static RedisServer started(int port) {
        RedisServer server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return server;
    }

    /** Ends it, and its connections. */
    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
