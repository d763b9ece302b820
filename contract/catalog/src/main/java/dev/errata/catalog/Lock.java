package dev.errata.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code catalog.lock.json}: every code and alias ever published, so that rename and reuse cannot be missed. */
public final class Lock {
    private static final String FILE = "catalog.lock.json";
    private static final String UNTIL = " until ";

    private Lock() {}

    /**
     * Writes the lock of a catalog.
     *
     * @throws CatalogException when a code that the present lock holds has no page any more
     */
    public static Path write(CatalogSource catalog) {
        Findings vanished = new Findings();
        vanished(catalog, published(file(catalog)), vanished);
        if (!vanished.isEmpty()) {
            throw new CatalogException(vanished.sorted());
        }
        try {
            return Files.writeString(file(catalog), text(catalog));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void check(CatalogSource catalog, Findings findings) {
        Path file = file(catalog);
        if (!Files.exists(file)) {
            findings.add(
                    Rule.LOCK_CURRENT,
                    Position.of(file),
                    "There is no lock; write it with `errata lint --write-lock` and commit it.");
            return;
        }
        boolean gone = vanished(catalog, published(file), findings);
        if (!gone && !read(file).equals(text(catalog))) {
            findings.add(
                    Rule.LOCK_CURRENT,
                    Position.of(file),
                    "The lock does not fit the pages; look at what changed, then run `errata lint --write-lock`.");
        }
    }

    private static boolean vanished(CatalogSource catalog, List<String> published, Findings findings) {
        boolean any = false;
        for (String code : published) {
            if (catalog.page(code).isEmpty()) {
                any = true;
                findings.add(
                        Rule.LOCK_CURRENT,
                        Position.of(file(catalog)),
                        "The code '" + code
                                + "' was published and has no page any more. Clients match on it: keep its page"
                                + " with 'state: retired', or name it under aliases: of the page that took its place.");
            }
        }
        return any;
    }

    private static List<String> published(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(read(file));
        List<String> codes = new ArrayList<>();
        if (tree instanceof Map<?, ?> root && root.get("codes") instanceof Map<?, ?> map) {
            map.forEach((code, facts) -> {
                codes.add(String.valueOf(code));
                if (facts instanceof Map<?, ?> known && known.get("aliases") instanceof List<?> aliases) {
                    aliases.forEach(alias -> codes.add(String.valueOf(alias).split(UNTIL, 2)[0]));
                }
            });
        }
        return codes;
    }

    private static String text(CatalogSource catalog) {
        Map<String, String> codes = new TreeMap<>();
        for (Page page : catalog.pages()) {
            codes.put(page.code(), entry(page));
        }
        StringBuilder json = new StringBuilder("{\n  \"api\": ");
        json.append(quote(catalog.root().api())).append(",\n  \"version\": ");
        json.append(quote(catalog.root().version())).append(",\n  \"codes\": {");
        String separator = "\n";
        for (Map.Entry<String, String> code : codes.entrySet()) {
            json.append(separator)
                    .append("    ")
                    .append(quote(code.getKey()))
                    .append(": ")
                    .append(code.getValue());
            separator = ",\n";
        }
        return json.append("\n  }\n}\n").toString();
    }

    private static String entry(Page page) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("state", quote(page.retired() ? "retired" : "active"));
        members.put("since", quote(page.since()));
        List<String> forms = page.forms().stream()
                .map(form -> quote(form.name()) + ": [" + form.status() + ", "
                        + quote(form.retry().word()) + "]")
                .toList();
        members.put("forms", "{" + String.join(", ", forms) + "}");
        List<String> details = page.details().stream()
                .map(detail -> quote(detail.name() + (detail.required() ? "" : "?")) + ": "
                        + quote(detail.type().word()))
                .toList();
        members.put("details", "{" + String.join(", ", details) + "}");
        members.put(
                "aliases",
                "[" + String.join(", ", page.aliases().stream().map(Lock::entry).toList()) + "]");
        List<String> written = members.entrySet().stream()
                .map(member -> quote(member.getKey()) + ": " + member.getValue())
                .toList();
        return "{" + String.join(", ", written) + "}";
    }

    private static String entry(Page.Alias alias) {
        return quote(alias.until() == null ? alias.name() : alias.name() + UNTIL + alias.until());
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Path file(CatalogSource catalog) {
        return catalog.folder().resolve(FILE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
