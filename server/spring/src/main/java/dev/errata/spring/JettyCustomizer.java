package dev.errata.spring;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.jetty.autoconfigure.JettyServerProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Puts {@link JettyErrorHandler} in the place of Jetty's error pages, lets connections be cut, and has deadlines. */
final class JettyCustomizer implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {
    private static final String CUT = "Cut on purpose";

    private final ServletDoor door;
    private final AdoptionScope scope;
    private final Cors cors;
    private final DeadlineProperties deadlines;
    private final JettyServerProperties jetty;

    JettyCustomizer(
            ServletDoor door,
            AdoptionScope scope,
            Cors cors,
            DeadlineProperties deadlines,
            JettyServerProperties jetty) {
        this.deadlines = deadlines;
        this.jetty = jetty;
        this.door = door;
        this.scope = scope;
        this.cors = cors;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        String contextPath = factory.getSettings().getContextPath().toString();
        factory.addServerCustomizers(server -> {
            server.setErrorHandler(new JettyErrorHandler(door, scope, cors, contextPath));
            server.setHandler(new Outermost(server.getHandler(), deadlines));
            if (jetty.getConnectionIdleTimeout() == null) {
                for (Connector connector : server.getConnectors()) {
                    if (connector instanceof AbstractConnector connections) {
                        connections.setIdleTimeout(deadlines.idle().toMillis());
                    }
                }
            }
        });
    }

    private static final class Outermost extends Handler.Wrapper {
        private final DeadlineProperties deadlines;

        private Outermost(Handler handler, DeadlineProperties deadlines) {
            super(handler);
            this.deadlines = deadlines;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if ("TRACE".equals(request.getMethod())) {
                // As Tomcat does, and for the same reason: what is echoed may be another's secret.
                response.getHeaders().put("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
                Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
                return true;
            }
            Answer answer = new Answer(request, response, callback);
            request.setAttribute(RequestAttributes.CUT, (Runnable) answer::cut);
            return super.handle(new JettyBody(request, deadlines), answer, callback);
        }
    }

    /** An answer that can be cut, so that nobody takes it for whole. */
    private static final class Answer extends Response.Wrapper {
        private final Callback callback;
        private volatile boolean cut;

        private Answer(Request request, Response response, Callback callback) {
            super(request, response);
            this.callback = callback;
        }

        private void cut() {
            cut = true;
            callback.failed(new Request.Handler.AbortException(CUT));
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback written) {
            if (cut) {
                written.failed(new IOException(CUT));
                return;
            }
            if (!last && endsWithTheConnection()) {
                // A caller that has closed its side would not know a whole answer from one that was cut.
                getHeaders().put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED.asString());
            }
            super.write(last, bytes, written);
        }

        private boolean endsWithTheConnection() {
            Request request = getRequest();
            return !isCommitted()
                    && !getHeaders().contains(HttpHeader.CONTENT_LENGTH)
                    && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                    && request.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
    }
}
