package dev.errata.client;

import org.jspecify.annotations.Nullable;

/** How a call ended, as a value: its exception is made on the caller's thread, whose stack trace says something. */
sealed interface CallEnd {
    record Success(Response response) implements CallEnd {}

    record Failed(ErrorAnswer answer, CallReport report) implements CallEnd {}

    record Unanswered(
            Outcome.@Nullable Loss loss,
            String what,
            CallReport report,
            @Nullable Throwable cause) implements CallEnd {}

    /**
     * The response.
     *
     * @throws ApiCallException when there is none
     */
    default Response orThrow(ErrorFamily family) {
        if (this instanceof Failed failed) {
            throw family.exception(failed.answer, failed.report);
        }
        if (this instanceof Unanswered lost) {
            throw new NoAnswerException(lost.loss, lost.what, lost.report, lost.cause);
        }
        return ((Success) this).response;
    }
}
