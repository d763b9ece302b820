package dev.errata.benchmarks;

import dev.errata.core.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a catalog of any number of pages that are like those of real APIs; the same number and seed give the same bytes. */
final class ScaleCatalog {
    private static final List<String> THINGS = List.of(
            "account", "invoice", "parcel", "ticket", "session", "webhook", "report", "device", "policy", "bucket");
    private static final List<String> FAULTS = List.of(
            "expired", "locked", "archived", "duplicated", "oversized", "unverified", "suspended", "incomplete");
    private static final List<Integer> STATUSES = List.of(400, 402, 403, 404, 409, 410, 412, 422, 423, 429);

    private static final String ROOT = """
            api: Scale
            version: "1.0"
            description: A catalog to measure with.
            doc-url: "{docs}/errors/{code}"
            code-pattern: "[A-Z][A-Z0-9_]*"
            envelope:
              error: { code: $code, message: $message, doc_url: $doc_url?, details: $details? }
            limits: { requests-per-minute: 600 }
            """;

    private final Random random;

    private ScaleCatalog(Random random) {
        this.random = random;
    }

    /** Writes a catalog into a folder: {@code codes} of the API and a page for each status of the platform. */
    static void write(Path folder, int codes, long seed) throws IOException {
        Path pages = Files.createDirectories(folder.resolve("codes"));
        Files.writeString(folder.resolve("errata.yaml"), ROOT);
        Map<Integer, List<Condition>> platform = Arrays.stream(Condition.values())
                .collect(Collectors.groupingBy(Condition::status, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Integer, List<Condition>> status : platform.entrySet()) {
            String raisedBy = status.getValue().stream().map(Condition::id).collect(Collectors.joining(", "));
            Files.writeString(
                    pages.resolve("PLATFORM_" + status.getKey() + ".md"), platform(status.getKey(), raisedBy));
        }
        ScaleCatalog catalog = new ScaleCatalog(new Random(seed));
        for (int i = 0; i < codes; i++) {
            Files.writeString(pages.resolve(code(i) + ".md"), catalog.page(i));
        }
    }

    private static String code(int i) {
        return (THINGS.get(i % THINGS.size()) + "_" + FAULTS.get(i / THINGS.size() % FAULTS.size()) + "_" + i)
                .toUpperCase(java.util.Locale.ROOT);
    }

    private static String platform(int status, String conditions) {
        return """
                ---
                status: %d
                title: Platform %d
                retry: never
                message: "The request was not served; at most {limits.requests-per-minute} a minute are."
                platform: true
                raised-by: [%s]
                prove: { waiver: the platform's own }
                since: "1.0"
                ---
                ## Cause
                Anything else.

                ## Fix
                Look at the request.
                """.formatted(status, status, conditions);
    }

    private String page(int i) {
        String thing = THINGS.get(i % THINGS.size());
        String fault = FAULTS.get(i / THINGS.size() % FAULTS.size());
        boolean wait = random.nextInt(6) == 0;
        boolean variant = random.nextInt(5) == 0;
        StringBuilder page = new StringBuilder("""
                ---
                status: %d
                title: The %s is %s (%d)
                retry: %s
                message: "The %s {%s_id} is %s, so that it cannot be used for case %d."
                details:
                  %s_id: { type: string, doc: the %s that was asked for, example: %s_%d }
                """.formatted(
                        wait ? 429 : STATUSES.get(random.nextInt(STATUSES.size())),
                        thing,
                        fault,
                        i,
                        wait ? "wait" : "never",
                        thing,
                        thing,
                        fault,
                        i,
                        thing,
                        thing,
                        thing,
                        i));
        if (random.nextBoolean()) {
            page.append(
                    "  changed_at: { type: timestamp, optional: true, doc: since when, example: \"2026-03-01T12:00:00Z\" }\n");
        }
        if (random.nextInt(3) == 0) {
            page.append("  allowed: { type: strings, doc: what would be taken, example: [active, open] }\n");
        }
        if (random.nextInt(3) == 0) {
            page.append("  count: { type: integer, optional: true, doc: how many there are, example: ")
                    .append(random.nextInt(1_000))
                    .append(" }\n");
        }
        if (variant) {
            page.append("variants:\n  - { name: for-now, status: 503, retry: backoff, message: \"The ")
                    .append(thing)
                    .append(" is moved, which takes a moment.\" }\n");
        }
        if (random.nextInt(10) == 0) {
            page.append("aliases: [OLD_").append(code(i)).append("]\n");
        }
        page.append("since: \"1.0\"\n---\n## Cause\n")
                .append(sentences(thing, fault))
                .append("\n\n## Fix\n");
        page.append(sentences(thing, fault))
                .append(" See [another](")
                .append(code(i / 2))
                .append(").\n\n## Example\n");
        page.append(request(thing, i));
        if (variant) {
            page.append("\n### Variant: for-now\n").append(request(thing, i));
        }
        return page.toString();
    }

    private String sentences(String thing, String fault) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(text.isEmpty() ? "" : " ")
                    .append("A `")
                    .append(thing)
                    .append("` that is ")
                    .append(fault)
                    .append(" can be read for ")
                    .append(1 + random.nextInt(30))
                    .append(" days, and **nothing** else can be done with it.");
        }
        return text.toString();
    }

    private static String request(String thing, int i) {
        return """
                ```http
                POST {{base}}/v1/%ss/%d/use
                Authorization: Bearer {{key}}
                Content-Type: application/json

                {"%s": "%s_%d", "amount": "10.00"}
                ```
                """.formatted(thing, i, thing, thing, i);
    }
}
