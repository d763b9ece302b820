package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Actor;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.DetailType;
import dev.errata.core.InvalidField;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Statuses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String BODY = "{\"error\":{\"code\":\"sold_out\",\"message\":\"Item lamp is gone for"
            + " jo@example.com.\",\"request_id\":\"req_7\",\"details\":{\"item\":\"lamp\",\"email\":\"jo@example.com\","
            + "\"retry_after\":3,\"rows\":[1,2]}}}";

    /** One code, in the only envelope of RFC 9457. */
    private static Catalog problems(String docUrl) {
        return Catalog.of("Store", "1.0")
                .docUrl(docUrl)
                .code(Code.named("sold_out", "Sold out")
                        .detail(new Detail("errors", DetailType.FIELDS, false, false, "errors"))
                        .form(
                                Code.MAIN,
                                409,
                                RetryAdvice.NEVER,
                                "Gone.",
                                Condition.REQUEST,
                                Condition.AUTH,
                                Condition.PERMISSION,
                                Condition.ABSENT,
                                Condition.CONFLICT,
                                Condition.LIMIT_EXCEEDED,
                                Condition.SERVER)
                        .build())
                .build();
    }

    private final ErrorReader reader = new ErrorReader(Store.CATALOG, "https://docs.example.com");

    private static Answer answer(int status, byte[] body, String... headers) {
        Map<String, List<String>> map = new java.util.HashMap<>(Map.of("Content-Type", List.of("application/json")));
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1]));
        }
        return new Answer(status, HttpHeaders.of(map, (name, value) -> true), body, Answer.Ending.WHOLE);
    }

    private ErrorAnswer read(int status, String body, String... headers) {
        return reader.read(answer(status, body.getBytes(StandardCharsets.UTF_8), headers), NOW);
    }

    @Test
    void keepsWhatMayStandInALogWhenItIsSerialized() throws Exception {
        Answer answer = answer(409, BODY.getBytes(StandardCharsets.UTF_8), "Set-Cookie", "session=secret");
        ApiErrorException error = reader.exception(ErrorFamily.plain(), "POST", "/orders", answer, NOW);

        byte[] bytes = bytes(error);
        ApiErrorException copy = (ApiErrorException) copy(bytes);

        assertThat(copy.getMessage())
                .isEqualTo(error.getMessage())
                .isEqualTo("Store answered 409 sold_out: Item lamp is gone for [hidden]. (POST /orders, request req_7,"
                        + " 1 attempt in 0 ms; not sent again: its page says that the request must change first)"
                        + " https://docs.example.com/errors/sold_out");
        assertThat(copy.code()).isEqualTo("sold_out");
        assertThat(copy.status()).isEqualTo(409);
        assertThat(copy.requestId()).isEqualTo("req_7");
        assertThat(copy.retryAt()).isEqualTo(NOW.plusSeconds(3));
        assertThat(copy.origin()).isEqualTo(Origin.SERVICE);
        assertThat(copy.report()).isEqualTo(error.report());
        assertThat(copy.answer().message()).isEqualTo("Item lamp is gone for [hidden].");
        assertThat(copy.docUrl()).isEqualTo("https://docs.example.com/errors/sold_out");
        assertThat(copy.details().values()).isEmpty();
        assertThat(copy.headers().map()).isEmpty();
        assertThat(copy(bytes(copy))).hasMessage(error.getMessage());
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("jo@example.com", "session=secret");
    }

    @Test
    void tellsWhatALostCallWasAfterItIsSerialized() throws Exception {
        CallReport report =
                new CallReport("Store", "GET", "/orders", null, List.of(), Decision.Reason.ATTEMPTS, "3 were made");
        NoAnswerException loss = new NoAnswerException(Outcome.Loss.CUT, "the connection ended", report, null);

        NoAnswerException copy = (NoAnswerException) copy(bytes(loss));

        assertThat(copy).hasMessage(loss.getMessage());
        assertThat(copy.loss()).isEqualTo(Outcome.Loss.CUT);
    }

    private static byte[] bytes(Throwable error) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("BanSerializableRead") // The test's own bytes.
    private static Throwable copy(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Throwable) in.readObject();
        }
    }

    @Test
    void keepsTheDetailsThatCameBeforeACut() {
        List<Map.Entry<String, Object>> whole =
                new ArrayList<>(read(409, BODY).details().values().entrySet());
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        int most = 0;
        for (int end = 0; end < body.length; end++) {
            ErrorAnswer cut = reader.read(answer(409, Arrays.copyOf(body, end)), NOW);
            Map<String, Object> came = cut.details().values();

            assertThat(cut.fit()).isNotEqualTo(Fit.WHOLE);
            assertThat(came.size()).isGreaterThanOrEqualTo(most);
            most = came.size();
            assertThat(came.entrySet()).containsExactlyElementsOf(whole.subList(0, most));
        }
        assertThat(most).isEqualTo(4);
    }

    @Test
    void takesTheLastOfMembersThatComeTwice() {
        ErrorAnswer read = read(
                409,
                "{\"error\":{\"code\":\"rate_limited\",\"code\":\"sold_out\",\"message\":\"a\",\"message\":\"b\","
                        + "\"details\":{\"item\":\"lamp\"},\"details\":{\"item\":\"bed\",\"item\":\"desk\"}}}");

        assertThat(read.code()).isEqualTo("sold_out");
        assertThat(read.message()).isEqualTo("b");
        assertThat(read.details().values()).isEqualTo(Map.of("item", "desk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"item\":\"\\x\"}", "{\"item\":1.2.3}", "{\"item\":tru}", "{\"item\" 1}", "{\"item\":"})
    void seesThatDetailsAreBrokenBeforeAnybodyAsksForThem(String details) {
        ErrorAnswer read =
                read(409, "{\"error\":{\"code\":\"sold_out\",\"message\":\"a\",\"details\":" + details + "}}");

        assertThat(read.fit()).isEqualTo(Fit.PART);
        assertThat(read.details().values()).isEmpty();
    }

    @Test
    void knowsACodeThatIsEscaped() {
        ErrorAnswer read = read(409, "{\"error\":{\"code\":\"sold\\u005fout\",\"message\":\"a\"}}");

        assertThat(read.form()).isEqualTo(Store.CATALOG.answering(Condition.CONFLICT));
        assertThat(read.actor()).isEqualTo(Actor.CALLER);
    }

    /** The generated catalog has no retired codes: they are what a newer service no longer sends. */
    @Test
    void keepsARetiredCodeAsItCameAndDecidesByStatus() {
        String body =
                "{\"error\":{\"code\":\"warehouse_closed\",\"message\":\"Closed.\",\"details\":{\"until\":\"9\"}}}";
        Answer answer = answer(503, body.getBytes(StandardCharsets.UTF_8));
        ApiErrorException error = reader.exception(ErrorFamily.plain(), "GET", "/orders", answer, NOW);

        assertThat(error.code()).isEqualTo("warehouse_closed");
        assertThat(error.answer().known()).isNull();
        assertThat(error.advice()).isNull();
        assertThat(error.actor()).isNull();
        assertThat(error.docUrl()).isNull();
        assertThat(error.origin()).isEqualTo(Origin.SERVICE);
        assertThat(error.details().text("until")).isEqualTo("9");
        assertThat(error)
                .hasMessage("Store answered 503 warehouse_closed: Closed. (GET /orders, 1 attempt in 0 ms; not sent"
                        + " again: the only attempt was made)");
    }

    @Test
    void readsAStatusThatAFormKeepsAsThatForm() {
        Catalog catalog = Catalog.of("Store", "1.0")
                .code(Code.named("sold_out", "Sold out")
                        .form(
                                Code.MAIN,
                                500,
                                RetryAdvice.BACKOFF,
                                "Gone.",
                                Condition.REQUEST,
                                Condition.AUTH,
                                Condition.PERMISSION,
                                Condition.ABSENT,
                                Condition.CONFLICT,
                                Condition.LIMIT_EXCEEDED)
                        .form("spilt", 400, RetryAdvice.NEVER, "Gone too.", Condition.SERVER)
                        .statuses(new Statuses(List.of("418")))
                        .build())
                .build();
        byte[] body = "{\"type\":\"/errors/sold_out\",\"code\":\"sold_out\"}".getBytes(StandardCharsets.UTF_8);
        ErrorReader one = new ErrorReader(catalog, "https://docs.example.com");

        for (int status : new int[] {400, 418}) {
            assertThat(one.read(answer(status, body, "Content-Type", "application/problem+json"), NOW)
                            .advice())
                    .isEqualTo(RetryAdvice.NEVER);
        }
        assertThat(one.read(answer(502, body, "Content-Type", "application/problem+json"), NOW)
                        .advice())
                .isEqualTo(RetryAdvice.BACKOFF);
    }

    @Test
    void takesAGatewaysHeadersForNoSignOfWhoAnswered() {
        assertThat(read(409, BODY, "Via", "1.1 edge", "Server", "nginx").origin())
                .isEqualTo(Origin.SERVICE);
        assertThat(read(403, "{\"message\":\"Forbidden\"}").origin()).isEqualTo(Origin.INTERMEDIARY);
    }

    @Test
    void knowsACodeByThePageThatIsTheTypeOfAProblem() {
        for (String type : List.of(
                "https://docs.example.com/errors/sold_out",
                "https://elsewhere.example.com/errors/out_of_stock#soon",
                "/errors/sold_out")) {
            ErrorAnswer read = read(
                    409,
                    "{\"type\":\"" + type + "\",\"title\":\"Sold out\",\"status\":409,\"detail\":\"Gone.\"}",
                    "Content-Type",
                    "Application/Problem+JSON; charset=utf-8");

            assertThat(read.code()).isEqualTo("sold_out");
            assertThat(read.message()).isEqualTo("Gone.");
            assertThat(read.docUrl()).isEqualTo(type);
            assertThat(read.origin()).isEqualTo(Origin.SERVICE);
            assertThat(read.fit()).isEqualTo(Fit.PART);
            assertThat(read.advice()).isEqualTo(RetryAdvice.NEVER);
        }
    }

    @Test
    void callsAProblemThatNoPageIsOfNeitherTheServicesNorSomebodyElses() {
        byte[] body = "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"No such route.\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (Catalog catalog : List.of(Store.CATALOG, problems("{docs}/errors/{code}"))) {
            ErrorReader of = new ErrorReader(catalog, "https://docs.example.com");
            ApiErrorException error = of.exception(
                    ErrorFamily.plain(),
                    "GET",
                    "/orders",
                    answer(404, body, "Content-Type", "application/problem+json"),
                    NOW);

            assertThat(error.origin()).isEqualTo(Origin.UNKNOWN);
            assertThat(error.code()).isNull();
            assertThat(error)
                    .hasMessage("Store or somebody on the way answered 404: No such route. with"
                            + " application/problem+json (GET /orders, 1 attempt in 0 ms; not sent again: status 404 is"
                            + " not retried)");
        }
        assertThat(read(404, "<html>", "Content-Type", "application/problem+json")
                        .origin())
                .isEqualTo(Origin.INTERMEDIARY);
        assertThat(read(404, "{\"title\":\"Not Found\"}").origin()).isEqualTo(Origin.INTERMEDIARY);
    }

    @Test
    void asksOnlyAddressesThatNameTheCodeForIt() {
        ErrorReader one = new ErrorReader(problems("https://docs.example.com/errors"), null);
        byte[] body = "{\"type\":\"https://docs.example.com/errors\",\"title\":\"t\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(one.read(answer(404, body, "Content-Type", "application/problem+json"), NOW)
                        .code())
                .isNull();
    }

    @Test
    void whatIsWrongWithARequestIsReadTyped() {
        String body = "{\"type\":\"about:blank\",\"code\":\"sold_out\",\"errors\":["
                + "{\"field\":\"items[1].name\",\"location\":\"body\",\"rule\":\"must be present\"},"
                + "{\"field\":\"page\",\"location\":\"query\",\"rule\":\"must be at least 1\"}]}";

        Details details = new ErrorReader(problems("{docs}/{code}"), "https://docs.example.com")
                .read(
                        answer(400, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/problem+json"),
                        NOW)
                .details();

        assertThat(details.fields("errors"))
                .containsExactly(
                        new InvalidField("items[1].name", "body", "must be present"),
                        new InvalidField("page", "query", "must be at least 1"));
        assertThat(details.fields("other")).isEmpty();
    }
}
