package dev.errata.spring;

import dev.errata.core.ToolError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once that somebody says for whom it asks and is not believed: every caller behind it counts as one. */
final class UndeclaredProxies {
    private static final Logger LOG = LoggerFactory.getLogger(UndeclaredProxies.class);
    private static final List<String> HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix");

    private final AtomicBoolean told;

    /** Looks for them, unless other settings say whom to believe. */
    UndeclaredProxies(boolean looks) {
        this.told = new AtomicBoolean(!looks);
    }

    /** Looks at a request. */
    void see(HttpServletRequest request) {
        if (told.get() || request.getAttribute(RequestAttributes.BY_PROXY) != null) {
            return;
        }
        for (String name : HEADERS) {
            if (request.getHeader(name) != null && told.compareAndSet(false, true)) {
                LOG.warn(ToolError.PROXY_UNDECLARED.tell("A request of " + request.getRemoteAddr() + " has the header "
                        + name + ", which is not believed: errata.trusted-proxies does not name that address. If it is"
                        + " a proxy of yours, name it there; until then locks, limits and logs take it for the caller."
                        + " This is told once."));
                return;
            }
        }
    }
}
