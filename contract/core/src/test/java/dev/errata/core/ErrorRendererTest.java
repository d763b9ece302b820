package dev.errata.core;

import static dev.errata.core.Envelope.Node.constant;
import static dev.errata.core.Envelope.Node.items;
import static dev.errata.core.Envelope.Node.member;
import static dev.errata.core.Envelope.Node.members;
import static dev.errata.core.Envelope.Node.optional;
import static dev.errata.core.Envelope.Node.slot;
import static dev.errata.core.Envelope.Node.spread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ErrorRendererTest {
    private static final String DOCS = "https://docs.example.com";
    private final JsonMapper json = JsonMapper.builder().build();

    private String render(Envelope envelope, ApiError error, String requestId) {
        Catalog catalog = Shop.catalog(envelope);
        return new String(new ErrorRenderer(catalog, envelope, DOCS).render(error, requestId), StandardCharsets.UTF_8);
    }

    @Test
    void writesTheNameThatTheCodeHadOnTheDayOfAPinnedCaller() {
        Code gone = Code.named("GONE", "Gone")
                .alias("SOLD")
                .alias("VANISHED", LocalDate.parse("2026-06-01"))
                .alias("LOST", LocalDate.parse("2025-01-01"))
                .form(Code.MAIN, 410, RetryAdvice.NEVER, "It is gone.")
                .build();
        Catalog catalog = Catalog.of("Shop", "1.0")
                .docUrl("{docs}/errors/{code}")
                .code(Shop.LIMITED)
                .code(Shop.REFUSED)
                .code(gone)
                .build();
        ErrorRenderer renderer = new ErrorRenderer(catalog, Envelope.PROBLEM, DOCS);

        Map<String, String> names = new LinkedHashMap<>();
        for (String day : List.of("2024-12-31", "2025-01-01", "2026-05-31", "2026-06-01")) {
            String body = new String(
                    renderer.render(gone.main().occurrence(), null, LocalDate.parse(day)), StandardCharsets.UTF_8);
            Map<?, ?> read = json.readValue(body, Map.class);
            assertThat(read.get("type")).isEqualTo(DOCS + "/errors/" + read.get("code"));
            names.put(day, (String) read.get("code"));
        }

        assertThat(names)
                .isEqualTo(Map.of(
                        "2024-12-31", "LOST",
                        "2025-01-01", "VANISHED",
                        "2026-05-31", "VANISHED",
                        "2026-06-01", "GONE"));
        assertThat(renderer.render(gone.main().occurrence(), null, null))
                .isEqualTo(renderer.render(gone.main().occurrence(), null));
        assertThat(gone.aliases()).containsExactly("SOLD", "VANISHED", "LOST");
    }

    @Test
    void writesTheVendorsEnvelopeWithMessageAndDetails() {
        ApiError error = Shop.SOLD_OUT.main().occurrence("lamp", 0L, null, null);

        assertThat(render(Shop.ENVELOPE, error, "req_1"))
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"SOLD_OUT\","
                        + "\"message\":\"Item lamp has 0 pieces left.\","
                        + "\"details\":{\"item\":\"lamp\",\"left\":0}}}");
    }

    @Test
    void writesOptionalDetailsOnlyWhenTheyArePresent() {
        ApiError error = Shop.SOLD_OUT
                .main()
                .occurrence("lamp", -12L, Instant.parse("2026-01-02T03:04:05Z"), List.of("a", "b\"c"));

        assertThat(render(Shop.ENVELOPE, error, "req_1"))
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"SOLD_OUT\","
                        + "\"message\":\"Item lamp has -12 pieces left.\",\"details\":{\"item\":\"lamp\",\"left\":-12,"
                        + "\"back_at\":\"2026-01-02T03:04:05Z\",\"others\":[\"a\",\"b\\\"c\"]}}}");
    }

    @Test
    void leavesTheDetailsOutWhenNoneIsPresent() {
        assertThat(render(Shop.ENVELOPE, Shop.LIMITED.main().occurrence(null, null), "req_1"))
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"LIMITED\",\"message\":\"Slow down.\"}}");
        assertThat(render(Shop.ENVELOPE, Shop.LIMITED.main().occurrence(null, 3L), "req_1"))
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"LIMITED\",\"message\":\"Slow down.\","
                        + "\"details\":{\"seconds\":3}}}");
    }

    @Test
    void writesNullForARequiredDetailThatNobodyKnew() {
        ApiError error = Shop.SOLD_OUT.main().occurrence(null, null, null, List.of());

        assertThat(render(Shop.ENVELOPE, error, "req_1"))
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"SOLD_OUT\","
                        + "\"message\":\"Item  has  pieces left.\","
                        + "\"details\":{\"item\":null,\"left\":null,\"others\":[]}}}");
    }

    @Test
    void writesProblemDetailsWithExtensionMembers() {
        assertThat(render(Envelope.PROBLEM, Shop.LIMITED.main().occurrence("key", 3L), "req_1"))
                .isEqualTo(
                        "{\"type\":\"https://docs.example.com/errors/LIMITED\",\"title\":\"Too fast\",\"status\":429,"
                                + "\"detail\":\"Slow down.\",\"code\":\"LIMITED\",\"actor\":\"caller\",\"request_id\":\"req_1\","
                                + "\"level\":\"key\",\"seconds\":3}");
    }

    @Test
    void saysWhoMustAct() {
        Code closed = Code.named("CLOSED", "Closed")
                .form(Code.MAIN, 503, RetryAdvice.NEVER, "Closed.", Condition.values())
                .form("frozen", 403, RetryAdvice.NEVER, Actor.ACCOUNT_ADMIN, "Frozen.")
                .form("asked", 403, RetryAdvice.NEVER, "Not so.")
                .build();
        ErrorRenderer renderer =
                new ErrorRenderer(Catalog.of("Bank", "1.0").code(closed).build(), Envelope.PROBLEM, "");

        assertThat(closed.variants().stream()
                        .map(form -> new String(renderer.render(form.occurrence(), null), StandardCharsets.UTF_8)))
                .containsExactly(
                        "{\"title\":\"Closed\",\"status\":503,\"detail\":\"Closed.\",\"code\":\"CLOSED\",\"actor\":\"operator\"}",
                        "{\"title\":\"Closed\",\"status\":403,\"detail\":\"Frozen.\",\"code\":\"CLOSED\",\"actor\":\"account-admin\"}",
                        "{\"title\":\"Closed\",\"status\":403,\"detail\":\"Not so.\",\"code\":\"CLOSED\",\"actor\":\"caller\"}");
    }

    @Test
    void neverWritesTwoMembersOfOneName() {
        Code settled = Code.named("SETTLED", "Settled")
                .detail(new Detail("status", DetailType.STRING, true, false, "status"))
                .detail(new Detail("error_status", DetailType.STRING, false, false, "error_status"))
                .form(Code.MAIN, 409, RetryAdvice.NEVER, "It is {status}.", Condition.values())
                .build();
        Catalog catalog = Catalog.of("Bank", "1.0").code(settled).build();
        ErrorRenderer renderer = new ErrorRenderer(catalog, Envelope.PROBLEM, "");

        byte[] body = renderer.render(settled.main().occurrence("paid", "x"), null);
        String json = new String(body, StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo(
                        "{\"title\":\"Settled\",\"status\":409,\"detail\":\"It is paid.\",\"code\":\"SETTLED\",\"actor\":\"caller\","
                                + "\"error_status\":\"paid\",\"error_error_status\":\"x\"}");
        assertThat(Envelope.PROBLEM
                        .match(new JsonMapper().readValue(json, Map.class))
                        .slots())
                .containsEntry(Slot.DETAILS, Map.of("status", "paid", "error_status", "x"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9, 10, 40})
    void hasTheDetailsThatAreThereWhicheverTheyAre(int optional) {
        SplittableRandom random = new SplittableRandom(optional);
        Code.Builder many = Code.named("MANY", "Many");
        for (int i = 0; i < optional; i++) {
            many.detail(new Detail("d" + i, DetailType.INTEGER, false, false, "d" + i));
        }
        Code code = many.form(Code.MAIN, 400, RetryAdvice.NEVER, "Many of {d0}.", Condition.values())
                .build();
        Catalog catalog = Catalog.of("Shop", "1.0").code(code).build();
        ErrorRenderer renderer = new ErrorRenderer(catalog, Envelope.PROBLEM, "");

        for (int round = 0; round < 300; round++) {
            @Nullable Object[] values = new Object[optional];
            String requestId = random.nextBoolean() ? "req_1" : null;
            Map<String, Object> expected = new LinkedHashMap<>();
            for (int i = 0; i < optional; i++) {
                values[i] = random.nextBoolean() ? (long) i : null;
            }
            expected.put("title", "Many");
            expected.put("status", 400);
            expected.put("detail", "Many of " + (values[0] == null ? "" : values[0]) + ".");
            expected.put("code", "MANY");
            expected.put("actor", "caller");
            if (requestId != null) {
                expected.put("request_id", requestId);
            }
            for (int i = 0; i < optional; i++) {
                if (values[i] != null) {
                    expected.put("d" + i, values[i]);
                }
            }

            byte[] body = renderer.render(code.main().occurrence(values), requestId);

            assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(json.writeValueAsString(expected));
        }
    }

    @Test
    void putsCommasRightWhenAnObjectBeginsWithWhatMayBeAbsent() {
        Envelope envelope = new Envelope(
                "application/json",
                members(
                        member("id", optional(Slot.REQUEST_ID)),
                        member("type", optional(Slot.TYPE)),
                        member("details", optional(Slot.DETAILS)),
                        spread(),
                        member("code", slot(Slot.CODE))));
        ApiError bare = Shop.LIMITED.main().occurrence(null, null);

        assertThat(render(envelope, bare, null)).isEqualTo("{\"code\":\"LIMITED\"}");
        assertThat(render(envelope, bare, "r")).isEqualTo("{\"id\":\"r\",\"code\":\"LIMITED\"}");
        assertThat(render(envelope, Shop.LIMITED.main().occurrence(null, 1L), null))
                .isEqualTo("{\"details\":{\"seconds\":1},\"seconds\":1,\"code\":\"LIMITED\"}");
    }

    @Test
    void aShortNumberWithAHugeExponentStaysShort() {
        Code echo = Code.named("ECHO", "Echo")
                .detail(new Detail("value", DetailType.ANY, true, false, "value"))
                .form(Code.MAIN, 400, RetryAdvice.NEVER, "Found {value}.", Condition.values())
                .build();
        Catalog catalog =
                Catalog.of("Echo", "1.0").envelope(Shop.ENVELOPE).code(echo).build();
        ErrorRenderer renderer = new ErrorRenderer(catalog, Shop.ENVELOPE, "");

        String body = new String(
                renderer.render(echo.main().occurrence(new BigDecimal("1e999999999")), null), StandardCharsets.UTF_8);

        assertThat(body)
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"ECHO\",\"message\":\"Found 1E+999999999.\","
                        + "\"details\":{\"value\":1E+999999999}}}");
        assertThat(new String(
                        renderer.render(echo.main().occurrence(new BigDecimal("1.10")), null), StandardCharsets.UTF_8))
                .contains("{\"value\":1.10}");
    }

    @Test
    void refusesAnErrorOfAnotherCatalog() {
        Code foreign = Code.named("FOREIGN", "Foreign")
                .form(Code.MAIN, 400, RetryAdvice.NEVER, "Not ours.")
                .build();
        ErrorRenderer renderer = new ErrorRenderer(Shop.CATALOG, Shop.ENVELOPE, "");

        assertThatThrownBy(() -> renderer.render(foreign.main().occurrence(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Code FOREIGN is not in the catalog of Shop, which this service answers with");
    }

    /** JSON:API, Google's Status, a Stripe-like shape, spread details, RFC 9457 and the vendor's own. */
    private static List<Envelope> shapes() {
        return List.of(
                Shop.ENVELOPE,
                Envelope.PROBLEM,
                new Envelope(
                        "application/vnd.api+json",
                        members(member(
                                "errors",
                                items(members(
                                        member("status", slot(Slot.STATUS_TEXT)),
                                        member("code", slot(Slot.CODE)),
                                        member("title", slot(Slot.TITLE)),
                                        member("detail", slot(Slot.MESSAGE)),
                                        member("meta", optional(Slot.DETAILS))))))),
                new Envelope(
                        "application/json",
                        members(member(
                                "error",
                                members(
                                        member("code", slot(Slot.STATUS)),
                                        member("message", slot(Slot.MESSAGE)),
                                        member(
                                                "details",
                                                items(members(
                                                        member("reason", slot(Slot.CODE)),
                                                        member("domain", constant("shop.example.com")),
                                                        member("metadata", slot(Slot.DETAILS))))))))),
                new Envelope(
                        "application/json",
                        members(
                                member("error", slot(Slot.CODE)),
                                member("message", slot(Slot.MESSAGE)),
                                member("request_id", optional(Slot.REQUEST_ID)),
                                member("doc_url", slot(Slot.DOC_URL)),
                                spread())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void isReadBackByTheSameEnvelopeWhateverTheDetailsHold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Envelope envelope : shapes()) {
            ErrorRenderer renderer = new ErrorRenderer(Shop.catalog(envelope), envelope, DOCS);
            for (int i = 0; i < 50; i++) {
                String item = hostile(random);
                long left = random.nextLong();
                ApiError error = Shop.SOLD_OUT.main().occurrence(item, left, null, List.of(hostile(random)));
                String requestId = "req_" + hostile(random);

                Object tree = json.readValue(renderer.render(error, requestId), Object.class);
                Envelope.Match match = envelope.match(tree);

                assertThat(match.differences())
                        .as("seed %s, item %s", seed, item)
                        .isEmpty();
                assertThat(match.text(Slot.CODE)).isEqualTo("SOLD_OUT");
                assertThat(match.text(Slot.MESSAGE))
                        .isEqualTo("Item " + whole(item) + " has " + left + " pieces left.");
                assertThat(details(match)).containsEntry("item", whole(item));
                assertThat(((Number) details(match).get("left")).longValue()).isEqualTo(left);
                if (envelope.slots().contains(Slot.REQUEST_ID)) {
                    assertThat(match.text(Slot.REQUEST_ID)).isEqualTo(whole(requestId));
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(Envelope.Match match) {
        return new LinkedHashMap<>((Map<String, Object>) match.slots().get(Slot.DETAILS));
    }

    private static String hostile(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append("\"\\/{}[]<>&\u007f".charAt(random.nextInt(11)));
                case 2 -> text.append((char) (0x80 + random.nextInt(0x700)));
                case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0xFFFFF));
                case 4 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    /** What UTF-8 can carry of a text: half a surrogate pair becomes U+FFFD. */
    private static String whole(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints().forEach(point -> whole.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point));
        return whole.toString();
    }
}
