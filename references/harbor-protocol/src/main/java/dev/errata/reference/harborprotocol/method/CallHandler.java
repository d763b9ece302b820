package dev.errata.reference.harborprotocol.method;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.Identity;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** Asks of every call, in this order, how many bytes it has, whether it is JSON of its kind, and whose it says it is. */
final class CallHandler<T> {
    private static final List<String> PLAIN = List.of("identity");

    private final Method<T> method;
    private final BodyReader<T> reader;
    private final Catalog catalog;

    CallHandler(Method<T> method, Catalog catalog, JsonMapper json) {
        Family family = method.family();
        this.method = method;
        this.catalog = catalog;
        this.reader = new BodyReader<>(json, method.body(), family.isTolerant(), family == Family.CONTROL);
    }

    /** Spring calls it; the request says of which type its body is, and which types are taken, and neither counts. */
    @ResponseBody
    ResponseEntity<Object> answer(Identity identity, HttpServletRequest request) throws IOException {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !PLAIN.contains(coding)) {
            throw catalog.answer(Condition.REQUEST_MEDIA_TYPE, Facts.allowed(PLAIN))
                    .exception();
        }
        byte[] body = body(request);
        T read = reader.read(body, request);
        IdentityBody said = read instanceof Identified identified ? identified.identity() : null;
        Object answer = method.answer().apply(new Call(identity, tenant(identity, said), body), read);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }

    /** Another tenant may be looked into where the runtime tells of itself; everywhere else it is a contradiction. */
    private String tenant(Identity identity, @Nullable IdentityBody said) {
        if (said != null && method.family() == Family.POSTURE) {
            said.checkWithin(identity.owner());
            return identity.tenant(said.named(said.tenant()), true);
        }
        if (said != null) {
            said.check(identity.owner());
        }
        return identity.owner().tenant();
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        long most = catalog.limit(method.family().bodyLimit());
        byte[] body = request.getInputStream().readNBytes((int) most + 1);
        if (body.length > most) {
            throw method.codes().contains(HarborProtocolErrors.REQUEST_TOO_LARGE.id())
                    ? HarborProtocolErrors.requestTooLarge()
                    : HarborProtocolErrors.invalidRequestBodyTooLarge("must have at most " + most + " bytes");
        }
        return body;
    }
}
