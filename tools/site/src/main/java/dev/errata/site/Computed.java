package dev.errata.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that an example makes up as it is sent, such as {@code {{$uuid}}}.
 *
 * @param kind which one
 * @param seconds how far from now, for {@link Kind#TIME}
 */
record Computed(Kind kind, long seconds) {
    private static final Pattern NAME = Pattern.compile("\\$(?:(uuid)|(long)|(timestamp)|now(?:([+-]\\d+)([smhd]))?)");

    /** What is made up. */
    enum Kind {
        /** A random UUID. */
        UUID,
        /** 10,000 letters. */
        LONG,
        /** Seconds since 1970. */
        TIMESTAMP,
        /** An instant in ISO 8601. */
        TIME
    }

    /** The value with this name, null when the name is that of a variable. */
    static @Nullable Computed named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        if (matcher.group(1) != null) {
            return new Computed(Kind.UUID, 0);
        }
        if (matcher.group(2) != null) {
            return new Computed(Kind.LONG, 0);
        }
        if (matcher.group(3) != null) {
            return new Computed(Kind.TIMESTAMP, 0);
        }
        String amount = matcher.group(4);
        return new Computed(Kind.TIME, amount == null ? 0 : Long.parseLong(amount) * unit(matcher.group(5)));
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
    }
}
