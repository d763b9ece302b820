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
        patterns.put(
                "a Java stack frame",
                Pattern.compile("\\bat [\\w$.]+\\([\\w$]+\\.(?:java|kt|scala|groovy):\\d+\\)|Caused by: "));
        patterns.put(
                "a Python stack frame",
                Pattern.compile("Traceback \\(most recent call last\\)|File \"[^\"]+\", line \\d+"));
        patterns.put(
                "a Node stack frame",
                Pattern.compile("\\bat (?:[\\w$.<> ]{1,100} \\()?(?:file://|node:|/)[^\\s()]+:\\d+:\\d+\\)?"));
        patterns.put("a Go stack frame", Pattern.compile("goroutine \\d+ \\[|(?<![\\w/.-])[\\w/.-]+\\.go:\\d+"));
        patterns.put(
                "a .NET stack frame", Pattern.compile("\\bat [\\w.`<>]+\\([^()\\n]*+\\) in [^\\n]{1,200}:line \\d+"));
        patterns.put(
                "an exception's class name",
                Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)\\b|\\b[A-Z]\\w+Exception\\b"
                        + "|\\b(?:Type|Value|Key|Attribute|Index|Reference|Syntax|Range|Name|OS|IO)Error\\b"));
        patterns.put(
                "a piece of SQL",
                Pattern.compile(
                        "\\bSELECT\\b[^\"]{1,200}\\bFROM\\b|\\bINSERT INTO\\b|\\bDELETE FROM\\b|\\bUPDATE \\w+ SET\\b|SQLSTATE"
                                + "|\\bORA-\\d{5}|SQLITE_[A-Z]+|syntax error at or near"));
        patterns.put(
                "a path of the machine",
                Pattern.compile(
                        "(?<![\\w:/.])/(?:home|usr|var|etc|opt|tmp|root|Users|srv|mnt|proc)/[\\w./-]*\\w|\\b[A-Z]:\\\\{1,2}\\w+"));
        return Collections.unmodifiableMap(patterns);
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
