package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.client.ErrorFamily;
import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Envelope;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.Slot;
import dev.errata.core.Variant;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was generated for the clients of one reference, and an answer of its service for every form of every code.
 *
 * @param type the name of the class of errors
 */
record GeneratedClients(
        CatalogSource source, String type, Catalog catalog, ErrorFamily family, List<Answered> answers) {
    static final String DOCS = "https://docs.example.com";
    private static final Path REFERENCES = Path.of("..", "..", "references");

    /** An answer, and what was in it when it was written. */
    record Answered(ApiError error, int status, String requestId, String mediaType, String body) {
        /** Whether its body is that of RFC 9457. */
        boolean problem() {
            return mediaType.toLowerCase(Locale.ROOT).startsWith(Envelope.PROBLEM.mediaType());
        }
    }

    static List<Path> catalogs() throws IOException {
        try (Stream<Path> folders = Files.list(REFERENCES)) {
            return folders.map(folder -> folder.resolve("errors"))
                    .filter(errors -> Files.exists(errors.resolve("catalog.lock.json")))
                    .sorted()
                    .toList();
        }
    }

    static void generate(Path errors, String packageName, Path sources) {
        CatalogSource source = CatalogSource.read(errors);
        new JavaGenerator(source, packageName).write(sources, sources);
        new ClientGenerator(source, packageName).write(sources);
    }

    static GeneratedClients load(Path errors, String packageName, ClassLoader loader)
            throws ReflectiveOperationException {
        CatalogSource source = CatalogSource.read(errors);
        String type = JavaNames.type(source.root().api()) + "Error";
        Object catalog = loader.loadClass(packageName + "." + type + "s")
                .getField("CATALOG")
                .get(null);
        Object family =
                loader.loadClass(packageName + "." + type).getField("FAMILY").get(null);
        return new GeneratedClients(
                source, type, (Catalog) catalog, (ErrorFamily) family, answers(source, (Catalog) catalog));
    }

    private static List<Answered> answers(CatalogSource source, Catalog catalog) {
        ErrorRenderer renderer = new ErrorRenderer(catalog, catalog.envelope(), DOCS);
        ErrorRenderer problems = new ErrorRenderer(catalog, Envelope.PROBLEM, DOCS);
        String problem = Envelope.PROBLEM.mediaType() + "; charset=utf-8";
        List<Answered> answers = new ArrayList<>();
        for (Page page : source.active()) {
            Code code = catalog.codes().stream()
                    .filter(candidate -> candidate.id().equals(page.code()))
                    .findFirst()
                    .orElseThrow();
            @Nullable
            Object[] values =
                    page.details().stream().map(GeneratedClients::example).toArray();
            for (Variant variant : code.variants()) {
                ApiError error = variant.occurrence(values);
                String requestId = "req_" + answers.size();
                String body = text(renderer.render(error, requestId));
                answers.add(new Answered(
                        error, error.status(), requestId, catalog.envelope().mediaType(), body));
                body = text(problems.render(error, requestId));
                answers.add(new Answered(error, error.status(), requestId, problem, body));
                if (catalog.docUrl(code, DOCS) != null) {
                    // What another server writes, which tells problems apart by the page that is their type.
                    body = body.replace("\"code\":\"" + code.id() + "\",", "");
                    answers.add(new Answered(error, error.status(), requestId, problem.toUpperCase(Locale.ROOT), body));
                }
            }
        }
        assertThat(answers).isNotEmpty();
        return answers;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static @Nullable Object example(Page.DetailDoc detail) {
        Object example = detail.example();
        if (example == null) {
            return null;
        }
        return switch (detail.type()) {
            case INTEGER -> ((Number) example).longValue();
            case DECIMAL -> new BigDecimal(example.toString());
            case TIMESTAMP -> Instant.parse(example.toString());
            case STRING -> example.toString();
            case BOOLEAN, STRINGS, FIELDS, ANY -> example;
        };
    }

    /** The details that the body has a place for. */
    Map<String, Object> details(Answered answered) {
        boolean told = answered.problem() || catalog.envelope().slots().contains(Slot.DETAILS);
        return told ? answered.error().details() : Map.of();
    }

    /** The same as JSON has them. */
    Map<String, Object> onTheWire(Answered answered) {
        Map<String, Object> details = new TreeMap<>();
        details(answered)
                .forEach((name, value) -> details.put(name, value instanceof Instant ? value.toString() : value));
        return details;
    }
}
