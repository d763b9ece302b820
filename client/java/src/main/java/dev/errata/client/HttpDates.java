package dev.errata.client;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The three forms of a date in HTTP (RFC 9110, 5.6.7), and that of ISO 8601, which some send instead. */
final class HttpDates {
    private static final int LONGEST = 40;
    private static final int ASCTIME_LENGTH = 24;
    private static final DateTimeFormatter RFC_850 =
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US);
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

    private HttpDates() {}

    /** The instant, null for anything else. Told apart by their looks, because failing to parse is slow. */
    static @Nullable Instant parse(String text) {
        int comma = text.indexOf(',');
        boolean word = !text.isEmpty() && Character.isLetter(text.charAt(0));
        if (text.length() > LONGEST || !(word || text.indexOf('T') > 0)) {
            return null;
        }
        try {
            if (!word) {
                return Instant.parse(text);
            }
            if (comma == 3) {
                return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            }
            if (comma > 3) {
                return LocalDateTime.parse(text, RFC_850).toInstant(ZoneOffset.UTC);
            }
            return text.length() == ASCTIME_LENGTH
                    ? LocalDateTime.parse(text, ASCTIME).toInstant(ZoneOffset.UTC)
                    : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
