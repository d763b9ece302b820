package dev.errata.spring;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's own HTTP/1.1, which by itself gives the head of a request as much time as it takes, if only bytes come. */
public final class DeadlineProtocol extends Http11NioProtocol {
    private static final long UNKNOWN = -1;

    private long headNanos;
    private @Nullable ScheduledFuture<?> watch;

    /** Made by Tomcat, by its name. */
    public DeadlineProtocol() {}

    /** How long the head of a request may take from its first byte; zero for any time. Set before the start. */
    void setHead(Duration head) {
        this.headNanos = head.toNanos();
    }

    @Override
    public void start() throws Exception {
        super.start();
        if (headNanos > 0) {
            watch = getUtilityExecutor().scheduleWithFixedDelay(this::closeLate, 1, 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void stop() throws Exception {
        if (watch != null) {
            watch.cancel(false);
        }
        super.stop();
    }

    private void closeLate() {
        for (SocketWrapperBase<?> connection : getEndpoint().getConnections()) {
            // While a thread works on a connection, its processor is with that thread and not here.
            if (connection.getCurrentProcessor() instanceof Processor processor && waitsTooLong(processor)) {
                connection.close();
            }
        }
    }

    private boolean waitsTooLong(Processor processor) {
        Request request = processor.getRequest();
        if (request == null || processor.isAsync() || processor.isUpgrade()) {
            return false;
        }
        long began = request.getStartTimeNanos();
        return began != UNKNOWN && System.nanoTime() - began > headNanos;
    }
}
