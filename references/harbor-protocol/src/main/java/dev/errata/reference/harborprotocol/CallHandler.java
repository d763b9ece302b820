package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks of every call, in this order, how many bytes it has, whether it is JSON of its kind, and whose it says it is. */
final class CallHandler<T> {
    private final Operation<T> operation;
    private final Catalog catalog;
    private final long mostBytes;
    private final JsonMapper json;

    CallHandler(Operation<T> operation, Catalog catalog, long mostBytes, JsonMapper json) {
        this.operation = operation;
        this.catalog = catalog;
        this.mostBytes = mostBytes;
        this.json = json;
    }

    /** Spring calls it. */
    @ResponseBody
    Object answer(Identity identity, @RequestBody byte[] body, HttpServletRequest request) {
        if (body.length > mostBytes) {
            throw catalog.answer(Condition.REQUEST_BODY_TOO_LARGE, Facts.limit(mostBytes))
                    .exception();
        }
        T read = read(body, request);
        IdentityBody said = read instanceof Identified identified ? identified.identity() : null;
        if (said != null) {
            said.check(identity.owner());
        }
        return operation.answer().apply(new Call(identity, body), read);
    }

    private T read(byte[] body, HttpServletRequest request) {
        try {
            T read = json.readValue(body, operation.type());
            if (read == null) {
                throw HarborProtocolErrors.invalidRequestBody();
            }
            return read;
        } catch (JacksonException e) {
            // As Spring says it, so that the starter finds the condition behind it.
            throw new HttpMessageNotReadableException("unreadable", e, new ServletServerHttpRequest(request));
        }
    }
}
