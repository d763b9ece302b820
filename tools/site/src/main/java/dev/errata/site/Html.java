package dev.errata.site;

/** Text made safe for HTML, where it is written by hand rather than by a template. */
final class Html {
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
        return name.replaceAll("[^A-Za-z0-9_.-]", "-");
    }
}
