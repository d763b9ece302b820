package dev.errata.generate;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes Javadoc of a page's Markdown: code spans stay code, all else is text. */
final class Javadoc {
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*+)]\\([^()]*+\\)");
    private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");

    private Javadoc() {}

    static String text(String markdown) {
        StringBuilder out = new StringBuilder();
        boolean code = false;
        for (String part : LINK.matcher(markdown).replaceAll("$1").split("`", -1)) {
            if (code && balanced(part)) {
                out.append("{@code ").append(part.replace("*/", "* /")).append('}');
            } else {
                out.append(plain(part));
            }
            code = !code;
        }
        return PARAGRAPH.matcher(out).replaceAll("\n\n<p>");
    }

    /** As {@link #text}, as the beginning of a sentence whose end follows. */
    static String capitalized(String markdown) {
        String text = text(markdown).strip().replaceFirst("\\.$", "");
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
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
