package dev.errata.catalog;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What must hold of the identifiers. */
final class CodeChecks {
    void patterns(CatalogSource catalog, Findings findings) {
        Pattern pattern = Pattern.compile(catalog.root().codePattern());
        for (Page page : catalog.pages()) {
            if (!pattern.matcher(page.code()).matches()) {
                findings.add(
                        Rule.CODE_PATTERN,
                        Position.of(page.file()),
                        "The file's name is the code, and '" + page.code() + "' does not match code-pattern: "
                                + pattern.pattern() + ". Rename the file.");
            }
        }
    }

    /** Letters that differ in case or in punctuation alone would collide in generated names and in file systems. */
    void unique(CatalogSource catalog, Findings findings) {
        Map<String, String> owners = new HashMap<>();
        for (Page page : catalog.pages()) {
            claim(page.code(), "the code of " + page.file().getFileName(), page, owners, findings);
        }
        for (Page page : catalog.pages()) {
            for (String alias : page.earlierNames()) {
                claim(alias, "an alias on " + page.file().getFileName(), page, owners, findings);
            }
        }
    }

    private static void claim(String name, String as, Page page, Map<String, String> owners, Findings findings) {
        String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String other = owners.putIfAbsent(key, "'" + name + "', " + as);
        if (other != null) {
            findings.add(
                    Rule.CODE_UNIQUE,
                    Position.of(page.file()),
                    "'" + name + "', " + as + ", is too near to " + other
                            + "; codes and aliases differ in more than case and punctuation.");
        }
    }

    void replacements(CatalogSource catalog, Findings findings) {
        for (Page page : catalog.pages()) {
            String other = page.replacedBy();
            if (other != null
                    && catalog.active().stream()
                            .noneMatch(active -> active.code().equals(other))) {
                findings.add(
                        Rule.LINK_ALIVE,
                        Position.of(page.file()),
                        "'replaced-by:' names '" + other + "', which is no active code of this catalog.");
            }
        }
    }
}
