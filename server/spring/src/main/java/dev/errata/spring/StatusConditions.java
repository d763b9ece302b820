package dev.errata.spring;

import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerMapping;

/** The condition behind a status that came without a reason, as far as request and response show it. */
final class StatusConditions {
    private static final long RETRY_SECONDS = 10;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private StatusConditions() {}

    /** A condition and what is known of it. */
    record Found(Condition condition, Facts facts) {}

    static Found of(int status, HttpServletRequest request, HttpServletResponse response, long bodyLimit) {
        Condition condition = condition(status, request, response);
        Facts facts = switch (condition) {
            case ABSENT_ROUTE, REQUEST_METHOD_UNKNOWN -> target(request);
            case REQUEST_METHOD -> target(request).and(Fact.ALLOWED, list(response.getHeader(HttpHeaders.ALLOW)));
            case REQUEST_ACCEPT -> Facts.of(Fact.ALLOWED, List.of());
            case REQUEST_MEDIA_TYPE -> Facts.of(Fact.ALLOWED, list(response.getHeader(HttpHeaders.ACCEPT)));
            case REQUEST_BODY_TOO_LARGE -> Facts.of(Fact.LIMIT, bodyLimit);
            case SERVER_UNAVAILABLE -> Facts.of(Fact.RETRY_AFTER, seconds(response.getHeader(HttpHeaders.RETRY_AFTER)));
            default -> Facts.none();
        };
        return new Found(condition, facts);
    }

    private static Condition condition(int status, HttpServletRequest request, HttpServletResponse response) {
        return switch (status) {
            case 400 -> badRequest(request);
            case 401 -> unauthenticated(request, response);
            case 403 -> Condition.PERMISSION;
            case 404 -> routed(request) ? Condition.ABSENT : Condition.ABSENT_ROUTE;
            case 405 -> Condition.REQUEST_METHOD;
            case 406 -> Condition.REQUEST_ACCEPT;
            case 408 -> Condition.REQUEST_TIMEOUT;
            case 409 -> Condition.CONFLICT;
            case 410 -> Condition.ABSENT_GONE;
            case 413 -> Condition.REQUEST_BODY_TOO_LARGE;
            case 414 -> Condition.REQUEST_LINE_TOO_LONG;
            case 415 -> Condition.REQUEST_MEDIA_TYPE;
            case 417 -> Condition.REQUEST_EXPECTATION;
            case 429 -> Condition.LIMIT_EXCEEDED;
            case 431 -> Condition.REQUEST_HEADER_TOO_LARGE;
            case 503 -> Condition.SERVER_UNAVAILABLE;
            case 504 -> tooLate(request);
            case 505 -> Condition.REQUEST_VERSION;
            default -> status < 500 ? Condition.REQUEST : Condition.SERVER_UNEXPECTED;
        };
    }

    /** Before any route was looked for, a firewall refuses methods and targets. */
    private static Condition badRequest(HttpServletRequest request) {
        if (!isMethod(request.getMethod())) {
            return Condition.REQUEST_METHOD_UNKNOWN;
        }
        return routed(request) ? Condition.REQUEST : Condition.REQUEST_TARGET;
    }

    private static Condition unauthenticated(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            return Condition.AUTH_MISSING;
        }
        String challenge = response.getHeader(HttpHeaders.WWW_AUTHENTICATE);
        return challenge != null && challenge.contains("invalid_request")
                ? Condition.AUTH_MALFORMED
                : Condition.AUTH_UNKNOWN;
    }

    /** What became of work that took too long: where the method is not safe, it may have been done. */
    static Condition tooLate(HttpServletRequest request) {
        return isSafe(request) ? Condition.SERVER_TIMEOUT : Condition.SERVER_OUTCOME_UNKNOWN;
    }

    /** Whether the method does nothing, whatever becomes of its handler (RFC 9110, section 9.2.1). */
    static boolean isSafe(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    static boolean isMethod(String method) {
        return METHODS.contains(method);
    }

    static Facts target(HttpServletRequest request) {
        return Facts.of(Fact.METHOD, request.getMethod()).and(Fact.PATH, request.getRequestURI());
    }

    private static boolean routed(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern != null && !pattern.toString().equals("/**");
    }

    private static List<String> list(@Nullable String header) {
        return header == null || header.isBlank()
                ? List.of()
                : Arrays.stream(header.split(",")).map(String::trim).toList();
    }

    private static long seconds(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("[0-9]{1,9}") ? Long.parseLong(retryAfter) : RETRY_SECONDS;
    }
}
