package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Causes;
import dev.errata.door.DoorRequest;
import dev.errata.door.ErrorMapping;
import dev.errata.door.StatusConditions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** What Jetty throws while it, or an application, reads a request: most are a 400, and only their text says why. */
final class JettyErrors implements ErrorMapping {
    private static final int BAD_REQUEST = 400;
    private static final Set<String> OF_THE_TARGET = Set.of("URI", "Path", "encoding", "query");

    private final Catalog catalog;
    private final StatusConditions statuses;

    JettyErrors(Catalog catalog, long bodyLimit) {
        this.catalog = catalog;
        this.statuses = new StatusConditions(catalog, bodyLimit);
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        boolean body = failure instanceof HttpMessageNotReadableException;
        for (Throwable cause : body ? Causes.of(failure) : List.of(failure)) {
            if (cause instanceof HttpException refusal) {
                return refusal.getCode() == BAD_REQUEST
                        ? badRequest(refusal, cause.getCause(), request)
                        : statuses.answer(refusal.getCode(), request);
            } else if (body && cause instanceof TimeoutException) {
                return catalog.answer(Condition.REQUEST_TIMEOUT, Facts.none());
            }
        }
        return null;
    }

    private ApiError badRequest(HttpException refusal, @Nullable Throwable cause, DoorRequest request) {
        String reason = String.valueOf(refusal.getReason());
        if (reason.contains("chunked not last")) {
            return catalog.answer(Condition.REQUEST_TRANSFER_CODING, Facts.none());
        } else if (reason.contains("Content-Length") || reason.contains("Transfer-Encoding")) {
            return catalog.answer(Condition.REQUEST_FRAMING, Facts.none());
        } else if (reason.contains("Host") || reason.contains("Authority")) {
            return header(Condition.REQUEST_HEADER_HOST, "Host", "must stand once and name the host that is asked");
        } else if (cause instanceof IllegalArgumentException) {
            return catalog.answer(Condition.REQUEST_TARGET, Facts.none());
        } else if (!isParsed(request)) {
            return catalog.answer(Condition.REQUEST_LINE, Facts.none());
        } else if (OF_THE_TARGET.stream().anyMatch(reason::contains)) {
            return catalog.answer(Condition.REQUEST_TARGET, Facts.none());
        }
        return request.route() != null
                ? catalog.answer(Condition.REQUEST_FRAMING, Facts.none())
                : header(Condition.REQUEST_HEADER, "headers", "must be lines of a token, a colon and a value");
    }

    private ApiError header(Condition condition, String field, String rule) {
        return catalog.answer(condition, Facts.field(field, "header", rule));
    }

    /** Whether a request line was read; Jetty makes up a request where none was. */
    static boolean isParsed(DoorRequest request) {
        return !(request.method().equals("BAD") && request.path().equals("/badMessage"));
    }
}
