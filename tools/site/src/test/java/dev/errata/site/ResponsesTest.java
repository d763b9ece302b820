package dev.errata.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponsesTest {
    @TempDir
    private Path folder;

    @Test
    void theMainFormCarriesEveryDetail() throws IOException {
        assertThat(response(SampleCatalog.in(folder), "POT_TAKEN", 0)).isEqualTo("""
                HTTP/1.1 409 Conflict
                Content-Type: application/json
                X-Request-Id: req_7f3c9a52e4d81b06

                {
                  "success": false,
                  "error": {
                    "code": "POT_TAKEN",
                    "message": "Pot brown_betty was taken at 2026-03-01T12:00:00Z.",
                    "help": "{{docs}}/errors/POT_TAKEN",
                    "details": {
                      "pot": "brown_betty",
                      "taken_at": "2026-03-01T12:00:00Z",
                      "guests": ["Ada", "Grace"]
                    }
                  }
                }""");
    }

    @Test
    void aVariantLeavesOutWhatIsOptional() throws IOException {
        assertThat(response(SampleCatalog.in(folder), "POT_TAKEN", 1))
                .startsWith("HTTP/1.1 423 Locked\n")
                .contains("\"message\": \"The cupboard is locked.\"")
                .doesNotContain("guests");
    }

    @Test
    void aMissingCredentialIsChallenged() throws IOException {
        assertThat(response(page("status: 401", ""), "X", 0)).contains("\nWWW-Authenticate: Bearer\n");
    }

    @Test
    void aWrongMethodNamesTheRightOnes() throws IOException {
        String details = "details: { allowed: { type: strings, doc: the methods, example: [GET, HEAD] } }";
        assertThat(response(page("status: 405", details), "X", 0)).contains("\nAllow: GET, HEAD\n");
    }

    @Test
    void whoShallWaitIsToldHowLong() throws IOException {
        assertThat(response(page("status: 503", "", "wait"), "X", 0)).contains("\nRetry-After: 30\n");
        assertThat(response(page("status: 503", ""), "X", 0)).doesNotContain("Retry-After");
    }

    @Test
    void anErrorInARecordHasNoStatusLine() throws IOException {
        assertThat(response(page("status: 422", "surface: delivery-log"), "X", 0))
                .startsWith("{\n  \"success\": false,");
    }

    private CatalogSource page(String status, String more) throws IOException {
        return page(status, more, "never");
    }

    private CatalogSource page(String status, String more, String retry) throws IOException {
        String page = """
                ---
                %s
                title: X
                retry: %s
                message: "No."
                since: "1.0"
                %s
                ---
                ## Cause
                A.

                ## Fix
                B.
                """;
        return SampleCatalog.of(folder, Map.of("X", page.formatted(status, retry, more)));
    }

    private static String response(CatalogSource catalog, String code, int form) {
        Page page = catalog.page(code).orElseThrow();
        return new Responses(catalog).text(page, page.forms().get(form));
    }
}
