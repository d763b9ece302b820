package dev.errata.client;

/**
 * Makes the exceptions of one catalog. Generated code brings one that picks the class by {@link ErrorAnswer#known}, and
 * a class for unknown codes.
 */
@FunctionalInterface
public interface ErrorFamily {
    /** The exception for an answer. */
    ApiErrorException exception(ErrorAnswer answer, CallReport report);

    /** {@link ApiErrorException} for every code. */
    static ErrorFamily plain() {
        return ApiErrorException::plain;
    }
}
