package dev.errata.site;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code with its words classed for the stylesheet: comment, string, name, keyword, number. */
final class Highlight {
    private static final String STRINGS = "\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'";
    private static final String NUMBER = "(?<n>(?<![\\w.])-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.]))";
    private static final Pattern JSON = pattern(
            "(?!)",
            "(?<a>\"(?:\\\\.|[^\"\\\\\n])*\"(?=\\s*:))",
            "\"(?:\\\\.|[^\"\\\\\n])*\"",
            "\\b(?:true|false|null)\\b");
    private static final Pattern SHELL = pattern(
            "^#[^\n]*|(?<=\\s)# [^\n]*",
            "(?<a>(?<=\\s)--?[A-Za-z][\\w-]*)",
            "'[^']*'|\"(?:\\\\.|[^\"\\\\])*\"",
            "(?<![\\w/.-])(?:curl|fixture|printf|for|do|done|if|then|fi)(?=\\s)");
    private static final Pattern JAVASCRIPT = pattern(
            "//[^\n]*", "(?<a>\\b\\w+(?=:))", STRINGS + "|`(?:\\\\.|[^`\\\\])*`", "\\b(?:const|await|new|return)\\b");
    private static final Pattern PYTHON = pattern(
            "#[^\n]*",
            "(?<a>\\b\\w+(?==[^=]))",
            "f?\"\"\"(?:\\\\.|(?!\"\"\")[^\\\\])*\"\"\"|f?" + STRINGS.replace("|", "|f?"),
            "\\b(?:import|from|print)\\b");
    private static final Pattern JAVA = pattern(
            "//[^\n]*",
            "(?<a>\\b[A-Z]\\w*)",
            "\"\"\"(?:\\\\.|(?!\"\"\")[^\\\\])*\"\"\"|" + STRINGS,
            "\\b(?:new|var)\\b");
    private static final Pattern HTTP_HEAD = Pattern.compile(
            "^(?<k>HTTP/[\\d.]++ \\d++[^\n]*+|[A-Z]+(?= ))|^(?<a>[A-Za-z0-9-]+)(?=:)|^(?<c>#[^\n]*)|(?<s>(?!))|(?<n>(?!))",
            Pattern.MULTILINE);

    private final Variables variables;

    Highlight(Variables variables) {
        this.variables = variables;
    }

    private static Pattern pattern(String comment, String name, String string, String keyword) {
        return Pattern.compile(
                "(?<c>" + comment + ")|" + name + "|(?<s>" + string + ")|(?<k>" + keyword + ")|" + NUMBER,
                Pattern.MULTILINE);
    }

    /** A program in a language, or an HTTP message. */
    String html(Language language, String code) {
        return switch (language) {
            case HTTP -> message(code);
            case CURL -> html(SHELL, code, variables::fill);
            case FETCH -> html(JAVASCRIPT, code, variables::fill);
            case REQUESTS -> html(PYTHON, code, variables::fill);
            case JAVA -> html(JAVA, code, variables::fill);
        };
    }

    /** The head as headers; the body as JSON, which it mostly is and which leaves other text alone. */
    private String message(String code) {
        int empty = code.indexOf("\n\n");
        return empty < 0
                ? html(HTTP_HEAD, code)
                : html(HTTP_HEAD, code.substring(0, empty)) + json(code.substring(empty));
    }

    String json(String code) {
        return html(JSON, code);
    }

    private String html(Pattern pattern, String code) {
        return html(pattern, code, variables::mark);
    }

    private static String html(Pattern pattern, String code, UnaryOperator<String> mark) {
        Matcher matcher = pattern.matcher(code);
        StringBuilder html = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            html.append(mark.apply(code.substring(at, matcher.start())));
            html.append("<span class=\"").append(kind(matcher)).append("\">");
            html.append(mark.apply(matcher.group())).append("</span>");
            at = matcher.end();
        }
        return html.append(mark.apply(code.substring(at))).toString();
    }

    private static String kind(Matcher matcher) {
        for (String kind : new String[] {"c", "a", "s", "k"}) {
            if (matcher.group(kind) != null) {
                return kind;
            }
        }
        return "n";
    }
}
