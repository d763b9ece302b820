package dev.errata.client;

import dev.errata.core.Actor;
import dev.errata.core.Code;
import dev.errata.core.Detail;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Variant;
import java.io.Serializable;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not the one asked for, read by the contract.
 *
 * <p>Serialized, it keeps what may stand in a log: headers, body, details and form stay behind, and so does what the
 * message tells of a sensitive detail.
 *
 * @param answer the answer itself; its body is unpacked where it came packed
 * @param receivedAt when its head came
 * @param origin who wrote it
 * @param fit how well its body fits the envelope
 * @param wireCode the code as the body names it, null when it names none
 * @param form the form of the code that the catalog knows by this name or an earlier one, null when it knows none
 * @param message the message of the body, null when it has none
 * @param type the class of errors, null when neither body nor catalog names one
 * @param details the details; empty when there are none
 * @param requestId the request id of the body or of the header, null when the answer has none
 * @param docUrl the address of the code's page, null when it is not known
 */
public record ErrorAnswer(
        Answer answer,
        Instant receivedAt,
        Origin origin,
        Fit fit,
        @Nullable String wireCode,
        @Nullable Variant form,
        @Nullable String message,
        @Nullable String type,
        Details details,
        @Nullable String requestId,
        @Nullable String docUrl)
        implements Serializable {
    /** What of an answer may stand in a log, and so in a file. */
    private record Kept(
            int status,
            Answer.Ending ending,
            Instant receivedAt,
            Origin origin,
            Fit fit,
            @Nullable String code,
            @Nullable String message,
            @Nullable String type,
            @Nullable String requestId,
            @Nullable String docUrl)
            implements Serializable {
        private Object readResolve() {
            HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
            Answer answer = new Answer(status, none, new byte[0], ending);
            Details details = new Details(null, null);
            return new ErrorAnswer(
                    answer, receivedAt, origin, fit, code, null, message, type, details, requestId, docUrl);
        }
    }

    private Object writeReplace() {
        String open = message == null ? null : details.redact(message);
        return new Kept(status(), answer.ending(), receivedAt, origin, fit, code(), open, type, requestId, docUrl);
    }

    /** The HTTP status. */
    public int status() {
        return answer.status();
    }

    /** The headers. */
    public HttpHeaders headers() {
        return answer.headers();
    }

    /** The code by the name that the catalog has for it now, or as the body names it; null when it names none. */
    public @Nullable String code() {
        return form == null ? wireCode : form.code().id();
    }

    /** The code in the catalog, null when the catalog does not know it. */
    public @Nullable Code known() {
        return form == null ? null : form.code();
    }

    /** What the page says of trying again; null unless the service itself answered with a code of the catalog. */
    public @Nullable RetryAdvice advice() {
        return form == null || origin != Origin.SERVICE ? null : form.retry();
    }

    /**
     * Who must act where another attempt does not help; null unless the service itself answered with a code of the
     * catalog.
     */
    public @Nullable Actor actor() {
        return form == null || origin != Origin.SERVICE ? null : form.actor();
    }

    /** How long it asks to wait from {@link #receivedAt}, null when it does not say. */
    public @Nullable Duration hint() {
        boolean windows = status() == 429 || (form != null && form.retry() == RetryAdvice.WAIT);
        List<Detail> declared = form == null ? List.of() : form.code().details();
        return Hints.of(headers(), details.values(), declared, windows, receivedAt);
    }

    /** What {@code X-Should-Retry} says, null when there is no such header. */
    @Nullable
    Boolean serverSays() {
        String says = answer.header("x-should-retry");
        if (says == null) {
            return null;
        }
        return switch (says.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    /** What it means for another attempt. */
    Outcome outcome() {
        return new Outcome.Answered(status(), serverSays(), hint());
    }

    /** The body as text, in the charset that the answer names, or UTF-8. */
    public String bodyText() {
        return new String(answer.body(), charset(answer.headers()));
    }

    static Charset charset(HttpHeaders headers) {
        String type = headers.firstValue("Content-Type").orElse("");
        int at = type.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String name = type.substring(at + "charset=".length())
                .split(";")[0]
                .replace("\"", "")
                .trim();
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The status, the code and the message, without sensitive details. */
    @Override
    public String toString() {
        String named = code() == null ? "" : " " + code();
        return status() + named + (message == null ? "" : ": " + details.redact(message));
    }
}
