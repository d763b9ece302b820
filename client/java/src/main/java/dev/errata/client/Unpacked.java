package dev.errata.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Bodies that came packed, although the client does not ask for it. */
final class Unpacked {
    /** A packed body may grow to so many times its size, so that a small one cannot fill the memory. */
    private static final int MOST_GROWTH = 64;

    private static final int BUFFER = 8192;

    private Unpacked() {}

    /** The answer with its body unpacked; as it is where it is not packed. */
    static Answer of(Answer answer) {
        byte[] body = answer.body();
        boolean gzip = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
        if (!gzip) {
            return answer;
        }
        int most = Math.max(BUFFER, body.length * MOST_GROWTH);
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        Answer.Ending ending = answer.ending();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (unpacked.size() + read > most) {
                    ending = Answer.Ending.CAPPED;
                    break;
                }
                unpacked.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Cut inside, or not packed after all: what could be unpacked is what there is.
            ending = ending == Answer.Ending.WHOLE ? Answer.Ending.CUT : ending;
        }
        return new Answer(answer.status(), answer.headers(), unpacked.toByteArray(), ending);
    }

    /** Whether the bytes are UTF-8, be it cut inside its last character. */
    static boolean isUtf8(byte[] body) {
        int ascii = 0;
        while (ascii < body.length && body[ascii] > 0) {
            ascii++;
        }
        if (ascii == body.length) {
            return true;
        }
        if (body[ascii] == 0) {
            // UTF-16, or nothing that can be read.
            return false;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        return !decoder.decode(ByteBuffer.wrap(body), CharBuffer.allocate(body.length), false)
                .isError();
    }
}
