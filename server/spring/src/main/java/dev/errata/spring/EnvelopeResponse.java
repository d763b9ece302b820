package dev.errata.spring;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code sendError}, and an error status that comes without a body, into the envelope. An error body that the
 * application itself writes is left alone, or replaced where it says so.
 */
final class EnvelopeResponse extends HttpServletResponseWrapper {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ServletDoor door;
    private final AdoptionScope scope;
    private final boolean keepsBodies;
    private boolean written;
    private boolean touched;

    EnvelopeResponse(
            HttpServletRequest request,
            HttpServletResponse response,
            ServletDoor door,
            AdoptionScope scope,
            boolean keepsBodies) {
        super(response);
        this.scope = scope;
        this.keepsBodies = keepsBodies;
        this.request = request;
        this.response = response;
        this.door = door;
    }

    /** The door has taken over: what follows is the envelope. */
    void answered() {
        written = true;
    }

    /** Whether the application has taken the stream or the writer, and may have written to it. */
    boolean isTouched() {
        return touched;
    }

    /** So large an answer can still become an error when its writing fails half-way. */
    private void touch() {
        if (!touched && !written && !isCommitted() && !EventStreams.asksForStream(request)) {
            response.setBufferSize(BUFFER_BYTES);
        }
        touched = true;
    }

    /** Answers an error status that nobody has given a body. */
    void finish() throws IOException {
        if (getStatus() >= HttpServletResponse.SC_BAD_REQUEST
                && !written
                && !isCommitted()
                && scope.includes(request)) {
            door.status(request, this, getStatus());
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        if (scope.includes(request)) {
            door.status(request, this, status);
        } else {
            super.sendError(status);
        }
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        if (scope.includes(request)) {
            door.status(request, this, status);
        } else {
            super.sendError(status, message);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        finish();
        response.flushBuffer();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (discards()) {
            return new Discarding();
        }
        touch();
        written = true;
        return response.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (discards()) {
            return new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        }
        touch();
        written = true;
        return response.getWriter();
    }

    /** A body without a media type is nobody's answer: Spring's CORS check, for one, writes some text with its 403. */
    private boolean discards() {
        return !written
                && getStatus() >= HttpServletResponse.SC_BAD_REQUEST
                && (!keepsBodies || getContentType() == null)
                && scope.includes(request);
    }

    private static final class Discarding extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("An error body is not written without blocking");
        }

        @Override
        public void write(int octet) {}

        @Override
        public void write(byte[] octets, int from, int length) {}
    }
}
