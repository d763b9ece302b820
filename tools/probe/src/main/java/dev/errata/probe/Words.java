package dev.errata.probe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the arguments of directives. */
final class Words {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern PAIR = Pattern.compile("\\G\\s*+([A-Za-z_][\\w.-]*+)=(?:\"([^\"]*+)\"|(\\S*+))");

    private Words() {}

    /** A time such as {@code 250ms}, {@code 2s}, {@code 5m}, {@code 25h} or {@code 8d}. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw StepFailed.setup("'" + text + "' is no length of time. Write a whole number and its unit: "
                    + "250ms, 2s, 5m, 25h or 8d.");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A whole number of at least 1. */
    static int count(String text, String what) {
        if (!text.trim().matches("[1-9]\\d{0,8}")) {
            throw StepFailed.setup("'" + text + "' is no number for " + what + ". Write a whole number from 1 on.");
        }
        return Integer.parseInt(text.trim());
    }

    /** The first word. */
    static String first(String text) {
        return text.trim().split("\\s+", 2)[0];
    }

    /** What stands behind the first word; empty when nothing does. */
    static String rest(String text) {
        String[] parts = text.trim().split("\\s+", 2);
        return parts.length < 2 ? "" : parts[1];
    }

    /** {@code key=value} pairs, all of them text; quotes hold spaces together. */
    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(text);
        int at = 0;
        while (matcher.find()) {
            pairs.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
            at = matcher.end();
        }
        if (!text.substring(at).isBlank()) {
            throw StepFailed.setup("'" + text.substring(at).trim()
                    + "' is no argument. Write key=value, with quotes around a value that has spaces.");
        }
        return pairs;
    }
}
