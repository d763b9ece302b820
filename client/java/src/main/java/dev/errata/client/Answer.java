package dev.errata.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transport brought back, untouched.
 *
 * @param status the HTTP status
 * @param headers the headers, in any case
 * @param body the bytes that came; not copied, so leave them as they are
 * @param ending whether these are all bytes
 */
public record Answer(int status, HttpHeaders headers, byte[] body, Ending ending) {
    private static final int CHUNK = 8192;

    /** How a body ended. */
    public enum Ending {
        /** All of it came. */
        WHOLE,
        /** More came than is kept. */
        CAPPED,
        /** The connection ended, or the time was up, before all of it came. */
        CUT
    }

    /**
     * An answer whose body another HTTP client reads.
     *
     * @param body read up to {@code most} bytes, and not closed; what came before it broke is kept
     */
    public static Answer of(int status, HttpHeaders headers, InputStream body, int most) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        Ending ending = Ending.WHOLE;
        byte[] some = new byte[CHUNK];
        try {
            for (int read = body.read(some); read >= 0; read = body.read(some)) {
                int room = Math.min(read, most - kept.size());
                kept.write(some, 0, room);
                if (room < read) {
                    ending = Ending.CAPPED;
                    break;
                }
            }
        } catch (IOException e) {
            ending = Ending.CUT;
        }
        return new Answer(status, headers, kept.toByteArray(), ending);
    }

    /** The first value of a header, null when there is none; found soonest by the case of HTTP/2 and the JDK's client. */
    @Nullable
    String header(String name) {
        List<String> values = headers.map().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The status and the number of bytes; headers and body may hold secrets. */
    @Override
    public String toString() {
        String end = switch (ending) {
            case WHOLE -> "";
            case CAPPED -> ", and more";
            case CUT -> ", then cut";
        };
        return status + " with " + body.length + " bytes" + end;
    }
}
