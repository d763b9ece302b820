package dev.errata.spring;

import dev.errata.core.Condition;
import dev.errata.core.Facts;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request to Tomcat: collected without a thread before the application works with it, and read to its end
 * without one after it was refused, so that the caller who is still sending reads why. Used by one thread at a time.
 */
final class TomcatBody implements LateBody, ReadListener, AsyncListener, ApplicationBufferHandler {
    private static final int MOST_COLLECTED = 1024 * 1024;
    private static final long MOST_DRAINED = 2L * 1024 * 1024;

    private final Request request;
    private final org.apache.coyote.Request wire;
    private final ServletDoor door;
    private final DeadlineProperties deadlines;
    private final BodyRoom room;
    private final long beganNanos = System.nanoTime();

    private Step step = Step.FIRST;
    private ByteArrayOutputStream collected = new ByteArrayOutputStream(0);
    private boolean full;
    private boolean over;
    private boolean reading;
    private long counted;
    private long passed;
    private long asyncNanos;
    private long shareNanos;
    private long shareBytes;
    private @Nullable AsyncContext async;
    private @Nullable Condition lost;
    private ByteBuffer chunk = ByteBuffer.allocate(0);

    private enum Step {
        /** The application, or the door before it, has the request. */
        FIRST,
        /** The door has asked for the body. */
        ASKED,
        /** It is on its way. */
        COLLECTING,
        /** The application has the request and the body. */
        AGAIN,
        /** The answer is sent, and nobody reads what still comes. */
        DRAINING
    }

    TomcatBody(Request request, ServletDoor door, DeadlineProperties deadlines, BodyRoom room) {
        this.door = door;
        this.request = request;
        this.wire = request.getCoyoteRequest();
        this.deadlines = deadlines;
        this.room = room;
    }

    @Override
    public boolean isAwaited() {
        if (step == Step.FIRST && !isHere()) {
            step = Step.ASKED;
        }
        return step == Step.ASKED;
    }

    @Override
    public boolean cameAgain() {
        return step == Step.AGAIN;
    }

    @Override
    public @Nullable Condition lost() {
        return lost;
    }

    /** Whether the rest of the body is here and needs no waiting, or there is none. */
    private boolean isHere() {
        if (wire.isFinished()) {
            return true;
        }
        long length = wire.getContentLengthLong();
        wire.action(ActionCode.AVAILABLE, false);
        return length >= 0 && wire.getAvailable() >= length - wire.getBytesRead();
    }

    /** Whether the container calls because the body has arrived; then the request is worked on from here. */
    boolean comesAgain() {
        if (step != Step.COLLECTING || !request.isAsyncDispatching()) {
            return false;
        }
        wire.action(ActionCode.ASYNC_DISPATCHED, null);
        wire.setExpectation(false);
        step = Step.AGAIN;
        if (lost == null && !wire.isFinished()) {
            reading = room.beginReading();
            lost = reading ? null : Condition.SERVER_UNAVAILABLE;
        }
        if (lost == null) {
            ByteBuffer beginning = ByteBuffer.wrap(collected.toByteArray());
            wire.setInputBuffer(new BodyInput(wire.getInputBuffer(), beginning, deadlines));
        }
        return true;
    }

    /** The application has let go of the request: waits for its body, or for the end of what nobody has read. */
    void left() throws IOException {
        if (step == Step.AGAIN) {
            forget();
            if (!request.isAsync() && wire.getInputBuffer() instanceof BodyInput unread) {
                // What nobody has read is not kept for as long as the connection is.
                wire.setInputBuffer(unread.connection());
            }
        }
        if (reading) {
            reading = false;
            room.endReading();
        }
        if (request.isAsync() || !isOpen()) {
            return;
        }
        if (lost != null) {
            wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        } else if (step == Step.ASKED) {
            step = Step.COLLECTING;
            begin();
        } else if (!isHere()) {
            step = Step.DRAINING;
            request.getResponse().finishResponse();
            begin();
        }
    }

    private boolean isOpen() {
        AtomicBoolean open = new AtomicBoolean();
        wire.action(ActionCode.IS_IO_ALLOWED, open);
        return open.get();
    }

    private void begin() {
        request.setAsyncSupported(true);
        asyncNanos = System.nanoTime();
        AsyncContext begun = request.startAsync();
        async = begun;
        begun.addListener(this);
        nextShare();
        wire.action(ActionCode.ACK, ContinueResponseTiming.ON_REQUEST_BODY_READ);
        wire.setReadListener(this);
    }

    /** Each share of the body has the same time, so that nobody saves up for a pause. */
    private void nextShare() {
        shareNanos = System.nanoTime();
        shareBytes = 0;
        long left = Long.MAX_VALUE;
        if (!deadlines.body().isZero()) {
            left = shareNanos - asyncNanos + deadlines.body().toNanos();
        }
        if (!deadlines.total().isZero()) {
            left = Math.min(left, beganNanos - asyncNanos + deadlines.total().toNanos());
        }
        if (async != null) {
            async.setTimeout(left == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
    }

    @Override
    public void onDataAvailable() {
        try {
            // What is asked of a body that is at its end reads into the next request.
            while (!full && !wire.isFinished() && wire.isReady()) {
                int read = wire.doRead(this);
                if (read < 0) {
                    break;
                }
                take();
            }
        } catch (BadRequestException malformed) {
            lost = Condition.REQUEST_FRAMING;
            end();
            return;
        } catch (IOException gone) {
            hangUp(gone);
            return;
        }
        if (full || wire.isFinished()) {
            end();
        }
    }

    private void take() {
        int read = chunk.remaining();
        shareBytes += read;
        if (step == Step.DRAINING) {
            passed += read;
            full = passed >= MOST_DRAINED;
        } else {
            byte[] bytes = new byte[read];
            chunk.get(bytes);
            collected.writeBytes(bytes);
            boolean kept = room.take(counted, collected.size());
            counted = kept ? collected.size() : counted;
            full = !kept || collected.size() >= MOST_COLLECTED;
        }
        if (shareBytes >= deadlines.share()) {
            nextShare();
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    /** The container is about to close the connection, because nothing came or the caller has gone. */
    @Override
    public void onError(Throwable gone) {
        over = true;
        if (step == Step.COLLECTING && gone instanceof SocketTimeoutException) {
            try {
                door.refuse(
                        request,
                        request.getResponse(),
                        door.door().catalog().answer(Condition.REQUEST_TIMEOUT, Facts.none()));
            } catch (IOException nobodyIsLeft) {
                // The connection is closed after this.
            }
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        // Tomcat takes the end of a connection for an error, also after the answer, and asks the application for a
        // page.
        if (step == Step.COLLECTING || step == Step.DRAINING || lost != null) {
            complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        if (step == Step.COLLECTING) {
            lost = Condition.REQUEST_TIMEOUT;
        }
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void end() {
        if (over) {
            return;
        }
        over = true;
        if (step == Step.COLLECTING) {
            wire.action(ActionCode.ASYNC_DISPATCH, null);
        } else if (wire.isFinished()) {
            complete();
        } else {
            hangUp(new IOException("Nobody reads the rest of the body"));
        }
    }

    private void hangUp(IOException gone) {
        over = true;
        wire.action(ActionCode.CLOSE_NOW, gone);
        complete();
    }

    private void complete() {
        forget();
        if (async != null) {
            async.complete();
        }
    }

    private void forget() {
        room.giveBack(counted);
        counted = 0;
        collected = new ByteArrayOutputStream(0);
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        chunk = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return chunk;
    }

    @Override
    public void expand(int size) {}
}
