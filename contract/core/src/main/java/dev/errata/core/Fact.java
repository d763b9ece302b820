package dev.errata.core;

import static dev.errata.core.DetailType.ANY;
import static dev.errata.core.DetailType.FIELDS;
import static dev.errata.core.DetailType.INTEGER;
import static dev.errata.core.DetailType.STRING;
import static dev.errata.core.DetailType.STRINGS;
import static dev.errata.core.DetailType.TIMESTAMP;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The closed set of things that a condition can know about its occurrence; a page's details draw from them by name. */
public enum Fact {
    /** The offending member as the sender wrote it, with its path: {@code items[0].name}. */
    FIELD(STRING),
    /** Where it stands: {@code body}, {@code query}, {@code path}, {@code header} or {@code cookie}. */
    LOCATION(STRING),
    /** What is allowed there, in words that begin with "must". */
    RULE(STRING),
    /** The value as it was sent. */
    VALUE(ANY),
    /** Every offence found, a list of {@link InvalidField}. */
    ERRORS(FIELDS),
    /** The values, methods or media types that are allowed. */
    ALLOWED(STRINGS),
    /** The bound that was crossed. */
    LIMIT(INTEGER),
    /** The length of the window that the bound counts in, in seconds. */
    WINDOW_SECONDS(INTEGER),
    /** Which bucket was empty: {@code global}, {@code key}, {@code user} or {@code owner}. */
    LEVEL(STRING),
    /** When to come back, in whole seconds from now. */
    RETRY_AFTER(INTEGER),
    /** When to come back, in milliseconds from now. */
    RETRY_AFTER_MS(INTEGER),
    /** The request's method. */
    METHOD(STRING),
    /** The request's path. */
    PATH(STRING),
    /** The scope that the operation asks for. */
    REQUIRED_SCOPE(STRING),
    /** The scopes that the caller's key holds. */
    AVAILABLE_SCOPES(STRINGS),
    /** The type of the caller's key. */
    KEY_TYPE(STRING),
    /** The type of key that the operation asks for. */
    REQUIRED_KEY_TYPE(STRING),
    /** The caller's address. */
    IP(STRING),
    /** When the credential expired. */
    EXPIRED_AT(TIMESTAMP),
    /** Why the credential was refused: one word of a closed set. */
    REASON(STRING),
    /** When the credential was revoked. */
    REVOKED_AT(TIMESTAMP),
    /** The idempotency key of the request. */
    IDEMPOTENCY_KEY(STRING),
    /** The plan that the caller has. */
    PLAN(STRING),
    /** How much of the bound is used up. */
    USAGE(INTEGER),
    /** When what is used up begins anew. */
    RESETS(TIMESTAMP);

    private final String id = name().toLowerCase(Locale.ROOT);
    private final DetailType type;

    Fact(DetailType type) {
        this.type = type;
    }

    /** The name that a page uses. */
    public String id() {
        return id;
    }

    /** The type of detail that it can fill. */
    public DetailType type() {
        return type;
    }

    /** The fact with this name, if there is one. */
    public static Optional<Fact> named(String id) {
        return Arrays.stream(values()).filter(fact -> fact.id.equals(id)).findFirst();
    }
}
