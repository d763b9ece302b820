package dev.errata.core;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One occurrence of a code, as a value. Immutable; made by generated factories or by {@link Catalog#answer}. */
public final class ApiError {
    private final Variant variant;
    private final @Nullable Object[] values;
    private final @Nullable Map<String, String> headers;
    private final @Nullable Condition condition;
    /** The status that was set for the answer, 0 when none was. */
    private final int asked;

    ApiError(
            Variant variant,
            @Nullable Object[] values,
            @Nullable Map<String, String> headers,
            @Nullable Condition condition,
            int asked) {
        if (values.length != variant.detailCount()) {
            throw wrongCount(variant, values.length);
        }
        this.variant = variant;
        this.values = values;
        this.headers = headers;
        this.condition = condition;
        this.asked = asked;
    }

    private static IllegalArgumentException wrongCount(Variant variant, int given) {
        return new IllegalArgumentException("Code " + variant + " has details "
                + variant.code().details() + ", but was given " + given + " values");
    }

    /** The code. */
    public Code code() {
        return variant.code();
    }

    /** The form of the code. */
    public Variant variant() {
        return variant;
    }

    /** The condition that it answers, null when the application itself raised it. */
    public @Nullable Condition condition() {
        return condition;
    }

    /** The HTTP status: the page's, or another one that was set and that the page keeps. */
    public int status() {
        return variant.statuses().contains(asked) ? asked : variant.status();
    }

    /**
     * The same error as the answer to a status that was set: by the application, or by HTTP for the condition. It is kept
     * where the page has it among its statuses.
     *
     * @param status 400 to 599
     */
    public ApiError withStatus(int status) {
        return new ApiError(variant, values, headers, condition, status);
    }

    /** The status that was set and that this answer replaces by another one; 0 when there is none. */
    public int replaced() {
        return asked == status() ? 0 : asked;
    }

    /** The message with its placeholders filled. */
    public String message() {
        return variant.message().fill(variant.code().details(), values);
    }

    /** The details that this occurrence carries, by name, in the order of the page. */
    public Map<String, Object> details() {
        Map<String, Object> present = new LinkedHashMap<>();
        List<Detail> declared = variant.code().details();
        for (int i = 0; i < declared.size(); i++) {
            Object value = values[i];
            if (value != null) {
                present.put(declared.get(i).name(), value);
            }
        }
        return present;
    }

    /** Headers that belong to the answer, such as {@code Retry-After}, {@code Allow}, {@code WWW-Authenticate}. */
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }

    /** The same error with one more header, which replaces one of the same name. */
    public ApiError header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers());
        more.put(name, value);
        return new ApiError(variant, values, Map.copyOf(more), condition, asked);
    }

    /** The same error with {@code Retry-After}, in whole seconds, rounded up, at least 1 (RFC 9110, 10.2.3). */
    public ApiError retryAfter(Duration wait) {
        return header("Retry-After", Long.toString(RetryAfter.seconds(wait)));
    }

    /** This error as something to throw. */
    public ApiException exception() {
        return new ApiException(this, null);
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** The code, the status and the message without sensitive details: fit for a log. */
    @Override
    public String toString() {
        return variant + " " + status() + ": " + message();
    }
}
