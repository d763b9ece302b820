package dev.errata.spring;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which requests are in the contract.
 *
 * @param paths any of these, or all where there are none
 * @param packages any of these, or all where there are none
 * @param headers all of these
 */
record AdoptionScope(List<PathPattern> paths, List<String> packages, Map<String, String> headers) {
    static AdoptionScope of(AdoptionProperties properties) {
        PathPatternParser parser = PathPatternParser.defaultInstance;
        return new AdoptionScope(
                properties.paths().stream().map(parser::parse).toList(),
                List.copyOf(properties.packages()),
                Map.copyOf(properties.headers()));
    }

    /** Whether every request is in it. */
    boolean isWhole() {
        return paths.isEmpty() && packages.isEmpty() && headers.isEmpty();
    }

    /** Whether the request may be in it, as long as its handler is not known. */
    boolean admits(HttpServletRequest request) {
        // A request that failed is dispatched to a path for errors.
        String failed = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String uri = failed == null ? request.getRequestURI() : failed;
        return admits(uri.substring(request.getContextPath().length()), request::getHeader);
    }

    /**
     * The same of a request that no servlet has seen.
     *
     * @param path behind the context's
     * @param sent its headers by their names
     */
    boolean admits(String path, Function<String, @Nullable String> sent) {
        return hasPath(path)
                && headers.entrySet().stream()
                        .allMatch(header -> header.getValue().equals(sent.apply(header.getKey())));
    }

    private boolean hasPath(String path) {
        if (paths.isEmpty()) {
            return true;
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return paths.stream().anyMatch(pattern -> pattern.matches(parsed));
    }

    /** Whether the request is in it, as far as it has come: without a handler, no package keeps it out. */
    boolean includes(HttpServletRequest request) {
        return admits(request) && includes(request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE));
    }

    /** Whether a handler is in it. */
    boolean includes(@Nullable Object handler) {
        if (packages.isEmpty() || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        String name = method.getBeanType().getPackageName();
        return packages.stream().anyMatch(each -> name.equals(each) || name.startsWith(each + "."));
    }
}
