package dev.errata.site;

import java.util.regex.Pattern;

/** Text made safe for HTML, where it is written by hand rather than by a template. */
final class Html {
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_.-]");
    private static final Pattern JOINT = Pattern.compile("(?<=[_.-])");

    private Html() {}

    /** Fit for content and for attributes in double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A name as part of an {@code id}. */
    static String id(String name) {
        return UNFIT.matcher(name).replaceAll("-");
    }

    /** The parts of a name between which a line may break: its words with what joins them. */
    static String[] pieces(String name) {
        return JOINT.split(name);
    }
}
