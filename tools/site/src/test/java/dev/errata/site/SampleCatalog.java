package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small catalog that has one of everything, a hostile page among it. */
final class SampleCatalog {
    static final String ROOT = """
            api: Teahouse
            version: "2.1"
            description: Tea by the pot, served <hot>.
            doc-url: "{docs}/errors/{code}"
            version-header: API-Version
            request-id: { header: X-Request-Id, prefix: req_ }
            envelope:
              success: false
              error: { code: $code, message: $message, help: $doc_url?, details: $details? }
            limits: { pots-per-minute: 20 }
            probe:
              base-url: "http://127.0.0.1:9000"
              variables: { tea_key: secret-of-the-probe }
            """;

    private static final String POT_TAKEN = """
            ---
            status: 409
            title: Pot already taken
            retry: never
            message: "Pot {pot} was taken at {taken_at}."
            details:
              pot: { type: string, doc: "the pot, see [POT_LIMIT](POT_LIMIT)", example: brown_betty }
              taken_at: { type: timestamp, doc: when, example: "2026-03-01T12:00:00Z" }
              guests: { type: strings, optional: true, sensitive: true, doc: who has it, example: [Ada, Grace] }
            raised-by: [conflict]
            aliases: { POT_IN_USE: 2026-06-01 }
            variants:
              - { name: locked, status: 423, retry: backoff, message: "The cupboard is locked." }
            since: "1.0"
            ---
            ## Cause
            Somebody poured from this pot before. [Too many pots](POT_LIMIT.md#fix) is another matter, and
            [the old name](POT_IN_USE) leads here. See [RFC 2324](https://www.rfc-editor.org/rfc/rfc2324).

            | Pot | Cups |
            | --- | --- |
            | small | 2 |

            ## Fix
            Take another pot.

            ## Example
            First somebody takes it.

            ```http
            # @name first
            # @expect 201
            POST {{base}}/pots/brown_betty
            Authorization: Bearer {{tea_key}}
            Content-Type: application/json
            Idempotency-Key: {{$uuid}}

            {"guest": "O'Hara", "note": "two\\nlines"}
            ```
            Then somebody else.

            ```http
            POST {{base}}/pots/{{first.data.pot}}
            Authorization: Bearer {{tea_key}}
            ```

            ### Variant: locked
            ```http
            # @raw
            GET /cupboard HTTP/1.1
            Host: teahouse.example

            ```

            ## Notes
            Pots are brown.
            """;

    private static final String POT_LIMIT = """
            ---
            status: 429
            title: Too many pots
            retry: wait
            message: "No more than {limits.pots-per-minute} pots a minute."
            details:
              retry_after: { type: integer, doc: seconds to wait, example: 17 }
            raised-by: [limit]
            statuses: [420, 5xx]
            since: "1.0"
            ---
            ## Cause
            More than {limits.pots-per-minute} pots were asked for.

            ## Fix
            Wait.

            ## Example
            ```http
            # @until 429 max 30
            GET {{base}}/pots
            Authorization: Bearer {{tea_key}}
            ```
            """;

    private static final String KETTLE = """
            ---
            status: 404
            title: No such kettle
            retry: never
            message: "There is no kettle."
            since: "1.0"
            state: retired
            replaced-by: POT_TAKEN
            prove: { waiver: retired }
            ---
            ## Cause
            There were kettles once.

            ## Fix
            Use pots.
            """;

    private static final String HOSTILE = """
            ---
            status: 400
            title: "</title><script>alert('title')</script>"
            retry: never
            message: "</script><script>alert('message')</script> {x}"
            details:
              x: { type: string, doc: "<img src=x onerror=alert(1)>", example: "</code><script>alert('example')</script>" }
            since: "1.0"
            ---
            ## Cause
            <script>alert('cause')</script> and <b onclick="alert(1)">bold</b>
            [a link](javascript:alert(1)), <b onclick="alert(2)">bold</b>,
            ![a picture](https://pictures.example/x.png).

            ## Fix
            # A heading that is too high

            ## Example
            ```http
            # @fixture "`<script>alert('fixture')</script>
            POST {{base}}/x
            X-Evil: "><script>alert('header')</script>

            </code></pre><script>alert('body')</script> '"`${{$uuid}}
            ```
            """;

    private static final String SERVER = """
            ---
            status: 500
            title: Our mistake
            retry: backoff
            message: "Something broke."
            raised-by: [server, request, auth, permission, absent]
            platform: true
            since: "1.0"
            ---
            ## Cause
            We do not know.

            ## Fix
            Come back later.

            ## Example
            ```http
            GET {{base}}/broken
            ```
            """;

    private SampleCatalog() {}

    static CatalogSource in(Path folder) throws IOException {
        page(folder, "POT_TAKEN", POT_TAKEN);
        page(folder, "POT_LIMIT", POT_LIMIT);
        page(folder, "NO_KETTLE", KETTLE);
        page(folder, "HOSTILE", HOSTILE);
        page(folder, "TEAHOUSE_BROKEN", SERVER);
        return read(folder);
    }

    /** The same of a service that has test controls. */
    static CatalogSource withControls(Path folder) throws IOException {
        in(folder);
        Files.writeString(
                folder.resolve("errata.yaml"),
                ROOT.replace(
                        "  variables: { tea_key: secret-of-the-probe }\n",
                        "  control-url: \"{base}/_control\"\n  fixture: tearoom\n"));
        return CatalogSource.read(folder);
    }

    /** A catalog of these pages, by their codes. */
    static CatalogSource of(Path folder, Map<String, String> pages) throws IOException {
        for (Map.Entry<String, String> page : pages.entrySet()) {
            page(folder, page.getKey(), page.getValue());
        }
        return read(folder);
    }

    private static CatalogSource read(Path folder) throws IOException {
        Files.writeString(folder.resolve("errata.yaml"), ROOT);
        return CatalogSource.read(folder);
    }

    private static void page(Path folder, String code, String text) throws IOException {
        Path codes = Files.createDirectories(folder.resolve("codes"));
        Files.writeString(codes.resolve(code + ".md"), text);
    }
}
