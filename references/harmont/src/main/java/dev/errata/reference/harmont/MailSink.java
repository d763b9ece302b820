package dev.errata.reference.harmont;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server of this machine, whose boxes a test can look into. Thread-safe. */
final class MailSink implements AutoCloseable {
    private static final int REFUSED = 554;

    private final Map<String, BlockingDeque<String>> boxes = new ConcurrentHashMap<>();
    private final SMTPServer server;
    private volatile boolean refusing;

    /** A server on a port that is free. */
    MailSink() {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("mail.harmont.example")
                .messageHandler((context, from, to, data) -> take(to, new String(data, StandardCharsets.UTF_8)))
                .build();
        server.start();
    }

    private void take(String to, String mail) throws RejectException {
        if (refusing) {
            throw new RejectException(REFUSED, "This server takes no mail at the moment");
        }
        box(to).addLast(mail);
    }

    URI address() {
        return URI.create("smtp://127.0.0.1:" + server.getPortAllocated());
    }

    /** Whether it refuses every mail from now on. */
    void refuse(boolean refusing) {
        this.refusing = refusing;
    }

    /** The next mail to an address, which leaves the box; null when none comes in time. */
    @Nullable
    String next(String to, Duration patience) throws InterruptedException {
        return box(to).pollFirst(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private BlockingDeque<String> box(String to) {
        return boxes.computeIfAbsent(to.toLowerCase(Locale.ROOT), address -> new LinkedBlockingDeque<>());
    }

    @Override
    public void close() {
        server.stop();
    }
}
