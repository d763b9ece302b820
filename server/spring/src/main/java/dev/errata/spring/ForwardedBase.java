package dev.errata.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;

/**
 * Finds out by which path callers know the service, where {@code server.forward-headers-strategy} believes the proxies in
 * front: {@code X-Forwarded-Prefix} in the place of the context path, or before it where only the container reads headers.
 *
 * @param strategy that is set; none where addresses of pages do not go by how callers know the service
 * @param declaredOnly whether only what a declared proxy hands on is believed
 */
record ForwardedBase(ForwardHeadersStrategy strategy, boolean declaredOnly) {
    private static final int LONGEST = 200;

    /** Leaves the path on the request, unless there is none or it is no path. */
    void mark(HttpServletRequest request) {
        if (strategy == ForwardHeadersStrategy.NONE
                || (declaredOnly && request.getAttribute(RequestAttributes.BY_PROXY) == null)) {
            return;
        }
        String context = request.getServletContext().getContextPath();
        String base =
                strategy == ForwardHeadersStrategy.FRAMEWORK ? request.getContextPath() : prefix(request) + context;
        if (!base.equals(context) && isPath(base)) {
            request.setAttribute(RequestAttributes.BASE, base);
        }
    }

    /** Each proxy on the way may have cut off a part. */
    private static String prefix(HttpServletRequest request) {
        StringBuilder prefix = new StringBuilder();
        for (String part : String.join(",", sent(request)).split(",", -1)) {
            String path = part.trim();
            prefix.append(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }
        return prefix.toString();
    }

    private static List<String> sent(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-Prefix"));
    }

    /** Whether it is a path (RFC 3986, section 3.3) and nothing that a page or header could take for more. */
    private static boolean isPath(String base) {
        return base.startsWith("/")
                && !base.startsWith("//")
                && base.length() <= LONGEST
                && base.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 0x80) || "/-._~%".indexOf(c) >= 0);
    }
}
