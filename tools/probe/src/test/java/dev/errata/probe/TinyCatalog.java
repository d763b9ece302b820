package dev.errata.probe;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a catalog into a temporary folder and reads it as everybody does. */
final class TinyCatalog {
    static final String ROOT = """
            api: Tiny
            version: "1.0"
            request-id: { header: X-Request-Id, prefix: req_ }
            envelope:
              error: { code: $code, message: $message, details: $details?, request_id: $request_id?, doc_url: $doc_url? }
            """;

    private final Path folder;

    TinyCatalog(Path folder) {
        this.folder = folder;
        root(ROOT);
    }

    TinyCatalog root(String yaml) {
        return write("errata.yaml", yaml);
    }

    /** A page with this front matter (status, title, retry, message and since unless given) and these fences. */
    TinyCatalog page(String code, String facts, String... fences) {
        StringBuilder page = new StringBuilder("---\n").append(facts);
        addUnlessGiven(page, facts, "status", "404");
        addUnlessGiven(page, facts, "title", "Not there");
        addUnlessGiven(page, facts, "retry", "never");
        addUnlessGiven(page, facts, "message", "It is not there.");
        page.append("since: \"1.0\"\n---\n## Cause\nIt happens.\n\n## Fix\nChange the request.\n");
        if (fences.length > 0) {
            page.append("\n## Example\n");
        }
        for (String fence : fences) {
            page.append(
                    fence.startsWith("###")
                            ? "\n" + fence + "\n"
                            : "\n```http\n" + fence + (fence.endsWith("\n") ? "```\n" : "\n```\n"));
        }
        return write("codes/" + code + ".md", page.toString());
    }

    private static void addUnlessGiven(StringBuilder page, String facts, String key, String value) {
        if (!facts.startsWith(key + ":") && !facts.contains("\n" + key + ":")) {
            page.append(key).append(": ").append(value).append('\n');
        }
    }

    private TinyCatalog write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    CatalogSource read() {
        return CatalogSource.read(folder);
    }

    /** Probes a service with this catalog. */
    ProbeReport probe(TinyService service) {
        CatalogSource catalog = read();
        return new Probe(catalog, Settings.of(catalog.root(), service.url(), 1), ProbeListener.SILENT).run();
    }

    /** Probes a catalog of one page with one form. */
    FormResult probeOne(TinyService service) {
        return probe(service).codes().get(0).forms().get(0);
    }
}
