package dev.errata.probe;

import dev.errata.catalog.Example.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP/1.1 answer (RFC 9112): by length, by chunks, or until the connection ends. */
final class AnswerReader {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_LINE = 64 * 1024;

    private final InputStream in;
    private final long deadline;

    AnswerReader(InputStream in, long deadlineNanos) {
        this.in = in;
        this.deadline = deadlineNanos;
    }

    Answer read(boolean head) throws IOException {
        int status;
        List<Header> headers;
        do {
            String line = line();
            Matcher matcher = STATUS_LINE.matcher(line);
            if (!matcher.matches()) {
                throw new Wire.NoAnswer("the answer does not begin with a status line of HTTP/1.1 but with '"
                        + line.substring(0, Math.min(60, line.length())) + "'.");
            }
            status = Integer.parseInt(matcher.group(1));
            headers = headers();
        } while (status < 200 && status != 101);
        boolean bodiless = head || status == 204 || status == 304 || status == 101;
        return new Answer(status, List.copyOf(headers), bodiless ? new byte[0] : body(headers));
    }

    private List<Header> headers() throws IOException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new Wire.NoAnswer("the answer has the line '" + line + "' where a header should stand.");
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).trim()));
        }
        return headers;
    }

    private byte[] body(List<Header> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String coding = Headers.first(headers, "Transfer-Encoding").orElse("");
        String length = Headers.first(headers, "Content-Length").orElse("");
        if (coding.equalsIgnoreCase("chunked")) {
            chunks(body);
        } else if (!length.isEmpty()) {
            copy(number(length, 10), body);
        } else {
            for (int next = next(); next >= 0; next = next()) {
                keep(next, body);
            }
        }
        return body.toByteArray();
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            long size = number(line().split(";", 2)[0].trim(), 16);
            if (size == 0) {
                headers();
                return;
            }
            copy(size, body);
            line();
        }
    }

    private void copy(long count, ByteArrayOutputStream body) throws IOException {
        for (long i = 0; i < count; i++) {
            int next = next();
            if (next < 0) {
                throw new Wire.NoAnswer(
                        "the answer ended after " + body.size() + " bytes of its body, before its end.");
            }
            keep(next, body);
        }
    }

    private static void keep(int next, ByteArrayOutputStream body) throws IOException {
        if (body.size() >= MOST_BYTES) {
            throw new Wire.NoAnswer(
                    "the answer's body is larger than " + MOST_BYTES + " bytes, the most that is read.");
        }
        body.write(next);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseLong(text, radix);
        } catch (NumberFormatException notANumber) {
            throw new Wire.NoAnswer("the answer states the length '" + text + "', which is no number.");
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            if (next < 0) {
                throw line.size() == 0
                        ? new EOFException("the connection was closed")
                        : new Wire.NoAnswer("the answer ended inside the line '"
                                + line.toString(StandardCharsets.ISO_8859_1) + "'.");
            }
            if (line.size() > MOST_LINE) {
                throw new Wire.NoAnswer("the answer has a line longer than " + MOST_LINE + " bytes.");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The socket's own limit holds for each read only; this one holds for the whole answer. */
    private int next() throws IOException {
        if (System.nanoTime() > deadline) {
            throw new SocketTimeoutException();
        }
        return in.read();
    }
}
