package dev.errata.spring;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A body of which the beginning has arrived already, in the place of Tomcat's own. Until the beginning is read, Tomcat says
 * of a body that is all there that it is finished: who reads by a {@code ReadListener} is not told of it.
 */
final class BodyInput implements InputBuffer {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InputBuffer connection;
    private final DeadlineProperties deadlines;
    private @Nullable ByteBuffer beginning;
    private long bytes;
    private long waitedNanos;

    BodyInput(InputBuffer connection, ByteBuffer beginning, DeadlineProperties deadlines) {
        this.connection = connection;
        this.beginning = beginning.hasRemaining() ? beginning : null;
        this.deadlines = deadlines;
    }

    /** What Tomcat reads from by itself. */
    InputBuffer connection() {
        return connection;
    }

    @Override
    public int doRead(ApplicationBufferHandler reader) throws IOException {
        ByteBuffer arrived = beginning;
        if (arrived != null) {
            beginning = null;
            reader.setByteBuffer(arrived);
            return arrived.remaining();
        }
        long began = System.nanoTime();
        int read = connection.doRead(reader);
        waitedNanos += System.nanoTime() - began;
        bytes += Math.max(read, 0);
        if (bytes >= deadlines.share()) {
            bytes = 0;
            waitedNanos = 0;
        } else if (read >= 0
                && !deadlines.body().isZero()
                && waitedNanos > deadlines.body().toMillis() * NANOS_PER_MILLI) {
            throw new SocketTimeoutException("The body comes too slowly");
        }
        return read;
    }

    @Override
    public int available() {
        ByteBuffer arrived = beginning;
        return arrived == null ? connection.available() : arrived.remaining();
    }
}
