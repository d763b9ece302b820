package dev.errata.door;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a check of the bytes of a body while they are read. */
final class CheckedBody extends FilterInputStream {
    private final BodyCheck check;

    CheckedBody(InputStream body, BodyCheck check) {
        super(body);
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = in.read(into, from, length);
        if (read < 0) {
            check.end();
        } else {
            check.read(into, from, read);
        }
        return read;
    }
}
