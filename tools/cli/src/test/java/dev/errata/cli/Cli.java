package dev.errata.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A home with references of our own, and the command run in it. */
final class Cli {
    private static final String ROOT = """
            api: Tiny
            version: "1.0"
            description: A tiny service.
            request-id: { header: X-Request-Id, prefix: req_ }
            envelope:
              error: { code: $code, message: $message, details: $details? }
            probe: { base-url: "http://127.0.0.1:1" }
            """;

    /** A page that answers every root condition, so that lint is content. */
    private static final String ABSENT = """
            ---
            status: 404
            title: Not there
            retry: never
            message: "{id} is not there."
            details:
              id: { type: string, doc: Your own number, example: o1 }
              hint: { type: string, optional: true, sensitive: true, doc: What to do, example: none }
            aliases: [MISSING]
            since: "1.0"
            variants:
              - { name: gone, status: 410, retry: wait, message: "{id} was here once." }
            ---
            ## Cause
            Nobody made it.

            ## Fix
            Make it first.

            ## Example
            ```http
            # @expect 201
            POST {{base}}/orders
            Authorization: Bearer {{secret_key}}

            {"it's": "{{id}}"}
            ```
            ```http
            GET {{base}}/orders/o1
            ```

            ### Variant: gone
            ```http
            # @raw
            GET /orders/o2 HTTP/1.1
            Host: x
            ```
            """;

    /** What a run left behind. */
    record Result(int status, String out, String err) {}

    private final Path home;

    Cli(Path home) {
        this.home = home;
    }

    /** A reference called tiny with one page. */
    static Cli withTiny(Path home) {
        return new Cli(home)
                .write("references/tiny/errors/errata.yaml", ROOT)
                .write("references/tiny/errors/codes/ABSENT.md", ABSENT);
    }

    Cli write(String name, String text) {
        try {
            Files.createDirectories(home.resolve(name).getParent());
            Files.writeString(home.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String path(String name) {
        return home.resolve(name).toString();
    }

    Result run(String... args) {
        return run(false, args);
    }

    /** What probes prove is kept below the home, unless the arguments say otherwise. */
    Result run(boolean terminal, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (all.contains("probe") && !all.contains("--data")) {
            all.addAll(List.of("--data", path("data")));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                new Catalogs(home));
        int status = Errata.run(shell, all.toArray(String[]::new));
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
