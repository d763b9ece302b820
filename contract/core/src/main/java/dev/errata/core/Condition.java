package dev.errata.core;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A situation that the platform itself detects, as a tree of dotted names under seven roots.
 *
 * <p>A page answers the conditions it names; a condition that no page names is answered like its parent. The status is
 * the one HTTP has for the situation (RFC 9110, RFC 6585); a page may answer with another one, if it names the
 * condition and does not keep HTTP's by its {@link Statuses}.
 */
public enum Condition {
    /** The request cannot be taken as it was sent. */
    REQUEST("request", 400),
    /** The request line is not HTTP. */
    REQUEST_LINE("request.line", 400),
    /** The request line is longer than the server reads. */
    REQUEST_LINE_TOO_LONG("request.line.too-long", 414),
    /** The target has a broken escape, a character that may not stand there, or a form that the server refuses. */
    REQUEST_TARGET("request.target", 400),
    /** No such method in this server. */
    REQUEST_METHOD_UNKNOWN("request.method-unknown", 400, Facts.TARGET),
    /** The resource has other methods. */
    REQUEST_METHOD("request.method", 405, Facts.METHODS),
    /** A header is wrong. */
    REQUEST_HEADER("request.header", 400, Facts.FIELD),
    /** A header that the operation needs is absent. */
    REQUEST_HEADER_MISSING("request.header.missing", 400, Facts.FIELD),
    /** Host is absent, repeated or not a host. */
    REQUEST_HEADER_HOST("request.header.host", 400, Facts.FIELD),
    /** The headers are larger or more than the server reads. */
    REQUEST_HEADER_TOO_LARGE("request.header.too-large", 431),
    /** A cookie that the operation needs is absent. */
    REQUEST_COOKIE_MISSING("request.cookie.missing", 400, Facts.FIELD),
    /** Length or chunks do not fit what was sent. */
    REQUEST_FRAMING("request.framing", 400),
    /** A transfer coding that the server does not know. */
    REQUEST_TRANSFER_CODING("request.transfer-coding", 501),
    /** A version of HTTP that the server does not speak. */
    REQUEST_VERSION("request.version", 505),
    /** An expectation that the server does not meet. */
    REQUEST_EXPECTATION("request.expectation", 417),
    /** The request did not arrive in time. */
    REQUEST_TIMEOUT("request.timeout", 408),
    /** No representation that the caller accepts. */
    REQUEST_ACCEPT("request.accept", 406, Facts.ALLOWED),
    /** The body's media type is not taken here. */
    REQUEST_MEDIA_TYPE("request.media-type", 415, Facts.ALLOWED),
    /** The body cannot be read. */
    REQUEST_BODY("request.body", 400, Facts.BODY),
    /** There is no body where one is needed. */
    REQUEST_BODY_EMPTY("request.body.empty", 400, Facts.BODY),
    /** The body is not UTF-8. */
    REQUEST_BODY_ENCODING("request.body.encoding", 400, Facts.BODY),
    /** The body is not what its media type says. */
    REQUEST_BODY_MALFORMED("request.body.malformed", 400, Facts.BODY),
    /** A member stands twice in one object. */
    REQUEST_BODY_DUPLICATE("request.body.duplicate", 400, Facts.FIELD),
    /** The body nests deeper, or holds a longer name, text or number, than is read. */
    REQUEST_BODY_BOUNDS("request.body.bounds", 400, Facts.BODY),
    /** A document within the body crosses a bound that the operation declares. */
    REQUEST_BODY_BOUNDS_PAYLOAD("request.body.bounds.payload", 400, Facts.BOUND),
    /** The body has more bytes than are read. */
    REQUEST_BODY_TOO_LARGE("request.body.too-large", 413, Facts.LIMIT),
    /** A member of the body is wrong. */
    REQUEST_BODY_FIELD("request.body.field", 400, Facts.FIELD),
    /** A member that the operation needs is absent or null. */
    REQUEST_BODY_FIELD_MISSING("request.body.field.missing", 400, Facts.FIELD),
    /** A member has another JSON type than the operation reads. */
    REQUEST_BODY_FIELD_TYPE("request.body.field.type", 400, Facts.FIELD),
    /** A member is none of the values that exist. */
    REQUEST_BODY_FIELD_VALUE("request.body.field.value", 400, Facts.VALUE),
    /** A member that the operation does not know. */
    REQUEST_BODY_FIELD_UNKNOWN("request.body.field.unknown", 400, Facts.FIELD),
    /** A member breaks a rule that the operation declares. */
    REQUEST_BODY_FIELD_CONSTRAINT("request.body.field.constraint", 400, Facts.FIELD),
    /** A query or path parameter is wrong. */
    REQUEST_PARAMETER("request.parameter", 400, Facts.FIELD),
    /** A query parameter that the operation needs is absent. */
    REQUEST_PARAMETER_MISSING("request.parameter.missing", 400, Facts.FIELD),
    /** A parameter cannot be read as its type. */
    REQUEST_PARAMETER_TYPE("request.parameter.type", 400, Facts.FIELD),
    /** A parameter breaks a rule that the operation declares. */
    REQUEST_PARAMETER_CONSTRAINT("request.parameter.constraint", 400, Facts.FIELD),
    /** A cursor is none, was changed, or belongs to another list or caller. */
    REQUEST_PARAMETER_CURSOR("request.parameter.cursor", 400, Facts.FIELD),
    /** A cursor is older than cursors are taken. */
    REQUEST_PARAMETER_CURSOR_EXPIRED("request.parameter.cursor-expired", 400, Facts.FIELD),

