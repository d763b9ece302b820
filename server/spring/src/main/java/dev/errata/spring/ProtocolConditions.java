package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.util.Collections;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.http.parser.HttpParser;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/** Tells apart what Tomcat refuses while it reads a request: it says 400 to most, and why only in a localised text. */
final class ProtocolConditions {
    private static final String HEADERS = "headers";

    private final Catalog catalog;
    private final String tooLarge =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");

    ProtocolConditions(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The answer to a request that Tomcat could not read. */
    ApiError badRequest(Request request, @Nullable Throwable failure) {
        if (failure != null) {
            return unparsed(request, failure);
        }
        if (hosts(request) != 1) {
            return host();
        }
        if (badLength(request)) {
            return catalog.answer(Condition.REQUEST_FRAMING, Facts.none());
        }
        return badTarget(request) ? catalog.answer(Condition.REQUEST_TARGET, Facts.none()) : host();
    }

    /** Parsing stopped by an exception: how far it had got tells what it had met. */
    private ApiError unparsed(Request request, Throwable failure) {
        org.apache.coyote.Request raw = request.getCoyoteRequest();
        boolean target = !raw.requestURI().isNull();
        if (tooLarge.equals(failure.getMessage())) {
            return catalog.answer(
                    target ? Condition.REQUEST_HEADER_TOO_LARGE : Condition.REQUEST_LINE_TOO_LONG, Facts.none());
        }
        if (failure instanceof IllegalStateException) {
            return catalog.answer(Condition.REQUEST_HEADER_TOO_LARGE, Facts.none());
        }
        if (!target) {
            return catalog.answer(
                    raw.getMethod() == null ? Condition.REQUEST_LINE : Condition.REQUEST_TARGET, Facts.none());
        }
        return raw.protocol().isNull()
                ? catalog.answer(Condition.REQUEST_LINE, Facts.none())
                : header(Condition.REQUEST_HEADER, HEADERS, "must be lines of a token, a colon and a value");
    }

    private ApiError host() {
        return header(Condition.REQUEST_HEADER_HOST, "Host", "must stand once and name the host that is asked");
    }

    private ApiError header(Condition condition, String field, String rule) {
        return catalog.answer(condition, Facts.field(field, "header", rule));
    }

    private static int hosts(Request request) {
        return Collections.list(request.getHeaders("Host")).size();
    }

    private static boolean badLength(Request request) {
        java.util.List<String> lengths = Collections.list(request.getHeaders("Content-Length"));
        boolean wrong = lengths.size() > 1 || lengths.stream().anyMatch(length -> !length.matches("[0-9]{1,18}"));
        return wrong || request.getHeader("Transfer-Encoding") != null;
    }

    private static boolean badTarget(Request request) {
        if (request.getResponse().getMessage() != null) {
            return true;
        }
        ByteChunk target = request.getCoyoteRequest().requestURI().getByteChunk();
        for (int i = target.getStart(); i < target.getEnd(); i++) {
            if (!HttpParser.isAbsolutePath(target.getBytes()[i])) {
                return true;
            }
        }
        return false;
    }
}
