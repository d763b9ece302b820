package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Example;
import dev.errata.catalog.Page;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of examples as readers see them: two of them can be filled in by the reader.
 *
 * @param base what stands for the base address until the reader says another one
 * @param key the variable that holds the caller's credential, null when no example has one
 */
record Variables(String base, @Nullable String key) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)^authorization$|(?:api|access|secret)[-_]?(?:key|token)|-token$");

    static Variables of(CatalogSource catalog) {
        String base = catalog.root().probe().baseUrl();
        return new Variables(base == null ? "https://api.example.com" : base, credential(catalog));
    }

    /** The variable that most examples send as their credential. */
    private static @Nullable String credential(CatalogSource catalog) {
        Map<String, Integer> uses = new TreeMap<>();
        for (Page page : catalog.pages()) {
            for (Example example : page.examples()) {
                for (Example.Step step : example.steps()) {
                    step.headers().stream()
                            .filter(header -> CREDENTIAL.matcher(header.name()).find())
                            .forEach(header -> count(header.value(), uses));
                }
            }
        }
        int most = uses.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return uses.keySet().stream()
                .filter(name -> uses.getOrDefault(name, 0) == most)
                .findFirst()
                .orElse(null);
    }

    private static void count(String value, Map<String, Integer> uses) {
        Matcher matcher = Piece.VARIABLE.matcher(value);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name.indexOf('.') < 0 && !name.startsWith("$")) {
                uses.merge(name, 1, Integer::sum);
            }
        }
    }

    /** What stands for the key until the reader says theirs: {@code YOUR_SECRET_KEY}. */
    String keyText() {
        return key == null ? "" : CurlScript.placeholder(key);
    }

    /** A request with its variables marked; what the reader fills in is named in {@code data-var}. */
    String mark(String code) {
        return mark(code, MatchResult::group);
    }

    /** A program with its variables marked, in which names of the reader's values stand for them. */
    String fill(String code) {
        return mark(code, variable -> CurlScript.placeholder(variable.group(1)));
    }

    private String mark(String code, Function<MatchResult, String> shown) {
        Matcher matcher = Piece.VARIABLE.matcher(code);
        StringBuilder html = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            html.append(Html.escape(code.substring(at, matcher.start())));
            String name = matcher.group(1);
            html.append(
                    name.equals("base") || name.equals("docs")
                            ? span(" data-var=\"" + name + "\"", base)
                            : name.equals(key)
                                    ? span(" data-var=\"key\"", keyText())
                                    : span("", shown.apply(matcher.toMatchResult())));
            at = matcher.end();
        }
        return html.append(Html.escape(code.substring(at))).toString();
    }

    private static String span(String attribute, String text) {
        return "<span class=\"v\"" + attribute + ">" + Html.escape(text) + "</span>";
    }
}
