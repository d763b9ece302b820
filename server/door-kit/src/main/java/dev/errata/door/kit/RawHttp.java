package dev.errata.door.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends bytes over a socket of their own and reads what comes back until the connection ends. */
public record RawHttp(int port) {
    private static final int TIMEOUT_MS = 45_000;
    private static final int CONTINUE = 100;

    /**
     * What came back.
     *
     * @param status of the status line; 0 when there was none
     * @param headers lines as they came
     * @param body without its chunk sizes
     * @param complete whether the body ended as its framing promised
     */
    public record Answer(int status, List<String> headers, String body, boolean complete) {
        /** The values of a header. */
        public List<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .toList();
        }
    }

    /** Sends a request with this head, and with {@code Host} and {@code Connection} added. */
    public Answer send(String line, String... headers) throws IOException {
        return send(line, new byte[0], headers);
    }

    /** Sends it and reads the answer. */
    public Answer send(String line, byte[] body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(line).append("\r\nHost: localhost\r\nConnection: close\r\n");
        Arrays.stream(headers).forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0 && head.indexOf("Transfer-Encoding") < 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(body);
        return exchange(bytes.toByteArray());
    }

    /** Sends it and reads the answer. */
    public Answer json(String path, String body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/json";
        return send("POST " + path + " HTTP/1.1", body.getBytes(StandardCharsets.UTF_8), all);
    }

    /** Sends it and reads the answer. */
    public Answer exchange(byte[] request) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received.write(buffer, 0, read);
            }
        } catch (SocketException reset) {
            // An aborted connection ends so; what had come until then is the answer.
        }
        return parse(received.toString(StandardCharsets.UTF_8));
    }

    private static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, List.of(), text, false);
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\r\n")));
        int status = Integer.parseInt(lines.remove(0).split(" ")[1]);
        if (status == CONTINUE) {
            return parse(text.substring(end + 4));
        }
        String rest = text.substring(end + 4);
        boolean chunked = lines.stream().anyMatch(line -> line.equalsIgnoreCase("Transfer-Encoding: chunked"));
        return chunked ? dechunk(status, lines, rest) : new Answer(status, lines, rest, true);
    }

    private static Answer dechunk(int status, List<String> headers, String rest) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = rest.indexOf("\r\n", at);
            if (line < 0) {
                return new Answer(status, headers, body.toString(), false);
            }
            int size = Integer.parseInt(rest.substring(at, line).trim(), 16);
            if (size == 0) {
                return new Answer(status, headers, body.toString(), true);
            }
            int stop = Math.min(rest.length(), line + 2 + size);
            body.append(rest, line + 2, stop);
            at = stop + 2;
            if (at >= rest.length()) {
                return new Answer(status, headers, body.toString(), false);
            }
        }
    }
}
