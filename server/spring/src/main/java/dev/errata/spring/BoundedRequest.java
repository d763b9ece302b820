package dev.errata.spring;

import dev.errata.door.BodyCheck;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the bytes of a body checked while they are read; a check refuses by exception. */
final class BoundedRequest extends HttpServletRequestWrapper {
    private final Supplier<BodyCheck> check;
    private @Nullable Bounded stream;

    BoundedRequest(HttpServletRequest request, Supplier<BodyCheck> check) {
        super(request);
        this.check = check;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Bounded(super.getInputStream(), check.get());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private static final class Bounded extends ServletInputStream {
        private final ServletInputStream in;
        private final InputStream checked;

        private Bounded(ServletInputStream in, BodyCheck check) {
            this.in = in;
            this.checked = check.over(in);
        }

        @Override
        public int read() throws IOException {
            return checked.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return checked.read(into, from, length);
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
