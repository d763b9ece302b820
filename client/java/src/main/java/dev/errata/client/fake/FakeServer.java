package dev.errata.client.fake;

import dev.errata.client.ErrataClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A {@link FakeApi} behind a socket of the loopback interface: HTTP/1.1, one thread for each connection. */
public final class FakeServer implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final int ROUND_MILLIS = 5;
    private static final int ROUNDS = 2000;

    private final FakeApi api;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private FakeServer(FakeApi api, ServerSocket listener) {
        this.api = api;
        this.listener = listener;
    }

    static FakeServer start(FakeApi api) {
        try {
            ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            FakeServer server = new FakeServer(api, listener);
            background(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The fake server found no free port on the loopback interface", e);
        }
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "errata-fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it answers, without a slash at its end. */
    public String base() {
        return "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** How many connections were opened until now. */
    public int connections() {
        return connections.get();
    }

    /** Waits until so many requests have come; at most ten seconds. */
    public void awaitRequests(int count) throws InterruptedException {
        await(() -> api.requests().size() >= count, count + " requests");
    }

    /** Waits until no connection is open; at most ten seconds. */
    public void awaitNoConnection() throws InterruptedException {
        await(open::isEmpty, "the end of every connection");
    }

    private void await(BooleanSupplier holds, String what) throws InterruptedException {
        for (int round = 0; !holds.getAsBoolean(); round++) {
            if (round == ROUNDS) {
                throw new IllegalStateException("The fake server waited ten seconds for " + what + "; it saw "
                        + api.requests().size() + " requests and has " + open.size() + " open connections");
            }
            TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
        }
    }

    /** A client of it, in real time. */
    public ErrataClient.Builder client() {
        return ErrataClient.of(api.catalog(), base());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                background(() -> serve(socket));
            } catch (IOException e) {
                // Closed: there is nothing more to accept.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                FakeApi.Seen request = read(in);
                goesOn = request != null && answer(socket, request);
            }
        } catch (IOException e) {
            // The client has gone, as clients in tests of broken connections do.
        } finally {
            open.remove(socket);
        }
    }

    private static FakeApi.@Nullable Seen read(InputStream in) throws IOException {
        String requestLine = line(in);
        if (requestLine == null) {
            return null;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        int length = 0;
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).trim();
            headers.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
            length = name.equalsIgnoreCase("Content-Length") ? Integer.parseInt(value) : length;
        }
        byte[] body = in.readNBytes(length);
        String[] parts = requestLine.split(" ");
        dev.errata.client.Time time = dev.errata.client.Time.system();
        HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
        return new FakeApi.Seen(parts[0], parts[1], all, body, time.now(), time.nanos());
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the connection may go on. */
    private boolean answer(Socket socket, FakeApi.Seen request) throws IOException {
        Reply reply = api.reply(request);
        OutputStream out = socket.getOutputStream();
        if (reply == null) {
            Reply missing = Reply.of(
                    599,
                    "text/plain",
                    "The script of the fake API has no reply to this request.".getBytes(StandardCharsets.UTF_8));
            write(out, request, missing);
            return true;
        }
        switch (reply.fault()) {
            case NONE -> write(out, request, reply);
            case CUT -> write(out, request, reply);
            case RAW -> {
                out.write(reply.body());
                out.flush();
            }
            case STALL, STALL_IN_BODY -> {
                if (reply.fault() == Reply.Fault.STALL_IN_BODY) {
                    write(out, request, reply);
                }
                // Until the client goes.
                return socket.getInputStream().read() >= 0;
            }
            case RESET, UNREACHABLE -> socket.setSoLinger(true, 0);
        }
        return reply.fault() == Reply.Fault.NONE;
    }

    private static void write(OutputStream out, FakeApi.Seen request, Reply reply) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
        reply.headers()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        boolean chunked = reply.headers().containsKey("Transfer-Encoding");
        boolean none = reply.status() == 204 || reply.status() == 304;
        if (!chunked && !none) {
            head.append("Content-Length: ").append(reply.body().length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!request.method().equals("HEAD") && !none) {
            out.write(reply.body(), 0, reply.sent());
        }
        out.flush();
    }

    /** Stops listening and cuts every connection. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The fake server could not be closed", e);
        }
    }
}
