package dev.errata.door;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a status means that came without a reason, as far as request and answer show it. Thread-safe. */
public final class StatusConditions {
    private static final int LONGEST_SECONDS = 9;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final Catalog catalog;
    private final long bodyLimit;

    /**
     * Statuses as this catalog answers them.
     *
     * @param bodyLimit what a 413 names as the limit, in bytes
     */
    public StatusConditions(Catalog catalog, long bodyLimit) {
        this.catalog = catalog;
        this.bodyLimit = bodyLimit;
    }

    /**
     * What the catalog has for a status.
     *
     * @param status 400 to 599
     */
    public ApiError answer(int status, DoorRequest request) {
        Condition condition = condition(status, request);
        return catalog.answer(condition, facts(condition, request)).withStatus(status);
    }

    private static Condition condition(int status, DoorRequest request) {
        return switch (status) {
            case 400 -> badRequest(request);
            case 401 -> unauthenticated(request);
            case 403 -> Condition.PERMISSION;
            case 404 -> request.route() != null ? Condition.ABSENT : Condition.ABSENT_ROUTE;
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

    private Facts facts(Condition condition, DoorRequest request) {
        return switch (condition) {
            case ABSENT_ROUTE, REQUEST_METHOD_UNKNOWN -> target(request);
            case REQUEST_METHOD -> Facts.methods(request.method(), request.path(), list(request.answered("Allow")));
            // Of what else there may be nothing is known here.
            case REQUEST_ACCEPT -> Facts.allowed(List.of(catalog.envelope().mediaType()));
            case REQUEST_MEDIA_TYPE -> Facts.allowed(list(request.answered("Accept")));
            case REQUEST_BODY_TOO_LARGE -> Facts.limit(bodyLimit);
            case SERVER_UNAVAILABLE -> Facts.retryAfter(wait(request.answered("Retry-After")));
            default -> Facts.none();
        };
    }

    /** Before any route was looked for, a firewall refuses methods and targets. */
    private static Condition badRequest(DoorRequest request) {
        if (!isMethod(request.method())) {
            return Condition.REQUEST_METHOD_UNKNOWN;
        }
        return request.route() != null ? Condition.REQUEST : Condition.REQUEST_TARGET;
    }

    private static Condition unauthenticated(DoorRequest request) {
        if (request.headers("Authorization").isEmpty()) {
            return Condition.AUTH_MISSING;
        }
        String challenge = request.answered("WWW-Authenticate");
        return challenge != null && challenge.contains("invalid_request")
                ? Condition.AUTH_MALFORMED
                : Condition.AUTH_UNKNOWN;
    }

    /** What became of work that took too long: where the method is not safe, it may have been done. */
    public static Condition tooLate(DoorRequest request) {
        return request.isSafe() ? Condition.SERVER_TIMEOUT : Condition.SERVER_OUTCOME_UNKNOWN;
    }

    /** Whether HTTP has a method of this name (RFC 9110, section 9; RFC 5789). */
    public static boolean isMethod(String method) {
        return METHODS.contains(method);
    }

    /** Method and path of the request. */
    public static Facts target(DoorRequest request) {
        return Facts.target(request.method(), request.path());
    }

    private static List<String> list(@Nullable String header) {
        return header == null || header.isBlank()
                ? List.of()
                : Arrays.stream(header.split(",")).map(String::trim).toList();
    }

    private static Duration wait(@Nullable String retryAfter) {
        boolean whole = retryAfter != null
                && !retryAfter.isEmpty()
                && retryAfter.length() <= LONGEST_SECONDS
                && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? Duration.ofSeconds(Long.parseLong(retryAfter)) : Door.BACK;
    }
}
