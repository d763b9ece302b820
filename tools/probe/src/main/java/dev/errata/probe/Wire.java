package dev.errata.probe;

import dev.errata.core.ToolError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests byte for byte, each over a connection of its own, and follows no redirect.
 *
 * <p>An own client, because libraries refuse to send what half of the pages need: a missing Host, two lengths, a broken
 * target. Thread-safe.
 */
final class Wire {
    private static final int SLICE = 16 * 1024;

    private final Settings settings;
    private final Address base;
    private final Set<String> ownHosts;
    private final AtomicInteger sent = new AtomicInteger();

    /** An answer that did not come; its message is a whole sentence. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message) {
            super(message);
        }
    }

    Wire(Settings settings) {
        this.settings = settings;
        this.base = Address.of(settings.baseUrl());
        String control = settings.controlUrl();
        this.ownHosts = control == null
                ? Set.of(base.host())
                : Set.copyOf(List.of(base.host(), Address.of(control).host()));
    }

    int sent() {
        return sent.get();
    }

    /** Whether requests may go to the host of this address. */
    boolean allows(Address address) {
        return address.loopback() || (settings.allowRemote() && ownHosts.contains(address.host()));
    }

    /** Sends a request and reads its answer. */
    Exchange send(Sent request) throws IOException {
        Address to = request.address();
        if (!allows(to)) {
            throw StepFailed.setup(ToolError.OTHER_MACHINE.tell(to.authority() + " is another machine. "
                    + "The probe sends to this machine only; --allow-remote adds the host of the base URL ("
                    + base.host() + "), and no other."));
        }
        if (sent.incrementAndGet() > settings.budget()) {
            throw StepFailed.setup(ToolError.BUDGET_SPENT.tell("The run has sent " + settings.budget()
                    + " requests, which is its budget. Look for an example that repeats without end."));
        }
        long begin = System.nanoTime();
        Duration limit = settings.timeout();
        try (Socket socket = connect(to, limit)) {
            socket.setSoTimeout((int) limit.toMillis());
            InputStream in = new BufferedInputStream(socket.getInputStream());
            IOException broken = write(socket.getOutputStream(), in, request.wire());
            Answer answer;
            try {
                answer = new AnswerReader(in, begin + limit.toNanos())
                        .read(request.method().equals("HEAD"));
            } catch (NoAnswer | SocketTimeoutException none) {
                throw none;
            } catch (IOException none) {
                throw broken == null ? none : broken;
            }
            return new Exchange(request, answer, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        } catch (SocketTimeoutException late) {
            throw new NoAnswer(request.method() + " " + to + " was not answered within " + limit.toMillis() + " ms.");
        } catch (NoAnswer none) {
            throw new NoAnswer(request.method() + " " + to + ": " + none.getMessage());
        } catch (IOException broken) {
            throw new NoAnswer(request.method() + " " + to + " was not answered: " + broken.getMessage() + ".");
        }
    }

    /** Whether anything listens there. */
    boolean listens(Address to) {
        try (Socket socket = connect(to, settings.timeout())) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static Socket connect(Address to, Duration limit) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(to.host(), to.port()), (int) limit.toMillis());
            if (!to.secure()) {
                return plain;
            }
            SSLSocket secure = (SSLSocket)
                    ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, to.host(), to.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            return secure;
        } catch (IOException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    /** Writes until the answer begins: a server may refuse a large body before it has read it, and then hang up. */
    private static @Nullable IOException write(OutputStream out, InputStream in, byte[] bytes) {
        try {
            for (int at = 0; at < bytes.length; at += SLICE) {
                if (at > 4 * SLICE && in.available() > 0) {
                    return null;
                }
                out.write(bytes, at, Math.min(SLICE, bytes.length - at));
            }
            out.flush();
            return null;
        } catch (IOException hungUp) {
            return hungUp;
        }
    }
}
