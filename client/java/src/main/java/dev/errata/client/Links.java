package dev.errata.client;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page that an answer points to by {@code Link} (RFC 8288) with the relation {@code help}. */
final class Links {
    /** An address and its parameters; what is quoted may hold commas. */
    private static final Pattern LINK = Pattern.compile("<([^<>]*+)>((?:[^\",]|\"(?:[^\"\\\\]|\\\\.)*+\")*+)");

    /** Each parameter is read, so that what stands within a quoted one is none. */
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([^\\s=;\"]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]*+))");

    private Links() {}

    /**
     * The address, null when there is none.
     *
     * @param asked what a relative address is resolved against; null leaves it as it is
     */
    static @Nullable String help(List<String> headers, @Nullable URI asked) {
        for (String header : headers) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (isHelp(link.group(2))) {
                    return resolved(link.group(1), asked);
                }
            }
        }
        return null;
    }

    private static boolean isHelp(String parameters) {
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase("rel")) {
                String relations = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
                return List.of(relations.trim().split("\\s+")).stream().anyMatch("help"::equalsIgnoreCase);
            }
        }
        return false;
    }

    private static String resolved(String address, @Nullable URI asked) {
        try {
            return asked == null ? address : asked.resolve(address).toString();
        } catch (IllegalArgumentException e) {
            // No address by RFC 3986; it may still tell a person something.
            return address;
        }
    }
}
