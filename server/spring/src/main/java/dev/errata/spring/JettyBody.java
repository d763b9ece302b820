package dev.errata.spring;

import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Holds the deadlines of a body against each piece of it that comes; where none comes, Jetty's idle timeout ends the waiting.
 * Only time that was waited counts. Used by one thread at a time.
 */
final class JettyBody extends Request.Wrapper {
    private final DeadlineProperties deadlines;

    private boolean waiting;
    private long sinceNanos;
    private long shareNanos;
    private long totalNanos;
    private long shareBytes;
    private Content.@Nullable Chunk late;

    JettyBody(Request request, DeadlineProperties deadlines) {
        super(request);
        this.deadlines = deadlines;
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (late != null) {
            return late;
        }
        Content.Chunk chunk = super.read();
        long now = System.nanoTime();
        if (chunk == null) {
            sinceNanos = waiting ? sinceNanos : now;
            waiting = true;
            return null;
        }
        if (waiting) {
            waiting = false;
            shareNanos += now - sinceNanos;
            totalNanos += now - sinceNanos;
        }
        if (Content.Chunk.isFailure(chunk) || chunk.isLast()) {
            return chunk;
        }
        if (isTooLate()) {
            chunk.release();
            late = Content.Chunk.from(new TimeoutException("The body comes too slowly"));
            return late;
        }
        shareBytes += chunk.remaining();
        if (shareBytes >= deadlines.share()) {
            shareBytes = 0;
            shareNanos = 0;
        }
        return chunk;
    }

    private boolean isTooLate() {
        return (!deadlines.body().isZero() && shareNanos > deadlines.body().toNanos())
                || (!deadlines.total().isZero()
                        && totalNanos > deadlines.total().toNanos());
    }
}
