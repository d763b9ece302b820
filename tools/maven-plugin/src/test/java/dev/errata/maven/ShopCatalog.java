package dev.errata.maven;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small catalog without findings, until a test spoils it. */
final class ShopCatalog {
    private static final Map<Integer, String> CONDITIONS = Map.of(
            400, "request",
            401, "auth",
            403, "permission",
            404, "absent",
            409, "conflict",
            429, "limit",
            500, "server, server.unavailable, server.timeout",
            418,
                    "request.line.too-long, request.method, request.header.too-large, request.transfer-coding,"
                            + " request.version, request.expectation, request.timeout, request.accept,"
                            + " request.media-type, request.body.too-large, absent.gone");

    private ShopCatalog() {}

    static Path write(Path folder) throws IOException {
        Path codes = Files.createDirectories(folder.resolve("codes"));
        Files.writeString(folder.resolve("errata.yaml"), """
                api: Corner Shop
                version: "1.0"
                envelope: { error: { code: $code, message: $message } }
                """);
        for (Map.Entry<Integer, String> page : CONDITIONS.entrySet()) {
            Files.writeString(
                    codes.resolve("E" + page.getKey() + ".md"), """
                    ---
                    status: %1$d
                    title: Answer %1$d
                    retry: never
                    message: "The answer is %1$d, for one of its reasons."
                    raised-by: [%2$s]
                    since: "1.0"
                    ---
                    ## Cause
                    There is one.

                    ## Fix
                    There is one too.

                    ## Example
                    ```http
                    GET {{base}}/answers/%1$d
                    ```
                    """.formatted(page.getKey(), page.getValue()));
        }
        Lock.write(CatalogSource.read(folder));
        return folder;
    }

    /** Replaces text that is there. */
    static void spoil(Path folder, String page, String old, String now) throws IOException {
        Path file = folder.resolve("codes").resolve(page);
        String text = Files.readString(file);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(page + " does not contain: " + old);
        }
        Files.writeString(file, text.replace(old, now));
    }
}
