package dev.errata.client;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of one client share.
 *
 * @param base where the API stands, without a slash at its end
 * @param bodyBytes how long a success may be
 */
record Wiring(
        ErrorReader reader,
        String base,
        Transport transport,
        Time time,
        RandomGenerator random,
        RetryPolicy policy,
        Budget budget,
        @Nullable Credentials credentials,
        String keyHeader,
        int bodyBytes) {
    private static final String ANYTHING = "*/*";

    String api() {
        return reader.catalog().api();
    }

    String requestIdHeader() {
        return reader.catalog().requestId().header();
    }

    String userAgent() {
        return "errata-client (" + api().replaceAll("[^ -'*-~]", "?") + ")";
    }

    /**
     * The address of a path.
     *
     * @throws IllegalArgumentException when it is no path and no address below the base's host
     */
    URI address(String path) {
        if (path.startsWith("/")) {
            return URI.create(base + path);
        }
        URI whole = URI.create(path);
        URI origin = URI.create(base);
        boolean same = origin.getScheme().equalsIgnoreCase(whole.getScheme())
                && origin.getRawAuthority().equalsIgnoreCase(whole.getRawAuthority());
        if (!same) {
            throw new IllegalArgumentException(
                    "The address '" + path + "' is neither a path, which begins with '/', nor" + " on the host of "
                            + base + "; credentials are for that host only. Make a client for the other.");
        }
        return whole;
    }

    Received received(Request request, URI asked, Answer packed) {
        Instant now = time.now();
        boolean success = packed.status() >= 200 && packed.status() < 300;
        Answer answer = success && isPacked(packed) ? Unpacked.of(packed) : packed;
        if (!success || answer.ending() == Answer.Ending.CUT) {
            ErrorAnswer error = reader.read(answer, now, asked);
            return new Received.Wrong(error, error.outcome());
        }
        if (answer.ending() == Answer.Ending.CAPPED) {
            String why = "the answer is longer than the " + bodyBytes + " bytes that this client takes";
            return new Received.Wrong(reader.read(answer, now, asked), new Outcome.Unusable(why));
        }
        if (answer.body().length == 0) {
            return new Received.Fine(answer);
        }
        if (!isAsked(request.accepts(), answer)) {
            String why = "a success was to be " + request.accepts();
            return new Received.Wrong(reader.read(answer, now, asked), new Outcome.Unusable(why));
        }
        ErrorAnswer hidden = reader.hidden(answer, now, asked);
        return hidden == null ? new Received.Fine(answer) : new Received.Wrong(hidden, hidden.outcome());
    }

    private static boolean isPacked(Answer answer) {
        return answer.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    }

    /** By the type that the answer names; where it names none, anything but a page will do. */
    private static boolean isAsked(String accepts, Answer answer) {
        if (accepts.contains(ANYTHING)) {
            return true;
        }
        String named = answer.headers().firstValue("Content-Type").orElse("");
        String type = named.split(";")[0].trim().toLowerCase(Locale.ROOT);
        boolean page = answer.body()[0] == '<';
        if (accepts.contains("json")) {
            return !page && (type.isEmpty() || type.endsWith("/json") || type.endsWith("+json"));
        }
        return type.isEmpty() ? !page : accepts.toLowerCase(Locale.ROOT).contains(type);
    }
}
