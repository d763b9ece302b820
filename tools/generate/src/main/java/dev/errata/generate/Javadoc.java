package dev.errata.generate;

/** Makes Javadoc of a page's Markdown: code spans stay code, all else is text. */
final class Javadoc {
    private Javadoc() {}

    static String text(String markdown) {
        StringBuilder out = new StringBuilder();
        boolean code = false;
        for (String part :
                markdown.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").split("`", -1)) {
            if (code && balanced(part)) {
                out.append("{@code ").append(part.replace("*/", "* /")).append('}');
            } else {
                out.append(plain(part));
            }
            code = !code;
        }
        return out.toString().replaceAll("\\n\\s*\\n", "\n\n<p>");
    }

    private static boolean balanced(String part) {
        return part.chars().filter(c -> c == '{').count()
                == part.chars().filter(c -> c == '}').count();
    }

    private static String plain(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("{", "&#123;")
                .replace("}", "&#125;")
                .replace("*/", "*&#47;")
                .replace("\\", "&#92;")
                .replace("**", "");
    }
}
