package dev.errata.probe;

import dev.errata.catalog.Example.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what belongs inside the service, and the credentials of the run, in errors. Not thread-safe. */
final class LeakDetector {
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token");
    private static final int SHORTEST_SECRET = 8;

    private static final Map<String, Pattern> INSIDE = inside();

    private final Set<String> secrets = new LinkedHashSet<>();

    private static Map<String, Pattern> inside() {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        put(patterns, "a Java stack frame", "\\bat [\\w$.]+\\([\\w$]+\\.(?:java|kt|scala|groovy):\\d+\\)|Caused by: ");
        put(patterns, "a Python stack frame", "Traceback \\(most recent call last\\)|File \"[^\"]+\", line \\d+");
        put(patterns, "a Node stack frame", "\\bat (?:[\\w$.<> ]+ \\()?(?:file://|node:|/)[^\\s()]+:\\d+:\\d+\\)?");
        put(patterns, "a Go stack frame", "goroutine \\d+ \\[|\\b[\\w/.-]+\\.go:\\d+");
        put(patterns, "a .NET stack frame", "\\bat [\\w.`<>]+\\([^)]*\\) in [^\\n]+:line \\d+");
        put(
                patterns,
                "an exception's class name",
                "\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)\\b|\\b[A-Z]\\w+Exception\\b"
                        + "|\\b(?:Type|Value|Key|Attribute|Index|Reference|Syntax|Range|Name|OS|IO)Error\\b");
        put(
                patterns,
                "a piece of SQL",
                "\\bSELECT\\b[^\"]{1,200}\\bFROM\\b|\\bINSERT INTO\\b|\\bDELETE FROM\\b|\\bUPDATE \\w+ SET\\b|SQLSTATE"
                        + "|\\bORA-\\d{5}|SQLITE_[A-Z]+|syntax error at or near");
        put(
                patterns,
                "a path of the machine",
                "(?<![\\w:/.])/(?:home|usr|var|etc|opt|tmp|root|Users|srv|mnt|proc)/[\\w./-]*\\w|\\b[A-Z]:\\\\{1,2}\\w+");
        return Collections.unmodifiableMap(patterns);
    }

    private static void put(Map<String, Pattern> patterns, String what, String pattern) {
        patterns.put(what, Pattern.compile(pattern));
    }

    /** Remembers the credentials of a request for the whole run. */
    void remember(Sent sent) {
        for (Header header : sent.headers()) {
            if (CREDENTIALS.contains(header.name().toLowerCase(Locale.ROOT))) {
                String value = header.value().trim();
                String secret = value.substring(value.indexOf(' ') + 1).trim();
                if (secret.length() >= SHORTEST_SECRET) {
                    secrets.add(secret);
                }
            }
        }
    }

    /** The text with every credential of the run hidden. */
    String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, secret.substring(0, 3) + "…");
        }
        return masked;
    }

    /** One sentence for each kind of leak; what the request itself contains is an echo and no leak. */
    List<String> leaks(Exchange exchange, Set<String> vocabulary) {
        String text = all(exchange.answer());
        String request = new String(exchange.sent().wire(), StandardCharsets.UTF_8);
        List<String> leaks = new ArrayList<>();
        INSIDE.forEach((what, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String found = matcher.group();
                if (!request.contains(found) && !vocabulary.contains(found)) {
                    leaks.add("The answer shows " + what + ": '" + found.strip() + "'.");
                    return;
                }
            }
        });
        secrets.stream()
                .filter(text::contains)
                .findFirst()
                .ifPresent(secret -> leaks.add("The answer repeats a credential that a request carried: '"
                        + secret.substring(0, 3) + "…' (" + secret.length() + " characters)."));
        return leaks;
    }

    private static String all(Answer answer) {
        StringBuilder all = new StringBuilder();
        answer.headers().forEach(header -> all.append(header.value()).append('\n'));
        return all.append(
                        answer.text().replace("\\n", "\n").replace("\\t", "\t").replace("\\\"", "\""))
                .toString();
    }
}
