package dev.errata.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Callers who send bodies of 5,000 bytes at ten bytes a second, every other one without a key, and begin anew when they are cut off.
 */
final class SlowCallers implements AutoCloseable {
    private static final int ADDRESSES = 200;
    private static final int FIRST_ADDRESS = 2;
    private static final long BYTE_MS = 100;

    private final int port;
    private final String path;
    private final String key;
    private final int callers;
    private final Selector selector = Selector.open();
    private final ByteBuffer read = ByteBuffer.allocate(16 * 1024);
    private volatile boolean over;

    SlowCallers(int port, String path, String key, int callers) throws IOException {
        this.port = port;
        this.path = path;
        this.key = key;
        this.callers = callers;
    }

    void open() {
        Thread thread = new Thread(this::run, "drips");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            for (int number = 0; number < callers; number++) {
                begin(number);
            }
            while (!over) {
                long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BYTE_MS);
                for (SelectionKey key : List.copyOf(selector.keys())) {
                    if (key.isValid()) {
                        drip(key);
                    }
                }
                do {
                    selector.select(key -> receive(key), 10);
                } while (System.nanoTime() < next && !over);
            }
        } catch (IOException | ClosedSelectorException e) {
            if (!over) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void begin(int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress("127.0.0." + (FIRST_ADDRESS + number % ADDRESSES), 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        String credential = number % 2 == 0 ? "" : "Authorization: " + key + "\r\n";
        String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + credential
                + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";
        channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        channel.register(selector, SelectionKey.OP_READ, number);
    }

    private void drip(SelectionKey key) throws IOException {
        try {
            ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {' '}));
        } catch (IOException cutOff) {
            again(key);
        }
    }

    private void receive(SelectionKey key) {
        try {
            try {
                read.clear();
                if (((SocketChannel) key.channel()).read(read) < 0) {
                    again(key);
                }
            } catch (IOException cutOff) {
                again(key);
            }
        } catch (IOException e) {
            if (!over) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void again(SelectionKey key) throws IOException {
        key.channel().close();
        begin((Integer) key.attachment());
    }

    @Override
    public void close() throws IOException {
        over = true;
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
