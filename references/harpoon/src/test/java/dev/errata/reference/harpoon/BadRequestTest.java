package dev.errata.reference.harpoon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong as a whole: bodies, media types, headers, parameters and paths. */
@ExtendWith(SharedHarpoon.class)
class BadRequestTest {
    private static final String BODY = """
            {"amount": "10.00", "description": "Zwei Stück à 5", "meta": {"order": [1, 2.5, true, null]}}""";
    private static final int DRAWN = 150;
    private static final int BODY_BYTES = 65_536;

    private static HttpRequest.Builder initialize(Team team) {
        return team.service()
                .request("/v1/transactions/initialize")
                .header("Authorization", "Bearer " + team.secretKey());
    }

    private static Reply sent(Team team, String mediaType, byte[] body) {
        return team.service()
                .send(initialize(team).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(body)));
    }

    private static String payments(Team team) {
        return team.get("/v1/transactions?per_page=1").at("pagination.total");
    }

    @Test
    void aBodyThatWasDamagedOnItsWayIsRefusedOrReadNeverHalfTaken(Harpoon service) {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        Team team = service.team();
        int made = 0;
        for (int i = 0; i < DRAWN; i++) {
            if (i % 50 == 0) {
                service.advance(Duration.ofSeconds(61));
            }
            byte[] damaged = damaged(random, BODY.getBytes(UTF_8));
            Reply reply = sent(team, "application/json", damaged);
            made += reply.status() == 201 ? 1 : 0;
            String foreign = reply.status() == 201 ? null : reply.foreign();
            if (foreign != null || (reply.status() != 201 && reply.status() != 400)) {
                wrong.add(new String(damaged, ISO_8859_1) + ": " + reply.text() + ": " + foreign);
            }
        }

        assertThat(String.join("\n", wrong)).as("seed %d", seed).isEmpty();
        assertThat(payments(team)).as("seed %d", seed).isEqualTo(Integer.toString(made));
    }

    /** Cuts the end off, or changes, drops or repeats some bytes. */
    private static byte[] damaged(Random random, byte[] whole) {
        if (random.nextInt(4) == 0) {
            return java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        int rate = 2 + random.nextInt(whole.length);
        for (byte octet : whole) {
            switch (random.nextInt(rate) == 0 ? random.nextInt(3) : 3) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> {}
                case 2 -> {
                    out.write(octet);
                    out.write(octet);
                }
                default -> out.write(octet);
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "12",
                "true",
                "{",
                "{}{}",
                "{} x",
                "{'amount': '10.00'}",
                "{\"amount\": \"10.00\",}",
                "{\"amount\": \"10.00\", \"amount\": \"20.00\"}",
                "{\"amount\": 010}",
                "{\"amount\": \"10.00\", \"description\": \"a\tb\"}",
                "// x\n{\"amount\": \"10.00\"}",
                "{\"amount\": NaN}"
            })
    void aBodyThatIsNotOneJsonObjectIsRefused(String body, Team team) {
        Reply reply = sent(team, "application/json", body.getBytes(UTF_8));

        assertThat(reply.foreign()).isNull();
        assertThat(reply.outcome()).isEqualTo("400 MALFORMED_REQUEST");
        assertThat(payments(team)).isEqualTo("0");
    }

    @Test
    void aBodyMustBeUtf8WithoutMark(Team team) {
        byte[] latin = BODY.getBytes(ISO_8859_1);
        byte[] marked = ("\uFEFF" + BODY).getBytes(UTF_8);
        byte[] wide = BODY.getBytes(UTF_16);

        assertThat(List.of(latin, marked, wide))
                .allSatisfy(body ->
                        assertThat(sent(team, "application/json", body).text()).isEqualTo(Json.compact("""
                        {"success": false, "error": {"code": "MALFORMED_REQUEST",
                          "message": "The request could not be read as it was sent; its form is wrong, not its values.",
                          "details": {"location": "body", "rule": "must be UTF-8 without a byte order mark"}}}""")));
        assertThat(payments(team)).isEqualTo("0");
    }

    @Test
    void aBodyThatNestsDeeperThanAnyoneNeedsIsRefused(Team team) {
        String body = "{\"amount\": \"10.00\", \"meta\": " + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_001);

        assertThat(sent(team, "application/json", body.getBytes(UTF_8)).outcome())
                .isEqualTo("400 MALFORMED_REQUEST");
        assertThat(payments(team)).isEqualTo("0");
    }

    @Test
    void aBodyMayHave65536BytesAndNotOneMore(Team team) {
        String beginning = "{\"amount\": \"10.00\"";
        String fits = beginning + " ".repeat(BODY_BYTES - beginning.length() - 1) + "}";

        assertThat(sent(team, "application/json", fits.getBytes(UTF_8)).outcome())
                .isEqualTo("201");
        assertThat(sent(team, "application/json", (fits + " ").getBytes(UTF_8)).text())
                .isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "PAYLOAD_TOO_LARGE",
                  "message": "The body of a request may have 65536 bytes; this one has more.",
                  "details": {"limit": 65536}}}"""));
        Reply undeclared = team.service()
                .send(initialize(team)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream((fits + " ").getBytes(UTF_8)))));
        assertThat(undeclared.outcome()).isEqualTo("413 PAYLOAD_TOO_LARGE");
        assertThat(payments(team)).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "nonsense",
                "a/b/c",
                "application/json;charset=",
                "multipart/form-data;boundary=x"
            })
    void aBodyOfAnotherMediaTypeIsNotGuessedAt(String mediaType, Team team) {
        Reply reply = sent(team, mediaType, BODY.getBytes(UTF_8));

        assertThat(reply.foreign()).isNull();
        assertThat(reply.outcome()).isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
        assertThat(payments(team)).isEqualTo("0");
    }

    @Test
    void aBodyWithoutMediaTypeIsNotGuessedAt(Team team) {
        Reply reply = team.service().send(initialize(team).POST(BodyPublishers.ofString(BODY)));

        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "UNSUPPORTED_MEDIA_TYPE",
                  "message": "Bodies are JSON; send Content-Type: application/json.",
                  "details": {"allowed": ["application/json", "application/*+json"]}}}"""));
    }

    @Test
    void aMemberThatTheOperationDoesNotKnowIsNamed(Team team) {
        assertThat(team.initialize("{\"amount\": \"10.00\", \"descripton\": \"x\"}")
                        .text())
                .isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "INVALID_FIELD",
                  "message": "descripton (body) must be left out.",
                  "details": {"field": "descripton", "location": "body", "rule": "must be left out"}}}"""));
    }

    @Test
    void metaMayHave4096BytesAndNotOneMore(Team team) {
        String fits = "{\"amount\": \"10.00\", \"meta\": {\"a\": \"" + "é".repeat(2_044) + "\"}}";
        String tooLarge = fits.replaceFirst("é", "éx");

        assertThat(team.initialize(fits).outcome()).isEqualTo("201");
        assertThat(team.initialize(tooLarge).text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "INVALID_FIELD",
                  "message": "meta (body) must have at most 4096 bytes as JSON.",
                  "details": {"field": "meta", "location": "body", "rule": "must have at most 4096 bytes as JSON"}}}"""));
    }

    @Test
    void twoKeysAreNoKey(Team team) {
        Reply reply = team.service()
                .send(initialize(team)
                        .header("Authorization", "Bearer " + team.publicKey())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(BODY)));

        assertThat(reply.outcome()).isEqualTo("401 INVALID_API_KEY");
    }

    @Test
    void twoIdempotencyKeysAreRefused(Team team) {
        Reply reply = team.initialize(BODY, "Idempotency-Key", "one", "Idempotency-Key", "two");

        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "INVALID_FIELD",
                  "message": "Idempotency-Key (header) must be sent once.",
                  "details": {"field": "Idempotency-Key", "location": "header", "rule": "must be sent once"}}}"""));
        assertThat(payments(team)).isEqualTo("0");
    }

    @Test
    void anIdempotencyKeyHas1To255VisibleCharacters(Team team) {
        assertThat(team.initialize(BODY, "Idempotency-Key", "k".repeat(255)).outcome())
                .isEqualTo("201");
        for (String key : List.of("k".repeat(256), "", "two words", "\"open")) {
            assertThat(team.initialize(BODY, "Idempotency-Key", key).text()).isEqualTo(Json.compact("""
                    {"success": false, "error": {"code": "INVALID_FIELD",
                      "message": "Idempotency-Key (header) %1$s.",
                      "details": {"field": "Idempotency-Key", "location": "header", "rule": "%1$s"}}}""".formatted(
                    "must be 1 to 255 visible ASCII characters without spaces, bare or between double" + " quotes")));
        }
        assertThat(payments(team)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            page=0                           | page         | must be at least 1
            page=-1                          | page         | must be at least 1
            page=1000001                     | page         | must be at most 1000000
            page=99999999999                 | page         | must be an integer
            page=1.5                         | page         | must be an integer
            page=first                       | page         | must be an integer
            per_page=0                       | per_page     | must be at least 1
            per_page=101                     | per_page     | must be at most 100
            status=paid                      | status       | must be one of CREATED, PENDING, PROCESSING, SUCCESS, PARTIAL, OVERPAID, EXPIRED, FAILED, MANUAL_REVIEW, REFUNDED, CANCELLED
            from=yesterday                   | from         | must be a time in ISO 8601, such as 2026-01-31T12:00:00Z
            to=2026-13-01T00:00:00Z          | to           | must be a time in ISO 8601, such as 2026-01-31T12:00:00Z
            phone_number=call-me             | phone_number | must be a local number such as 0241234567 or an E.164 number such as +233241234567
            """)
    void aFilterThatCannotBeReadIsNamed(String query, String field, String rule, Team team) {
        assertThat(team.get("/v1/transactions?" + query).text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "INVALID_FIELD", "message": "%1$s (query) %2$s.",
                  "details": {"field": "%1$s", "location": "query", "rule": "%2$s"}}}""".formatted(field, rule)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/transactions/%00                        | 400 MALFORMED_REQUEST
            /v1/transactions/%20                        | 400 INVALID_REFERENCE
            /v1/transactions/hpn_trx_%F0%9F%92%B8       | 400 INVALID_REFERENCE
            /v1/transactions/..%2Fwebhooks              | 400 MALFORMED_REQUEST
            /v1/transactions/a;b=c                      | 400 INVALID_REFERENCE
            /v1/transactions/%C3%28                     | 400 MALFORMED_REQUEST
            /v1/transactions/by-hpn/%0A                 | 400 INVALID_HPN_CODE
            /v1/transactions/by-hpn/k7m3f6              | 400 INVALID_HPN_CODE
            /v1/transactions/by-hpn/K7M3F               | 400 INVALID_HPN_CODE
            /v1/transactions/by-hpn/%EF%BC%AB7M3F6      | 400 INVALID_HPN_CODE
            /v1/transactions/by-client-ref/a%20b        | 400 INVALID_REFERENCE
            /v1/transactions/by-client-ref/%3Cscript%3E | 400 INVALID_REFERENCE
            /v1/webhooks/%00                            | 400 MALFORMED_REQUEST
            /v1/webhooks/not-an-id                      | 404 WEBHOOK_NOT_FOUND
            /v1/transactions/                           | 404 ROUTE_NOT_FOUND
            /v1//transactions                           | 404 ROUTE_NOT_FOUND
            /v1/transactions/by-hpn                     | 400 INVALID_REFERENCE
            /v1/transactions/by-client-ref/             | 404 ROUTE_NOT_FOUND
            """)
    void aPathThatNamesNothingIsRefusedInTheCatalogsWords(String path, String outcome, Team team) {
        Reply reply = team.get(path);

        assertThat(reply.foreign()).isNull();
        assertThat(reply.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/transactions/{reference}                        |
            POST   | /v1/transactions/{reference}/reconcile              | {"transaction_id": "00000000000"}
            POST   | /v1/transactions/{reference}/cancel                 | {}
            GET    | /v1/transactions/by-hpn/{hpn_code}                  |
            GET    | /v1/transactions/by-client-ref/{client_reference}   |
            GET    | /v1/webhooks/{id}                                   |
            PUT    | /v1/webhooks/{id}                                   | {"is_active": false}
            DELETE | /v1/webhooks/{id}                                   |
            POST   | /v1/webhooks/{id}/test                              |
            POST   | /v1/webhooks/{id}/secret                            | {"password": "x"}
            """)
    void whatBelongsToAnotherTeamAnswersAsWhatDoesNotExist(String method, String path, String body, Harpoon service) {
        Team owner = service.team();
        Team stranger = service.team();
        var payment = owner.payment("{\"amount\": \"10.00\", \"client_reference\": \"order-of-somebody\"}");
        String webhook = owner.post("/v1/webhooks", """
                {"url": "https://shop.example.com/hooks", "events": ["transaction.completed"]}""").at("data.id");
        String theirs = path.replace("{reference}", payment.reference())
                .replace("{hpn_code}", payment.hpnCode())
                .replace("{client_reference}", "order-of-somebody")
                .replace("{id}", webhook);
        String nobodys = path.replace("{reference}", "hpn_trx_00000000000000000000000000000000")
                .replace("{hpn_code}", "ZZZZZZ2345")
                .replace("{client_reference}", "order-of-nobody")
                .replace("{id}", "00000000-0000-0000-0000-000000000000");

        Reply reply = service.send(stranger.secretKey(), method, theirs, body);
        Reply unknown = service.send(stranger.secretKey(), method, nobodys, body);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(withoutNames(reply, payment.reference(), payment.hpnCode(), "order-of-somebody", webhook))
                .isEqualTo(withoutNames(
                        unknown,
                        "hpn_trx_00000000000000000000000000000000",
                        "ZZZZZZ2345",
                        "order-of-nobody",
                        "00000000-0000-0000-0000-000000000000"));
        assertThat(payment.get().at("data.status")).isEqualTo("PENDING");
        assertThat(owner.get("/v1/webhooks/" + webhook).at("data.is_active")).isEqualTo("true");
    }

    private static List<String> withoutNames(Reply reply, String... names) {
        String text = reply.text();
        for (String name : names) {
            text = text.replace(name, "…");
        }
        List<String> headers = reply.headers().map().keySet().stream().sorted().toList();
        return List.of(reply.outcome(), headers.toString(), text);
    }
}
