package dev.errata.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one occurrence of a condition. Immutable.
 *
 * <p>Each method asks for all that a kind of conditions supplies, under the same name in the list of {@link Condition};
 * {@link Catalog#answer} refuses facts of which a part is missing.
 */
public final class Facts {
    static final List<Fact> TARGET = List.of(Fact.METHOD, Fact.PATH);
    static final List<Fact> METHODS = List.of(Fact.METHOD, Fact.PATH, Fact.ALLOWED);
    static final List<Fact> ALLOWED = List.of(Fact.ALLOWED);
    static final List<Fact> BODY = List.of(Fact.LOCATION, Fact.RULE);
    static final List<Fact> FIELD = List.of(Fact.FIELD, Fact.LOCATION, Fact.RULE, Fact.ERRORS);
    static final List<Fact> VALUE = List.of(Fact.FIELD, Fact.LOCATION, Fact.RULE, Fact.ERRORS, Fact.ALLOWED);
    static final List<Fact> BOUND = List.of(Fact.FIELD, Fact.LOCATION, Fact.RULE, Fact.ERRORS, Fact.LIMIT);
    static final List<Fact> LIMIT = List.of(Fact.LIMIT);
    static final List<Fact> EXPIRED = List.of(Fact.EXPIRED_AT);
    static final List<Fact> REVOKED = List.of(Fact.REVOKED_AT);
    static final List<Fact> TOKEN = List.of(Fact.REASON);
    static final List<Fact> TOKEN_EXPIRED = List.of(Fact.REASON, Fact.EXPIRED_AT);
    static final List<Fact> KEY_TYPE = List.of(Fact.KEY_TYPE, Fact.REQUIRED_KEY_TYPE);
    static final List<Fact> SCOPE = List.of(Fact.REQUIRED_SCOPE, Fact.AVAILABLE_SCOPES);
    static final List<Fact> ADDRESS = List.of(Fact.IP);
    static final List<Fact> IDEMPOTENCY_KEY = List.of(Fact.FIELD, Fact.IDEMPOTENCY_KEY);
    static final List<Fact> IDEMPOTENCY_RUNNING =
            List.of(Fact.FIELD, Fact.IDEMPOTENCY_KEY, Fact.RETRY_AFTER, Fact.RETRY_AFTER_MS);
    static final List<Fact> RETRY_AFTER = List.of(Fact.RETRY_AFTER, Fact.RETRY_AFTER_MS);
    static final List<Fact> CONCURRENT = List.of(Fact.LIMIT, Fact.RETRY_AFTER, Fact.RETRY_AFTER_MS);
    static final List<Fact> RATE =
            List.of(Fact.LIMIT, Fact.WINDOW_SECONDS, Fact.LEVEL, Fact.RETRY_AFTER, Fact.RETRY_AFTER_MS);
    static final List<Fact> QUOTA =
            List.of(Fact.PLAN, Fact.USAGE, Fact.LIMIT, Fact.RESETS, Fact.RETRY_AFTER, Fact.RETRY_AFTER_MS);

    private static final Facts NONE = new Facts(List.of());

    private final List<Fact> known;
    private final @Nullable Object[] values;

    private Facts(List<Fact> known, @Nullable Object... values) {
        this.known = known;
        this.values = values;
    }

    /** Nothing but the condition itself. */
    public static Facts none() {
        return NONE;
    }

    /** Method and path of the request. */
    public static Facts target(String method, String path) {
        return new Facts(TARGET, method, path);
    }

    /** Method and path of the request, and the methods that the resource has. */
    public static Facts methods(String method, String path, List<String> allowed) {
        return new Facts(METHODS, method, path, allowed);
    }

    /** The media types that are taken or given. */
    public static Facts allowed(List<String> allowed) {
        return new Facts(ALLOWED, allowed);
    }

    /** The body as a whole. */
    public static Facts body(String rule) {
        return new Facts(BODY, "body", rule);
    }

    /**
     * One member, parameter or header.
     *
     * @param field as the sender writes it, such as {@code items[0].name}
     * @param location {@code body}, {@code query}, {@code path}, {@code header} or {@code cookie}
     * @param rule what is allowed there, beginning with "must"
     */
    public static Facts field(String field, String location, String rule) {
        return new Facts(FIELD, field, location, rule, List.of(FieldError.item(field, location, rule)));
    }

    /**
     * The {@link FieldError#leading} of these, with all of them in {@link Fact#ERRORS}.
     *
     * @param errors at least one
     */
    public static Facts fields(List<FieldError> errors) {
        FieldError first = FieldError.leading(errors);
        List<Map<String, String>> items = errors.stream()
                .map(error -> FieldError.item(error.field(), error.location(), error.rule()))
                .toList();
        return new Facts(FIELD, name(first), first.location(), first.rule(), items);
    }

    /** A body as a whole has conditions without a field; a rule about several parameters has no other name. */
    private static @Nullable String name(FieldError error) {
        if (!error.field().isEmpty()) {
            return error.field();
        }
        return error.location().equals("body") ? null : error.location();
    }

    /** One member, parameter or header, as {@link #field}, and the values that there are. */
    public static Facts value(String field, String location, String rule, List<String> allowed) {
        return new Facts(VALUE, field, location, rule, List.of(FieldError.item(field, location, rule)), allowed);
    }

    /** A place in the body, as {@link #field}, and the bound that it crosses. */
    public static Facts bound(String field, String rule, long limit) {
        return new Facts(BOUND, field, "body", rule, List.of(FieldError.item(field, "body", rule)), limit);
    }

    /** The bound that was crossed. */
    public static Facts limit(long limit) {
        return new Facts(LIMIT, limit);
    }

    /** When the credential expired. */
    public static Facts expired(Instant at) {
        return new Facts(EXPIRED, at);
    }

    /** When the credential was revoked. */
    public static Facts revoked(Instant at) {
        return new Facts(REVOKED, at);
    }

    /** Why a token was refused: one word of a closed set. */
    public static Facts token(String reason) {
        return new Facts(TOKEN, reason);
    }

    /** The same word for a token that has passed its end, and when that was. */
    public static Facts tokenExpired(String reason, Instant at) {
        return new Facts(TOKEN_EXPIRED, reason, at);
    }

    /** The type of the caller's key, and the one that the operation asks for. */
    public static Facts keyType(String type, String required) {
        return new Facts(KEY_TYPE, type, required);
    }

    /** The scope that the operation asks for, and those that the key has. */
    public static Facts scope(String required, List<String> available) {
        return new Facts(SCOPE, required, available);
    }

    /** The caller's address. */
    public static Facts address(String ip) {
        return new Facts(ADDRESS, ip);
    }

    /**
     * The idempotency key of the request.
     *
     * @param field where it was sent
     */
    public static Facts idempotencyKey(String field, String key) {
        return new Facts(IDEMPOTENCY_KEY, field, key);
    }

    /** The idempotency key of the request, as {@link #idempotencyKey}, and when to come back. */
    public static Facts idempotencyRunning(String field, String key, Duration wait) {
        return new Facts(IDEMPOTENCY_RUNNING, field, key, RetryAfter.seconds(wait), RetryAfter.millis(wait));
    }

    /** When to come back, from now. */
    public static Facts retryAfter(Duration wait) {
        return new Facts(RETRY_AFTER, RetryAfter.seconds(wait), RetryAfter.millis(wait));
    }

    /** How many there may be at once, and when to come back, from now. */
    public static Facts concurrent(long limit, Duration wait) {
        return new Facts(CONCURRENT, limit, RetryAfter.seconds(wait), RetryAfter.millis(wait));
    }

    /**
     * A rate.
     *
     * @param limit how many there may be in a window
     * @param level which bucket was empty
     * @param wait when to come back, from now
     */
    public static Facts rate(long limit, Duration window, String level, Duration wait) {
        return new Facts(RATE, limit, window.toSeconds(), level, RetryAfter.seconds(wait), RetryAfter.millis(wait));
    }

    /**
     * A quota.
     *
     * @param usage how much of the limit is used up
     * @param resets when it begins anew
     * @param wait the same, from now
     */
    public static Facts quota(String plan, long usage, long limit, Instant resets, Duration wait) {
        return new Facts(QUOTA, plan, usage, limit, resets, RetryAfter.seconds(wait), RetryAfter.millis(wait));
    }

    /** The fact's value, null when it is not known: of the Java type that {@link Fact#type} holds. */
    public @Nullable Object get(Fact fact) {
        int at = known.indexOf(fact);
        return at < 0 ? null : values[at];
    }

    @Override
    public String toString() {
        return known.stream()
                .filter(fact -> get(fact) != null)
                .map(fact -> fact.id() + "=" + get(fact))
                .toList()
                .toString();
    }
}
