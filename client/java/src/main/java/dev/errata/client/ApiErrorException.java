package dev.errata.client;

import dev.errata.core.Actor;
import dev.errata.core.RetryAdvice;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something answered, but not with what was asked for. Base of the exceptions that are generated for the codes of a
 * catalog; itself where there are none.
 *
 * <p>Serialized, it keeps its message, its report, and of its answer what {@link ErrorAnswer} keeps.
 */
public non-sealed class ApiErrorException extends ApiCallException {
    private static final long serialVersionUID = 1L;

    private final ErrorAnswer answer;

    /** What {@link ErrorAnswer} leaves behind when it is serialized; null as long as it is there. */
    private @Nullable String text;

    private @Nullable Instant retryAt;

    /** The exception for an answer; an {@link ErrorFamily} calls it. */
    protected ApiErrorException(ErrorAnswer answer, CallReport report) {
        super(report, null);
        this.answer = answer;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        text = getMessage();
        retryAt = retryAt();
        out.defaultWriteObject();
    }

    /** The exception of no family. */
    static ApiErrorException plain(ErrorAnswer answer, CallReport report) {
        return new ApiErrorException(answer, report);
    }

    /** The answer, read by the contract; its body holds what came, in full up to the policy's bound. */
    public final ErrorAnswer answer() {
        return answer;
    }

    /** The code by its present name, or as the body names it; null when it names none. */
    public final @Nullable String code() {
        return answer.code();
    }

    /** The HTTP status. */
    public final int status() {
        return answer.status();
    }

    /** The class of errors, null when neither body nor catalog names one. */
    public final @Nullable String type() {
        return answer.type();
    }

    /** The details. */
    public final Details details() {
        return answer.details();
    }

    /** Who wrote the answer. */
    public final Origin origin() {
        return answer.origin();
    }

    /** The headers of the answer. */
    public final HttpHeaders headers() {
        return answer.headers();
    }

    /** The address of the code's page, null when it is not known. */
    public final @Nullable String docUrl() {
        return answer.docUrl();
    }

    /** What the code's page says of trying again, null when there is no such page. */
    public final @Nullable RetryAdvice advice() {
        return answer.advice();
    }

    /** Who must act where another attempt does not help, null when the code has no page. */
    public final @Nullable Actor actor() {
        return answer.actor();
    }

    @Override
    public final @Nullable String requestId() {
        return answer.requestId() == null ? super.requestId() : answer.requestId();
    }

    @Override
    public final @Nullable Instant retryAt() {
        Duration hint = answer.hint();
        return hint == null ? retryAt : answer.receivedAt().plus(hint);
    }

    /** The answer, who wrote it, the request and what was tried; without sensitive details. */
    @Override
    public String getMessage() {
        if (text != null) {
            return text;
        }
        String page = docUrl() == null ? "" : " " + docUrl();
        return headline() + " " + report().summary(requestId()) + page;
    }

    private String headline() {
        String api = report().api();
        String came = answer.answer().ending() == Answer.Ending.CUT ? ", cut off" : "";
        return switch (origin()) {
            case SERVICE -> api + " answered " + answer + came;
            case INTERMEDIARY ->
                "Not " + api + " but somebody on the way answered " + status() + " with " + contentType() + came;
            case UNKNOWN ->
                answer.answer().body().length == 0
                        ? api + " or somebody on the way answered " + status() + " without a body" + came
                        : api + " or somebody on the way answered " + answer + " with " + contentType() + came;
        };
    }

    private String contentType() {
        String type = headers().firstValue("Content-Type").orElse("a body of no type");
        return headers()
                .firstValue("Server")
                .map(server -> type + " from " + server)
                .orElse(type);
    }
}
