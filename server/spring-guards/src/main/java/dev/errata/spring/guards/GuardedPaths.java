package dev.errata.spring.guards;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.PathContainer.Separator;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Says which paths are guarded, by the patterns and the reading of paths that Spring MVC has.
 *
 * <p>A path that a server may read as another one, such as {@code /open/../orders}, is guarded whatever the patterns say.
 */
record GuardedPaths(String contextPath, List<PathPattern> guarded, List<PathPattern> open) {
    static GuardedPaths of(String contextPath, List<String> guarded, List<String> open) {
        return new GuardedPaths(contextPath, parse(guarded), parse(open));
    }

    private static List<PathPattern> parse(List<String> patterns) {
        return patterns.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    /**
     * Whether guards look at the request.
     *
     * @param sent as the client sent it, with the context path
     */
    boolean holds(String sent) {
        if (!sent.startsWith(contextPath)) {
            return true;
        }
        PathContainer path = PathContainer.parsePath(sent.substring(contextPath.length()));
        return isAmbiguous(path) || (matches(guarded, path) && !matches(open, path));
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAmbiguous(PathContainer path) {
        boolean afterSeparator = false;
        for (Element element : path.elements()) {
            if (element instanceof Separator) {
                if (afterSeparator) {
                    return true;
                }
                afterSeparator = true;
            } else {
                String segment = element instanceof PathSegment read ? read.valueToMatch() : element.value();
                if (segment.equals(".") || segment.equals("..")) {
                    return true;
                }
                afterSeparator = false;
            }
        }
        return false;
    }
}
