package dev.errata.client;

import dev.errata.core.Detail;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer asks to wait.
 *
 * <p>What an answer says of this request ({@code Retry-After} and its kin, the details of the code) counts before what it
 * says of a window (reset headers, which only count once nothing remains). Of several values the longest wins, so that
 * none is obeyed early. Dates are compared with the answer's own {@code Date}, so that a wrong local clock does no harm.
 */
final class Hints {
    /** What stands for a number with too many digits to be a time. */
    private static final Duration FOREVER = Duration.ofSeconds(999_999_999_999_999L);

    private static final int LONGEST_NUMBER = 15;
    /** Possessive, as all that follow a digit here: a header of zeros is read once. */
    private static final Pattern NUMBER = Pattern.compile("0*+(\\d*+)(?:\\.(\\d{1,9}+)\\d*+)?+");

    private static final Pattern EXHAUSTED = Pattern.compile("(?:^|[;,\\s])(?:r|remaining)=0(?:[;,\\s]|$)");
    private static final Pattern RESET = Pattern.compile("(?:^|[;,\\s])(?:t|reset)=(\\d+)");
    private static final Pattern SPAN = Pattern.compile("(?:(\\d++)h)?(?:(\\d++)m)?(?:([\\d.]++)s)?(?:(\\d++)ms)?");

    private static final List<String> IN_MILLIS = List.of("Retry-After-Ms", "X-Ms-Retry-After-Ms", "X-Amz-Retry-After");
    /** With any vendor's prefix and suffix: {@code X-RateLimit-Reset}, {@code x-ratelimit-reset-tokens}. */
    private static final Pattern WINDOW = Pattern.compile("((?:.*-)?rate-?limit)-reset(-after)?(-.*)?");

    private final HttpHeaders headers;
    private final Instant received;
    private @Nullable Duration longest;

    private Hints(HttpHeaders headers, Instant received) {
        this.headers = headers;
        this.received = received;
    }

    /**
     * The wait that an answer asks for, null when it asks for none.
     *
     * @param details the details of the code, with {@code declared} to tell what they mean; empty when there are none
     * @param windows whether reset headers count: the answer is one that asks to slow down
     * @param received when the head of the answer came
     */
    static @Nullable Duration of(
            HttpHeaders headers,
            Map<String, Object> details,
            List<Detail> declared,
            boolean windows,
            Instant received) {
        Hints hints = new Hints(headers, received);
        hints.readRetryAfter();
        hints.readDetails(details, declared);
        if (hints.longest == null && windows) {
            headers.map().keySet().forEach(hints::readWindow);
            hints.each("RateLimit", hints::structured);
        }
        return hints.longest;
    }

    private void readRetryAfter() {
        IN_MILLIS.forEach(name -> each(name, value -> scaled(value, 3)));
        for (String value : headers.allValues("Retry-After")) {
            Instant date = HttpDates.parse(value.trim());
            if (date != null) {
                consider(until(date));
            } else {
                for (String part : value.split(",")) {
                    consider(scaled(part.trim(), 0));
                }
            }
        }
    }

    private void readDetails(Map<String, Object> details, List<Detail> declared) {
        details.forEach((name, value) -> {
            switch (fact(name, declared)) {
                case "retry_after_ms" -> consider(scaled(value.toString(), 3));
                case "retry_after" -> consider(scaled(value.toString(), 0));
                case "resets" -> consider(value instanceof Instant reset ? until(reset) : null);
                default -> {}
            }
        });
    }

    private static String fact(String name, List<Detail> declared) {
        for (Detail detail : declared) {
            if (detail.name().equals(name)) {
                return detail.fact();
            }
        }
        return name;
    }

    private void readWindow(String name) {
        Matcher window = WINDOW.matcher(name.toLowerCase(Locale.ROOT));
        if (!window.matches()) {
            return;
        }
        String suffix = window.group(3) == null ? "" : window.group(3);
        String remaining =
                headers.firstValue(window.group(1) + "-remaining" + suffix).orElse("0");
        if (remaining.trim().equals("0")) {
            boolean fromNow = window.group(2) != null;
            each(name, value -> fromNow ? scaled(value, 0) : reset(value));
        }
    }

    private void each(String name, Function<String, @Nullable Duration> read) {
        headers.allValues(name).forEach(value -> consider(read.apply(value.trim())));
    }

    private void consider(@Nullable Duration hint) {
        if (hint != null && (longest == null || hint.compareTo(longest) > 0)) {
            longest = hint;
        }
    }

    /** Seconds from now, seconds or milliseconds since 1970, a date, or a span such as {@code 6m0s}. */
    private @Nullable Duration reset(String value) {
        Duration number = scaled(value, 0);
        if (number != null) {
            long seconds = number.toSeconds();
            if (seconds >= 100_000_000_000L) {
                return until(Instant.ofEpochMilli(seconds));
            }
            return seconds >= 1_000_000_000L ? until(Instant.EPOCH.plus(number)) : number;
        }
        Instant date = HttpDates.parse(value);
        return date != null ? until(date) : span(value);
    }

    private static @Nullable Duration span(String value) {
        Matcher matcher = SPAN.matcher(value);
        if (value.isEmpty() || !matcher.matches()) {
            return null;
        }
        Duration sum = Duration.ZERO;
        int[] scales = {3600, 60, 1};
        for (int i = 0; i < scales.length; i++) {
            Duration part = matcher.group(i + 1) == null ? null : scaled(matcher.group(i + 1), 0);
            sum = part == null ? sum : sum.plus(part.multipliedBy(scales[i]));
        }
        Duration millis = matcher.group(4) == null ? null : scaled(matcher.group(4), 3);
        return millis == null ? sum : sum.plus(millis);
    }

    /** {@code "default";r=0;t=30}, or {@code limit=100, remaining=0, reset=30} of an earlier draft. */
    private @Nullable Duration structured(String value) {
        Duration longestReset = null;
        boolean early = value.contains("reset=");
        for (String item : early ? new String[] {value} : value.split(",")) {
            Matcher reset = RESET.matcher(item);
            if (EXHAUSTED.matcher(item).find() && reset.find()) {
                Duration found = scaled(reset.group(1), 0);
                if (found != null && (longestReset == null || found.compareTo(longestReset) > 0)) {
                    longestReset = found;
                }
            }
        }
        return longestReset;
    }

    /** Seconds, or thousandths of them where {@code left} is 3; null for what is no number, or negative. */
    private static @Nullable Duration scaled(String text, int left) {
        int digits = digits(text);
        if (digits == 0) {
            return null;
        }
        if (digits == text.length() && digits <= LONGEST_NUMBER) {
            long whole = Long.parseLong(text);
            return left == 0 ? Duration.ofSeconds(whole) : Duration.ofMillis(whole);
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return null;
        }
        if (number.group(1).length() > LONGEST_NUMBER + left) {
            return FOREVER;
        }
        String fraction = number.group(2) == null ? "" : "." + number.group(2);
        BigDecimal nanos = new BigDecimal("0" + number.group(1) + fraction).movePointRight(9 - left);
        BigDecimal[] parts = nanos.setScale(0, RoundingMode.UP).divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
    }

    /** From the answer's own date on, or from when it came. */
    private Duration until(Instant date) {
        Instant sent = headers.firstValue("Date").map(HttpDates::parse).orElse(null);
        Duration wait = Duration.between(sent == null ? received : sent, date);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static int digits(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) >= '0' && text.charAt(count) <= '9') {
            count++;
        }
        return count;
    }
}
