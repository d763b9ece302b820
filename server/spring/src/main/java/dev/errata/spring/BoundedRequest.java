package dev.errata.spring;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of a body while they are read, and checks the encoding of JSON; refuses by exception. */
final class BoundedRequest extends HttpServletRequestWrapper {
    private final Catalog catalog;
    private final long limit;
    private @Nullable Bounded stream;

    BoundedRequest(HttpServletRequest request, Catalog catalog, long limit) {
        super(request);
        this.catalog = catalog;
        this.limit = limit;
    }

    /** Whether the request may have a body that is bounded here; multipart bodies have bounds of their own. */
    static boolean applies(HttpServletRequest request) {
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return body && !mediaType(request).startsWith("multipart/");
    }

    private static String mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            String type = mediaType(this);
            stream = new Bounded(super.getInputStream(), type.contains("json") ? new StrictUtf8() : null);
            if (type.contains("json") && declaresOtherThanUtf8()) {
                throw encoding();
            }
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    /** Boot's encoding filter sets UTF-8 where nothing is declared, so the header is what counts. */
    private boolean declaresOtherThanUtf8() {
        String type = mediaType(this);
        int at = type.indexOf("charset=");
        return at >= 0
                && !type.substring(at + "charset=".length())
                        .replace("\"", "")
                        .trim()
                        .startsWith("utf-8");
    }

    private RuntimeException encoding() {
        return catalog.answer(
                        Condition.REQUEST_BODY_ENCODING,
                        Facts.of(Fact.LOCATION, "body").and(Fact.RULE, "must be UTF-8 without a byte order mark"))
                .exception();
    }

    private final class Bounded extends ServletInputStream {
        private final ServletInputStream in;
        private final @Nullable StrictUtf8 encoding;
        private long count;

        private Bounded(ServletInputStream in, @Nullable StrictUtf8 encoding) {
            this.in = in;
            this.encoding = encoding;
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
                if (encoding != null && !encoding.complete()) {
                    throw encoding();
                }
                return read;
            }
            count += read;
            if (count > limit) {
                throw catalog.answer(Condition.REQUEST_BODY_TOO_LARGE, Facts.of(Fact.LIMIT, limit))
                        .exception();
            }
            if (encoding != null && !encoding.accepts(into, from, read)) {
                throw encoding();
            }
            return read;
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }
    }
}
