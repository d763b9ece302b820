package dev.errata.client;

import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Envelope;
import dev.errata.core.Variant;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers by the catalog's envelope, or by that of RFC 9457 where the answer says so. Immutable and thread-safe.
 *
 * <p>Nothing in an answer makes it fail: what does not fit is kept as it came.
 */
public final class ErrorReader {
    private static final byte[] PROBLEM =
            "{\"type\":\"t\",\"title\":\"t\",\"status\":400,\"detail\":\"d\",\"code\":\"c\",\"request_id\":\"r\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final String ABSENT_TYPE = "about:blank";

    /** Longer successes are not looked through for an error; none is that long. */
    private static final int LONGEST_HIDDEN = 64 << 10;

    private final Catalog catalog;
    private final String requestId;
    private final EnvelopeReader declared;
    private final EnvelopeReader problem;

    /** Whether a body of RFC 9457 would pass for one of the catalog's own, so that only its media type tells. */
    private final boolean alike;

    private final Code[] codes;
    private final @Nullable String[] pages;

    /** How the address of each one's page ends, wherever the pages lie; null where that would not tell them apart. */
    private final @Nullable String[] endings;

    /**
     * A reader.
     *
     * @param docs what stands for {@code {docs}} in addresses of pages; null when only those in bodies are shown
     */
    public ErrorReader(Catalog catalog, @Nullable String docs) {
        this.catalog = catalog;
        this.requestId = catalog.requestId().header().toLowerCase(Locale.ROOT);
        Map<String, Code> byName = new LinkedHashMap<>();
        Set<String> details = new LinkedHashSet<>();
        for (Code code : catalog.codes()) {
            code.aliases().forEach(alias -> byName.putIfAbsent(alias, code));
            byName.put(code.id(), code);
            code.details().forEach(detail -> details.add(detail.name()));
        }
        this.codes = byName.values().toArray(Code[]::new);
        this.pages = new String[codes.length];
        for (int i = 0; i < codes.length; i++) {
            pages[i] = docs == null ? null : catalog.docUrl(codes[i], docs);
        }
        this.endings = byName.keySet().stream()
                .map(name -> {
                    String ending = catalog.docUrl(name, "");
                    return ending == null || !ending.contains(name) ? null : ending;
                })
                .toArray(String[]::new);
        Names ids = new Names(byName.keySet());
        Names names = new Names(details);
        this.declared = new EnvelopeReader(catalog.envelope(), ids, names);
        boolean own = catalog.envelope().mediaType().equals(Envelope.PROBLEM.mediaType());
        this.problem = own ? declared : new EnvelopeReader(Envelope.PROBLEM, ids, names);
        this.alike = declared.read(PROBLEM, false).fit() == Fit.WHOLE;
    }

    /** The contract that it reads by. */
    public Catalog catalog() {
        return catalog;
    }

    /**
     * Reads an answer that is no success.
     *
     * @param receivedAt when its head came; the time to wait counts from then
     */
    public ErrorAnswer read(Answer packed, Instant receivedAt) {
        return read(packed, receivedAt, null);
    }

    /**
     * The same.
     *
     * @param asked the address that answered, against which links are resolved; null when it is not known
     */
    ErrorAnswer read(Answer packed, Instant receivedAt, @Nullable URI asked) {
        Answer answer = Unpacked.of(packed);
        byte[] body = answer.body();
        EnvelopeReader.Found found = declared.read(body, false);
        // Most answers are what the catalog declares, and then their headers need not be asked.
        EnvelopeReader reader = !alike && found.fit() == Fit.WHOLE ? declared : readerOf(answer);
        found = reader == declared ? found : reader.read(body, false);
        if ((found.broken() || !JsonCursor.isAscii(body)) && !Unpacked.isUtf8(body)) {
            found = reader.read(asUtf8(answer), false);
        }
        return answer(answer, receivedAt, found, asked);
    }

    /**
     * The exception for an answer that another HTTP client brought; for adapters, which do not retry.
     *
     * @param method the method of the request
     * @param path its path, without the query
     */
    public ApiErrorException exception(
            ErrorFamily family, String method, String path, Answer answer, Instant receivedAt) {
        ErrorAnswer error = read(answer, receivedAt);
        RetryPolicy policy = RetryPolicy.never();
        Situation situation = new Situation(1, method, true, false, policy.deadline());
        // After the only attempt no time to wait can change what is decided.
        Outcome outcome = new Outcome.Answered(error.status(), error.serverSays(), null);
        Decision decision = Decision.decide(policy, situation, outcome, error.advice(), policy.budget(), 0);
        Decision.Reason reason = decision instanceof Decision.Stop stop ? stop.reason() : Decision.Reason.ATTEMPTS;
        Attempt attempt = new Attempt(
                1,
                receivedAt,
                Duration.ZERO,
                error.status(),
                error.code(),
                error.requestId(),
                null,
                null,
                decision.why());
        List<Attempt> attempts = List.of(attempt);
        return family.exception(
                error, new CallReport(catalog.api(), method, path, null, attempts, reason, decision.why()));
    }

