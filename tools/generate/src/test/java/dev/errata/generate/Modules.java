package dev.errata.generate;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Catalogs whose modules are tested: those of the references, and one of all that is awkward in other languages. */
final class Modules {
    private static final String ROOT = """
            api: Awkward
            version: 2026-11-rc.7
            description: Names and words that mean something elsewhere.
            doc-url: "{docs}/errors/{code}"
            code-pattern: "[A-Z][A-Z_]*"
            request-id: { header: X-Request-Id, prefix: req_ }
            envelope: { code: $code, message: $message, details: $details }
            """;

    private static final String ANSWERS = """
            raised-by: [request, auth, permission, absent, conflict, limit]
            variants:
              - { name: down, status: 500, retry: backoff, actor: operator, message: "Down.", raised-by: [server], statuses: [502] }
            """;

    private static final Map<String, String> CODES =
            Map.of("AWKWARD", ANSWERS, "VALUE", "", "VALUE_ERROR", "", "TIMEOUT", "");

    private static final String PAGE = """
            ---
            status: 400
            title: 'A "title" of 90 characters that has a \\ in it and does not end: it goes on, and on'
            retry: never
            message: "The amount is wrong."
            details:
              amount: { type: decimal, optional: true, doc: "what was sent */ or \\"\\"\\"", example: 12.50 }
              wrong: { type: fields, optional: true, doc: all of it, example: [{ field: a, location: body, rule: must be b }] }
            %ssince: "1.0"
            ---
            ## Cause
            It is `*/` or \"""wrong\""" or \\N{DASH}.

            ## Fix
            Look at `*/`, at \"""this\""" and at \\N{DASH}.

            - the first, which is told in a line that is longer than what a line of the generated code may be, and so it has to go on
            - the "second"
            """;

    private Modules() {}

    static List<CatalogSource> all(Path folder) throws IOException {
        List<CatalogSource> all = new ArrayList<>();
        for (Path errors : GeneratedClients.catalogs()) {
            all.add(CatalogSource.read(errors));
        }
        all.add(awkward(folder));
        return all;
    }

    static CatalogSource awkward(Path folder) throws IOException {
        Path errors = folder.resolve("awkward");
        Files.createDirectories(errors.resolve("codes"));
        Files.writeString(errors.resolve("errata.yaml"), ROOT);
        for (Map.Entry<String, String> code : CODES.entrySet()) {
            Files.writeString(errors.resolve("codes/" + code.getKey() + ".md"), PAGE.formatted(code.getValue()));
        }
        return CatalogSource.read(errors);
    }

    static CatalogSource harbor() {
        return CatalogSource.read(Path.of("..", "..", "references", "harbor", "errors"));
    }
}
