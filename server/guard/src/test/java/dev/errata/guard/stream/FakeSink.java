package dev.errata.guard.stream;

import dev.errata.core.ApiError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A connection that takes what it is told to take. */
final class FakeSink implements EventSink {
    private final StringBuilder sent = new StringBuilder();
    private final StringBuilder taken = new StringBuilder();
    int room = Integer.MAX_VALUE;
    boolean broken;
    boolean mute;
    String end = "";

    /** What has been flushed since it was asked last. */
    String sent() {
        String all = sent.toString();
        sent.setLength(0);
        return all;
    }

    @Override
    public boolean isReady() {
        return room > 0;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (room <= 0) {
            throw new AssertionError("written to without being ready");
        }
        if (broken) {
            throw new IOException("broken pipe");
        }
        room--;
        taken.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
        sent.append(taken);
        taken.setLength(0);
    }

    @Override
    public byte[] rendered(ApiError error) {
        if (mute) {
            throw new IllegalStateException("no words");
        }
        return ("{\"code\":\"" + error.code() + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void complete() {
        end += "completed";
    }

    @Override
    public void cut() {
        end += "cut";
    }
}
