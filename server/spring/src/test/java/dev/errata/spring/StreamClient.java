package dev.errata.spring;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads an event stream over a socket of its own, frame by frame. */
public final class StreamClient implements Closeable {
    private static final int TIMEOUT_MS = 45_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final List<String> head = new ArrayList<>();
    private int chunk;
    private boolean complete;

    /** Asks for a stream of this machine; headers are whole lines. */
    public StreamClient(int port, String target, String... headers) throws IOException {
        this(port, 0, target, headers);
    }

    /** A client whose system takes few bytes that it does not read; 0 for what is usual. */
    public StreamClient(int port, int receiveBuffer, String target, String... headers) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new BufferedInputStream(socket.getInputStream(), receiveBuffer > 0 ? 64 : 8192);
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.add(line);
        }
    }

    /** The lines before the body. */
    public List<String> head() {
        return head;
    }

    /** The first line of the answer. */
    public String status() {
        return head.get(0);
    }

    /** A header of the answer, by its name in small letters; empty when there is none. */
    public String header(String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
                .findFirst()
                .map(line -> line.substring(name.length() + 2))
                .orElse("");
    }

    /** The next frame without the empty line behind it; throws at the end of the stream. */
    public String next() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int before = 0;
        for (int octet = body(); octet >= 0; octet = body()) {
            if (octet == '\n' && before == '\n') {
                return frame.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            frame.write(octet);
            before = octet;
        }
        throw new EOFException(frame.toString(StandardCharsets.UTF_8));
    }

    /** The data of the next event; comments and pauses are passed over. */
    public String data() throws IOException {
        String frame = next();
        while (!frame.startsWith("event: ")) {
            frame = next();
        }
        return frame.substring(frame.indexOf("\ndata: ") + "\ndata: ".length());
    }

    /** Reads to the end; whether it came as the framing promised. */
    public boolean endsComplete() {
        try {
            while (body() >= 0) {
                // Nothing is asked of what is left.
            }
        } catch (IOException cut) {
            return false;
        }
        return complete;
    }

    private int body() throws IOException {
        if (complete) {
            return -1;
        }
        if (chunk == 0) {
            chunk = Integer.parseInt(line(), 16);
            if (chunk == 0) {
                complete = true;
                return -1;
            }
        }
        int octet = octet();
        if (--chunk == 0) {
            line();
        }
        return octet;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = octet(); octet != '\n'; octet = octet()) {
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("connection closed");
        }
        return octet;
    }

    /** Leaves without a word. */
    public void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }
}