    /** The error that a successful status hides, null when the body is no error of this catalog. */
    @Nullable
    ErrorAnswer hidden(Answer answer, Instant receivedAt, URI asked) {
        if (answer.body().length > LONGEST_HIDDEN) {
            return null;
        }
        EnvelopeReader reader = readerOf(answer);
        EnvelopeReader.Found found = reader.read(answer.body(), true);
        boolean error = found.fit() == Fit.WHOLE && found.known() >= 0;
        return error ? answer(answer, receivedAt, found, asked) : null;
    }

    private EnvelopeReader readerOf(Answer answer) {
        return isProblem(answer) ? problem : declared;
    }

    private static boolean isProblem(Answer answer) {
        String type = answer.header("content-type");
        String said = Envelope.PROBLEM.mediaType();
        return type != null && type.regionMatches(true, 0, said, 0, said.length());
    }

    /** The body, which is in another charset against RFC 8259, 8.1, in UTF-8. */
    private static byte[] asUtf8(Answer answer) {
        Charset charset = ErrorAnswer.charset(answer.headers());
        Charset other = charset.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : charset;
        return new String(answer.body(), other).getBytes(StandardCharsets.UTF_8);
    }

    private ErrorAnswer answer(Answer answer, Instant receivedAt, EnvelopeReader.Found found, @Nullable URI asked) {
        boolean byType = found.code() == null && isProblem(answer);
        int known = byType ? codeOfPage(found.docUrl()) : found.known();
        Code code = known < 0 ? null : codes[known];
        Fit fit = byType && code != null ? Fit.PART : found.fit();
        String message = found.message();
        String headerId = answer.header(requestId);
        boolean json = startsAsJson(answer.body());
        Origin origin = Origin.of(
                catalog, fit, code != null, headerId, answer.body(), json && (found.broken() || isProblem(answer)));
        String bodyId = found.requestId();
        String type = found.type();
        return new ErrorAnswer(
                answer,
                receivedAt,
                origin,
                fit,
                byType && code != null ? code.id() : found.code(),
                code == null ? null : form(code, status(answer, found), message),
                message,
                type == null && code != null ? code.type() : type,
                new Details(found, code),
                bodyId == null ? headerId : bodyId,
                docUrl(answer, found, origin, known < 0 ? null : pages[known], asked));
    }

    /** The code whose page an address leads to: what RFC 9457 tells problems apart by. -1 when it is none's. */
    private int codeOfPage(@Nullable String url) {
        if (url == null) {
            return -1;
        }
        int hash = url.indexOf('#');
        String page = hash < 0 ? url : url.substring(0, hash);
        for (int i = 0; i < endings.length; i++) {
            String ending = endings[i];
            if (ending != null && (url.endsWith(ending) || page.endsWith(ending))) {
                return i;
            }
        }
        return -1;
    }

    /** By the body, else by {@code Link}, which knows the variant, else by the catalog. */
    private static @Nullable String docUrl(
            Answer answer, EnvelopeReader.Found found, Origin origin, @Nullable String page, @Nullable URI asked) {
        String url = found.docUrl();
        if (url != null && !url.equals(ABSENT_TYPE)) {
            return url;
        }
        List<String> links = answer.headers().map().get("link");
        String link = links == null || origin != Origin.SERVICE ? null : Links.help(links, asked);
        return link == null ? page : link;
    }

    /** A body that hides behind another status may name its own. */
    private static int status(Answer answer, EnvelopeReader.Found found) {
        return answer.status() < 300 && found.status() != 0 ? found.status() : answer.status();
    }

    /** By status; among forms of one status by the message; else the main form. */
    private static Variant form(Code code, int status, @Nullable String message) {
        Variant best = null;
        for (Variant variant : code.variants()) {
            if (variant.status() != status) {
                continue;
            }
            boolean better = best == null || (message != null && !fits(best, message) && fits(variant, message));
            best = better ? variant : best;
        }
        if (best != null) {
            return best;
        }
        return code.variants().stream()
                .filter(variant -> variant.answersWith(status))
                .findFirst()
                .orElse(code.main());
    }

    private static boolean fits(Variant form, String message) {
        return form.message().fits(message);
    }

    private static boolean startsAsJson(byte[] body) {
        for (byte b : body) {
            if (b > ' ') {
                return b == '{' || b == '[' || b == '"';
            }
        }
        return false;
    }
}