    /** The caller did not prove who it is. */
    AUTH("auth", 401),
    /** There is no credential. */
    AUTH_MISSING("auth.missing", 401),
    /** The credential has not the form of one, or is sent in a way that is not taken. */
    AUTH_MALFORMED("auth.malformed", 401),
    /** The credential is well-formed and nobody's, or its secret is wrong. */
    AUTH_UNKNOWN("auth.unknown", 401),
    /** The credential has passed its end. */
    AUTH_EXPIRED("auth.expired", 401, Facts.EXPIRED),
    /** The credential was withdrawn. */
    AUTH_REVOKED("auth.revoked", 401, Facts.REVOKED),
    /** A signed token did not hold. */
    AUTH_TOKEN("auth.token", 401, Facts.TOKEN),
    /** A signed token has passed its end. */
    AUTH_TOKEN_EXPIRED("auth.token.expired", 401, Facts.TOKEN_EXPIRED),

    /** The caller is known and may not do this. */
    PERMISSION("permission", 403),
    /** The operation asks for a key of another type. */
    PERMISSION_KEY_TYPE("permission.key-type", 403, Facts.KEY_TYPE),
    /** The key lacks a scope. */
    PERMISSION_SCOPE("permission.scope", 403, Facts.SCOPE),
    /** The caller's address is outside the key's list. */
    PERMISSION_ADDRESS("permission.address", 403, Facts.ADDRESS),

    /** What was asked for is not there. */
    ABSENT("absent", 404),
    /** No route has this path. */
    ABSENT_ROUTE("absent.route", 404, Facts.TARGET),
    /** It was there and will not come back. */
    ABSENT_GONE("absent.gone", 410),

    /** The request does not fit the state of things. */
    CONFLICT("conflict", 409),
    /** The idempotency key stands for another request. */
    CONFLICT_IDEMPOTENCY_MISMATCH("conflict.idempotency-mismatch", 409, Facts.IDEMPOTENCY_KEY),
    /** The first request under the idempotency key has not ended yet. */
    CONFLICT_IDEMPOTENCY_RUNNING("conflict.idempotency-running", 409, Facts.IDEMPOTENCY_RUNNING),

    /** More than is granted. */
    LIMIT_EXCEEDED("limit", 429),
    /** Too many requests in a window. */
    LIMIT_RATE("limit.rate", 429, Facts.RATE),
    /** Too many requests from one address, whoever sends them. */
    LIMIT_RATE_ADDRESS("limit.rate.address", 429, Facts.RATE),
    /** Too many requests by everybody together. */
    LIMIT_RATE_GLOBAL("limit.rate.global", 429, Facts.RATE),
    /** Too many requests with one key. */
    LIMIT_RATE_KEY("limit.rate.key", 429, Facts.RATE),
    /** Too many requests of one user, with all keys together. */
    LIMIT_RATE_USER("limit.rate.user", 429, Facts.RATE),
    /** Too many requests for one account, such as a project or a workspace, with the keys of all its users together. */
    LIMIT_RATE_OWNER("limit.rate.owner", 429, Facts.RATE),
    /** Too many failed authentications from one network; nothing from there is taken for a while. */
    LIMIT_LOCK("limit.lock", 429, Facts.RETRY_AFTER),
    /** Too many at once, such as open event streams. */
    LIMIT_CONCURRENT("limit.concurrent", 429, Facts.CONCURRENT),
    /** What the plan grants for this period is used up. */
    LIMIT_QUOTA("limit.quota", 429, Facts.QUOTA),

    /** The service failed. */
    SERVER("server", 500),
    /** An exception that nobody foresaw. */
    SERVER_UNEXPECTED("server.unexpected", 500),
    /** The service cannot work now, and says so on purpose. */
    SERVER_UNAVAILABLE("server.unavailable", 503, Facts.RETRY_AFTER),
    /** The work took longer than the service waits; nothing was done. */
    SERVER_TIMEOUT("server.timeout", 503),
    /** The work may have been done or not, and the service cannot tell. */
    SERVER_OUTCOME_UNKNOWN("server.outcome-unknown", 500);

    /** Looked up when catalogs are built, for each of their codes. */
    @SuppressWarnings("ImmutableEnumChecker")
    private static final Map<String, Condition> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Condition::id, condition -> condition));

    @SuppressWarnings("ImmutableEnumChecker")
    private static final Map<Condition, Condition> PARENTS = parents();

    private final String id;
    private final int status;
    /** Unmodifiable, though its type does not say so. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Fact> facts;

    Condition(String id, int status) {
        this(id, status, List.of());
    }

    Condition(String id, int status, List<Fact> facts) {
        this.id = id;
        this.status = status;
        this.facts = facts;
    }

    /** The dotted name that a page uses. */
    public String id() {
        return id;
    }

    /** The status that HTTP has for it. */
    public int status() {
        return status;
    }

    /** Whether every occurrence supplies the fact. */
    public boolean supplies(Fact fact) {
        return facts.contains(fact);
    }

    /** What every occurrence supplies. */
    List<Fact> supplied() {
        return facts;
    }

    /** The condition that answers when no page names this one; null for a root. */
    public @Nullable Condition parent() {
        return PARENTS.get(this);
    }

    private static Map<Condition, Condition> parents() {
        Map<Condition, Condition> parents = new EnumMap<>(Condition.class);
        for (Condition condition : values()) {
            String id = condition.id;
            for (int dot = id.lastIndexOf('.'); dot > 0; dot = id.lastIndexOf('.', dot - 1)) {
                Condition parent = BY_ID.get(id.substring(0, dot));
                if (parent != null) {
                    parents.put(condition, parent);
                    break;
                }
            }
        }
        return parents;
    }

    /** The condition with this dotted name, if there is one. */
    public static Optional<Condition> named(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }
}
