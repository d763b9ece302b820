package dev.errata.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockTest {
    private static final String ACCEPT =
            ". Callers see it: take it back, or write the lock with `errata lint errors --write-lock` if it is meant."
                    + " [LOCK_CURRENT]";

    private Folder folder;

    @BeforeEach
    void writeACleanCatalog(@TempDir Path path) {
        folder = new Folder(path)
                .replace("errata.yaml", "limits:", "version-header: V\ntypes: [shop, guest]\nlimits:")
                .replace("errata.yaml", "message: $message", "message: $message, type: $type, ok: false");
        for (String code :
                new String[] {"SOLD_OUT", "REFUSED", "ABSENT", "LOGIN", "DENIED", "CLASH", "LIMITED", "FAULT", "ODD"}) {
            folder.replace("codes/" + code + ".md", "since:", "type: shop\nsince:");
        }
        folder.replace(
                        "codes/SOLD_OUT.md",
                        "since:",
                        "aliases: { GONE: 2026-06-01 }\nprove: { waiver: it cannot be }\nvariants:\n"
                                + "  - { name: soon, status: 503, retry: wait, message: \"Soon.\" }\nsince:")
                .lock();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "api: Shop | api: Store | name | 'Shop' | 'Store'",
                "version: \"1.0\" | version: \"1.1\" | version | '1.0' | '1.1'",
                "code-pattern: | media-type: application/x+json\\ncode-pattern: | media-type | 'application/json' | 'application/x+json'",
                "code-pattern: | request-id: { header: Id }\\ncode-pattern: | request-id.header | 'X-Request-Id' | 'Id'",
                "code-pattern: | request-id: { prefix: x_ }\\ncode-pattern: | request-id.prefix | 'req_' | 'x_'",
                "{docs}/errors/{code} | {docs}/e/{code} | doc-url | '{docs}/errors/{code}' | '{docs}/e/{code}'",
                "version-header: V | version-header: W | version-header | 'V' | 'W'",
                "types: [shop, guest] | types: [shop] | types | 'guest, shop' | 'shop'",
                "per-minute: 100 | per-minute: 100, per-day: 7 | limits.per-day | absent | '7'",
                "ok: false | ok: true | envelope.error.ok | 'false' | 'true'",
                "$details? | $details | envelope.error.details | '$details?' | '$details'",
            })
    void tellsEachFactOfTheApiThatChanged(String old, String now, String name, String was, String is) {
        folder.replace("errata.yaml", unquote(old), unquote(now));

        assertThat(folder.findings())
                .containsExactly(
                        "errata.yaml: '" + name + "' of the API was " + was + " in the lock and is " + is + ACCEPT);
        assertThat(folder.lock().findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status: 409 | status: 410 | status | '409' | '410'",
                "retry: never | retry: backoff | retry | 'never' | 'backoff'",
                "retry: never | retry: never\\nactor: operator | actor | 'caller' | 'operator'",
                "title: Sold out | title: All sold | title | 'Sold out' | 'All sold'",
                "Item {item} is | The item is | message | 'Item {item} is sold out.' | 'The item is sold out.'",
                "type: shop | type: guest | type | 'shop' | 'guest'",
                "since: \"1.0\" | since: \"1.1\" | since | '1.0' | '1.1'",
                "it cannot be | nobody can | waiver | 'it cannot be' | 'nobody can'",
                "2026-06-01 | 2026-06-02 | aliases.GONE | 'until 2026-06-01' | 'until 2026-06-02'",
                "message: \"Soon.\" | message: \"Soon.\", raised-by: [request.timeout], statuses: [410, 409] | variants.soon.statuses | absent | '409, 410'",
                "status: 503 | status: 502 | variants.soon.status | '503' | '502'",
                "retry: wait | retry: backoff | variants.soon.retry | 'wait' | 'backoff'",
                "Soon. | Very soon. | variants.soon.message | 'Soon.' | 'Very soon.'",
                "doc: what | optional: true, fact: rule, doc: what | details.item | 'string' | 'string, optional, fact rule'",
                "since: | platform: true\\nsince: | platform | 'false' | 'true'",
                "since: | raised-by: [auth.expired]\\nsince: | raised-by | absent |" + " 'auth.expired'",
            })
    void tellsEachFactOfACodeThatChanged(String old, String now, String name, String was, String is) {
        folder.replace("codes/SOLD_OUT.md", unquote(old), unquote(now));

        assertThat(folder.findings())
                .contains("codes/SOLD_OUT.md: '" + name + "' of SOLD_OUT was " + was + " in the lock and is " + is
                        + ACCEPT);
        assertThat(folder.lock().findings()).noneMatch(finding -> finding.contains("LOCK_CURRENT"));
    }

    @Test
    void tellsThatADetailBecameSensitive() {
        folder.replace("codes/SOLD_OUT.md", "doc: what", "sensitive: true, doc: what");

        assertThat(folder.findings())
                .contains(
                        "codes/SOLD_OUT.md: 'details.item' of SOLD_OUT was 'string' in the lock and is 'string, sensitive'"
                                + ACCEPT);
    }

    @Test
    void tellsACodeThatIsNew() {
        folder.write("codes/NEW.md", Folder.SOLD_OUT.replace("since:", "type: shop\nsince:"));

        assertThat(folder.findings())
                .containsExactly(
                        "codes/NEW.md: The lock does not have 'NEW' yet; if callers may receive it, add it with"
                                + " `errata lint errors --write-lock`. [LOCK_CURRENT]");
    }

    @Test
    void holdsOneFactALine() throws Exception {
        assertThat(Files.readString(folder.path().resolve("catalog.lock.json"))).startsWith("""
                {
                  "format": 2,
                  "api": {
                    "name": "Shop",
                    "version": "1.0",
                    "media-type": "application/json",
                    "request-id.header": "X-Request-Id",
                    "request-id.prefix": "req_",
                    "doc-url": "{docs}/errors/{code}",
                    "version-header": "V",
                    "types": "guest, shop",
                    "limits.per-minute": "100",
                    "envelope.error.code": "$code",
                    "envelope.error.message": "$message",
                    "envelope.error.type": "$type",
                    "envelope.error.ok": "false",
                    "envelope.error.details": "$details?"
                  },
                  "codes": {
                    "ABSENT": {
                """);
    }

    @Test
    void aLockOfTheFirstFormatIsUnderstoodAndWrittenAnew() {
        String first = """
                {
                  "api": "Shop",
                  "version": "1.0",
                  "codes": {
                    "SOLD_OUT": {"state": "active", "forms": {"main": [409, "never"]}, "aliases": ["GONE until 2026-06-01"]}
                  }
                }
                """;

        assertThat(folder.write("catalog.lock.json", first).findings())
                .containsExactly(
                        "catalog.lock.json: This lock is of the first format, which held less; write it anew with"
                                + " `errata lint errors --write-lock` and commit it. [LOCK_CURRENT]");
        assertThat(folder.write("catalog.lock.json", first.replace("GONE", "LOST"))
                        .findings())
                .containsExactly(
                        "catalog.lock.json: The code 'LOST' was published and has no page any more. Clients match"
                                + " on it: keep its page with 'state: retired', or name it under aliases: of the page that took its"
                                + " place. [LOCK_CURRENT]");
        assertThatThrownBy(folder::lock)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("'LOST' was published");
        assertThat(folder.write("catalog.lock.json", first).lock().findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\\n<<<<<<< HEAD\\n | :2: This lock holds the marks of a merge conflict",
                "{ \"codes\": { \"A | :1: This lock is not JSON",
                "not a lock | :1: This lock is not JSON",
                "`` | :1: This lock is not JSON",
                "[] | : This lock is no JSON object with \"codes\"",
                "{ \"codes\": 1 } | : This lock is no JSON object with \"codes\"",
                "{ \"codes\": { \"A\": {}, \"A\": {} } } | :1: This lock is not JSON",
            })
    void aBrokenLockIsAFindingAndIsNotWrittenOver(String text, String message) {
        String broken = unquote(text);
        String finding = "catalog.lock.json" + message
                + ", so nobody can tell which codes were published. Take the lock of the last commit"
                + " (`git checkout HEAD -- catalog.lock.json` in its folder), then write what changed with"
                + " `errata lint errors --write-lock`. [LOCK_CURRENT]";

        assertThat(folder.write("catalog.lock.json", broken).findings()).containsExactly(finding);
        assertThatThrownBy(folder::lock)
                .isInstanceOf(CatalogException.class)
                .hasMessage(finding.replace("catalog.lock.json:", folder.path() + "/catalog.lock.json:")
                        .replace("errata lint errors", "errata lint " + folder.path()));
        assertThat(folder.path().resolve("catalog.lock.json")).hasContent(broken);
    }

    @Test
    void aLockOfALaterVersionIsNotWrittenOver() {
        assertThat(folder.write("catalog.lock.json", "{ \"format\": 3, \"codes\": {} }")
                        .findings())
                .containsExactly(
                        "catalog.lock.json: This lock is of format 3, and this version of Errata reads format 2; use"
                                + " the version that wrote it, or a newer one. [LOCK_CURRENT]");
    }

    private static String unquote(String text) {
        return text.replace("\\n", "\n");
    }
}
