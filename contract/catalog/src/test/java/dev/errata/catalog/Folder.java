package dev.errata.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A catalog in a temporary folder that is clean until a test spoils it. */
final class Folder {
    static final String ROOT = """
            api: Shop
            version: "1.0"
            doc-url: "{docs}/errors/{code}"
            code-pattern: "[A-Z_]+"
            envelope:
              error: { code: $code, message: $message, details: $details? }
            limits: { per-minute: 100 }
            """;

    static final String SOLD_OUT = """
            ---
            status: 409
            title: Sold out
            retry: never
            message: "Item {item} is sold out."
            details:
              item: { type: string, doc: what was asked for, example: lamp }
            since: "1.0"
            ---
            ## Cause
            The last one is gone.

            ## Fix
            Choose another, see [REFUSED](REFUSED).

            ## Example
            ```http
            # @name basket
            # @expect 201
            POST {{base}}/baskets
            Content-Type: application/json

            {"item": "lamp"}
            ```
            ```http
            POST {{base}}/orders/{{basket.id}}
            ```
            """;

    static final String REFUSED = """
            ---
            status: 400
            title: Refused
            retry: never
            message: "At most {limits.per-minute} requests a minute are read, and only whole ones."
            raised-by: [request]
            since: "1.0"
            ---
            ## Cause
            Anything else.

            ## Fix
            Ask us.

            ## Example
            ```http
            GET {{base}}/nothing
            ```
            """;

    private final Path path;

    Folder(Path path) {
        this.path = path;
        write("errata.yaml", ROOT);
        write("codes/SOLD_OUT.md", SOLD_OUT);
        write("codes/REFUSED.md", REFUSED);
        write("codes/ABSENT.md", page("ABSENT", 404, "absent"));
        write("codes/LOGIN.md", page("LOGIN", 401, "auth"));
        write("codes/DENIED.md", page("DENIED", 403, "permission"));
        write("codes/CLASH.md", page("CLASH", 409, "conflict"));
        write("codes/LIMITED.md", page("LIMITED", 429, "limit"));
        write("codes/FAULT.md", page("FAULT", 500, "server, server.unavailable, server.timeout"));
        write(
                "codes/ODD.md",
                page(
                        "ODD",
                        418,
                        "request.line.too-long, request.method, request.header.too-large, request.transfer-coding,"
                                + " request.version, request.expectation, request.timeout, request.accept,"
                                + " request.media-type, request.body.too-large, absent.gone"));
    }

    static String page(String code, int status, String conditions) {
        return REFUSED.replace("status: 400", "status: " + status)
                .replace("title: Refused", "title: Page " + code)
                .replace("[request]", "[" + conditions + "]");
    }

    Folder write(String file, String text) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Folder replace(String file, String old, String now) {
        try {
            String text = Files.readString(path.resolve(file));
            if (!text.contains(old)) {
                throw new IllegalArgumentException(file + " does not contain: " + old);
            }
            return write(file, text.replace(old, now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Folder lock() {
        Lock.write(CatalogSource.read(path));
        return this;
    }

    /** Everything that reading or lint finds, with paths below the folder. */
    List<String> findings() {
        try {
            return strip(Lint.check(CatalogSource.read(path)));
        } catch (CatalogException e) {
            return strip(e.findings());
        }
    }

    /** The findings but for those of the lock. */
    List<String> mistakes() {
        return findings().stream()
                .filter(finding -> !finding.endsWith("[LOCK_CURRENT]"))
                .toList();
    }

    private List<String> strip(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.toString().replace(path + "/", "").replace(path.toString(), "errors"))
                .toList();
    }

    CatalogSource read() {
        return CatalogSource.read(path);
    }

    Path path() {
        return path;
    }
}
