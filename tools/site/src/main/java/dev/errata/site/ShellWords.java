package dev.errata.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of a directive: a word, and pairs behind it.
 *
 * @param first empty when there is none
 * @param pairs in order
 */
record ShellWords(String first, Map<String, String> pairs) {
    private static final Pattern PAIR = Pattern.compile("\\G\\s*+([A-Za-z_][\\w.-]*+)=(?:\"([^\"]*+)\"|(\\S*+))");

    static ShellWords of(String argument) {
        String[] parts = argument.strip().split("\\s+", 2);
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(parts.length > 1 ? parts[1] : "");
        while (matcher.find()) {
            pairs.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return new ShellWords(parts[0], pairs);
    }
}
