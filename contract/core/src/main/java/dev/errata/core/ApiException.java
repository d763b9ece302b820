package dev.errata.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Carries an {@link ApiError} to the door.
 *
 * <p>Has no stack trace: it is an answer, not a failure. Its cause is kept for the log and never reaches the wire.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    ApiException(ApiError error, @Nullable Throwable cause) {
        super(null, cause, false, false);
        this.error = error;
    }

    /** The error to answer with. */
    public ApiError error() {
        return error;
    }

    /** The code of the error. */
    public Code code() {
        return error.code();
    }

    /** The same error with the reason that the log shall show. */
    public ApiException because(Throwable cause) {
        return new ApiException(error, cause);
    }

    /** The same error with {@code Retry-After}; see {@link ApiError#retryAfter}. */
    public ApiException retryAfter(Duration wait) {
        return new ApiException(error.retryAfter(wait), getCause());
    }

    /** The code, the status and the message. */
    @Override
    public String getMessage() {
        return error.toString();
    }
}
