package dev.errata.client;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.client.fake.FakeApi;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a call does, in memory and without waiting. */
class ErrataClientTest {
    private static final Request GET = Request.get("/orders");
    private static final Request POST = Request.post("/orders", "{\"item\":\"lamp\"}");

    private final FakeApi api = FakeApi.of(Store.CATALOG);

    private static ApiErrorException error(ErrataClient client, Request request) {
        return catchThrowableOfType(ApiErrorException.class, () -> client.send(request));
    }

    @Test
    void tellsAnUsedUpPlanFromASpeedLimitAlthoughBothAre429() {
        api.fails("rate_limited").retryAfter(2).fails("plan_limit_reached").retryAfter(2);

        ApiErrorException error = error(api.client().build(), GET);

        assertThat(error.code()).isEqualTo("plan_limit_reached");
        assertThat(error.reason()).isEqualTo(Decision.Reason.FINAL);
        assertThat(error.attempts().stream().map(Attempt::toString))
                .containsExactly(
                        "1. 2026-01-01T00:00:00Z: 429 rate_limited (req_fake_1) after 0 ms; its page says to wait; waited "
                                + Say.span(api.time().waits().get(0)),
                        "2. " + error.attempts().get(1).startedAt()
                                + ": 429 plan_limit_reached (req_fake_2) after 0 ms; its page says that the request must"
                                + " change first");
    }

    @Test
    void waitsAsLongAsTheDetailSays() {
        api.fails("rate_limited").with("retry_after_ms", 1500L).then(200, "{}");

        assertThat(api.client().build().send(GET).status()).isEqualTo(200);
        assertThat(api.time().waits().get(0)).isBetween(ofMillis(1500), ofMillis(1650));
    }

    @Test
    void getsAFreshCredentialAndSendsOnceMore() {
        api.fails("key_expired").then(200, "{}");
        List<String> refusals = new ArrayList<>();
        Credentials credentials = refused -> {
            refusals.add(String.valueOf(refused));
            return CompletableFuture.completedFuture("Bearer " + refusals.size());
        };

        assertThat(api.client().credentials(credentials).build().send(POST).status())
                .isEqualTo(200);
        assertThat(refusals).containsExactly("null", "Bearer 1");
        assertThat(api.requests().stream().map(seen -> seen.header("Authorization")))
                .containsExactly("Bearer 1", "Bearer 2");
    }

    @Test
    void doesNotShowARefusedCredentialAgain() {
        api.fails("key_expired").always();

        ApiErrorException error = error(api.client().bearer("sk_1").build(), GET);

        assertThat(error.reason()).isEqualTo(Decision.Reason.CREDENTIAL);
        assertThat(api.requests()).hasSize(1);
        assertThat(error.getMessage()).doesNotContain("sk_1");
    }

    @Test
    void getsNoMoreThanOneFreshCredentialForACall() {
        api.fails("key_expired").always();
        AtomicInteger count = new AtomicInteger();
        Credentials credentials = refused -> CompletableFuture.completedFuture("Bearer " + count.incrementAndGet());

        ApiErrorException error = error(api.client().credentials(credentials).build(), GET);

        assertThat(error.reason()).isEqualTo(Decision.Reason.CREDENTIAL);
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void sendsNothingWithoutTheCredentialThatItNeeds() {
        Credentials broken = refused -> CompletableFuture.failedFuture(new IllegalStateException("no vault"));
        ErrataClient client = api.client().credentials(broken).build();

        assertThatThrownBy(() -> client.send(GET))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageStartingWith("Store did not answer: no credential could be had, so nothing was sent.")
                .hasRootCauseMessage("no vault");
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void keepsACodeThatTheCatalogDoesNotKnow() {
        api.then(418, "{\"error\":{\"code\":\"teapot\",\"message\":\"Short and stout.\",\"details\":{\"handle\":1}}}");

        ApiErrorException error = error(api.client().build(), GET);

        assertThat(error.code()).isEqualTo("teapot");
        assertThat(error.answer().known()).isNull();
        assertThat(error.origin()).isEqualTo(Origin.SERVICE);
        assertThat(error.details().integer("handle")).isEqualTo(1);
        assertThat(error.details()).hasToString("{handle=[hidden]}");
    }

    @Test
    void knowsACodeByItsEarlierName() {
        api.then(409, "{\"error\":{\"code\":\"out_of_stock\",\"message\":\"Item lamp is gone.\"}}");

        ApiErrorException error =
                error(api.client().docs("https://docs.example.com").build(), GET);

        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.answer().wireCode()).isEqualTo("out_of_stock");
        assertThat(error.docUrl()).isEqualTo("https://docs.example.com/errors/sold_out");
    }

    @Test
    void hidesSensitiveDetailsInMessagesAndLogs() {
        api.then(
                409,
                "{\"error\":{\"code\":\"sold_out\",\"message\":\"Item lamp is gone, ada@example.com.\","
                        + "\"details\":{\"item\":\"lamp\",\"email\":\"ada@example.com\",\"other\":\"x\"}}}");

        ApiErrorException error = error(api.client().build(), GET.query("token", "secret"));

        assertThat(error.details().text("email")).isEqualTo("ada@example.com");
        assertThat(error.details()).hasToString("{item=lamp, email=[hidden], other=[hidden]}");
        assertThat(error)
                .hasMessage(
                        "Store answered 409 sold_out: Item lamp is gone, [hidden]. (GET /orders, 1 attempt in 0 ms; not"
                                + " sent again: its page says that the request must change first)");
        assertThat(error.answer().toString()).doesNotContain("ada@");
    }

    @Test
    void readsProblemDetailsWhereTheAnswerSaysSo() {
        String problem =
                "{\"title\":\"Sold out\",\"status\":409,\"detail\":\"Item lamp is gone.\",\"code\":\"sold_out\","
                        + "\"item\":\"lamp\"}";
        api.then(409, "application/problem+json; charset=utf-8", problem.getBytes(StandardCharsets.UTF_8));

        ApiErrorException error = error(api.client().build(), GET);

        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.details().text("item")).isEqualTo("lamp");
    }

    @Test
    void throwsTheExceptionsOfAFamily() {
        final class SoldOut extends ApiErrorException {
            private static final long serialVersionUID = 1L;

            SoldOut(ErrorAnswer answer, CallReport report) {
                super(answer, report);
            }
        }
        api.fails("sold_out");

        assertThatThrownBy(() -> api.client().errors(SoldOut::new).build().send(GET))
                .isInstanceOf(SoldOut.class);
    }

    @Test
    void makesTheSameExceptionOfWhatAnotherHttpClientBrought() {
        ErrorReader reader = new ErrorReader(Store.CATALOG, "https://docs.example.com");
        String body = "{\"error\":{\"code\":\"unavailable\",\"message\":\"We will be back.\"}}";
        HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of("3")), (name, value) -> true);
        Answer answer = new Answer(503, headers, body.getBytes(StandardCharsets.UTF_8), Answer.Ending.WHOLE);

        ApiErrorException error =
                reader.exception(ErrorFamily.plain(), "GET", "/orders", answer, Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(error.isRetryable()).isTrue();
        assertThat(error.retryAt()).isEqualTo("2026-01-01T00:00:03Z");
        assertThat(error)
                .hasMessage("Store answered 503 unavailable: We will be back. (GET /orders, 1 attempt in 0 ms; not sent"
                        + " again: the only attempt was made) https://docs.example.com/errors/unavailable");
    }

    @Test
    void sendsAtMostFourPercentMoreWhenEverythingFails() {
        api.fails("unavailable").always();
        ErrataClient client = api.client().build();
        int exhausted = 0;
        for (int i = 0; i < 1000; i++) {
            exhausted += error(client, GET).isRetryBudgetExhausted() ? 1 : 0;
        }

        assertThat(api.requests()).hasSize(1035);
        assertThat(exhausted).isEqualTo(983);
        assertThat(client.budgetLeft()).isEqualTo(10);
    }

    @Test
    void earnsItsBudgetBackWithSuccesses() {
        api.fails("unavailable")
                .then(200, "{}")
                .then(200, "{}")
                .fails("unavailable")
                .fails("unavailable")
                .fails("unavailable");
        ErrataClient client = api.client().build();

        assertThat(client.send(GET).attempts()).hasSize(2);
        assertThat(client.budgetLeft()).isEqualTo(500);
        assertThat(client.send(GET).attempts()).hasSize(1);
        assertThat(error(client, GET).attempts()).hasSize(3);
        assertThat(client.budgetLeft()).isEqualTo(500 - 28);
    }

    @Test
    void beginsNoWaitThatWouldCrossTheDeadline() {
        api.fails("rate_limited").retryAfter(10).always();

        ApiErrorException error = error(api.client().build(), GET.deadline(ofSeconds(5)));

        assertThat(error.reason()).isEqualTo(Decision.Reason.DEADLINE);
        assertThat(api.requests()).hasSize(1);
        assertThat(api.time().waits()).isEmpty();
    }

    @Test
    void givesTheLastAttemptOnlyWhatIsLeftOfTheDeadline() {
        api.stalls().always();
        ErrataClient client = api.client().build();

        NoAnswerException loss =
                catchThrowableOfType(NoAnswerException.class, () -> client.send(GET.deadline(ofSeconds(12))));

        assertThat(loss.reason()).isEqualTo(Decision.Reason.DEADLINE);
        assertThat(loss.attempts()).hasSize(2);
        assertThat(loss.report().took()).isEqualTo(ofSeconds(12));
        assertThat(loss.report().why()).isEqualTo("the deadline has passed");
    }

    @Test
    void refusesAKeyUnderAnotherBodyBeforeTheWire() {
        api.then(201, "{}").always();
        ErrataClient client = api.client().build();
        assertThat(client.send(POST.idempotencyKey("order-1")).status()).isEqualTo(201);
        assertThat(client.send(POST.idempotencyKey("order-1")).status()).isEqualTo(201);

        Request other = Request.post("/orders", "{\"item\":\"desk\"}").idempotencyKey("order-1");
        assertThatThrownBy(() -> client.send(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Idempotency key 'order-1' was used for another request than this POST /orders; a key stands"
                                + " for one request and its body. Send this one under a new key.");
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void mintsAnotherKeyForEachCall() {
        api.then(201, "{}").always();
        ErrataClient client = api.client().idempotencyKeys("X-Key").build();

        assertThat(client.send(POST).status()).isEqualTo(201);
        assertThat(client.send(POST).status()).isEqualTo(201);
        assertThat(client.send(GET).status()).isEqualTo(201);

        List<String> keys = api.requests().stream()
                .map(seen -> String.valueOf(seen.header("X-Key")))
                .toList();
        assertThat(keys).doesNotHaveDuplicates().last().isEqualTo("null");
    }

    @Test
    void sendsAPostThatIsDeclaredRepeatableAgain() {
        api.fails("unavailable").then(200, "{}");

        assertThat(api.client().build().send(POST.repeatable()).attempts()).hasSize(2);
    }

    @Test
    void sendsTheHeadersOfTheRequestInPlaceOfItsOwn() {
        api.then(200, "{}");
        ErrataClient client = api.client().bearer("sk_1").build();

        assertThat(client.send(GET.header("x-trace", "1").header("accept", "application/json, */*"))
                        .status())
                .isEqualTo(200);

        FakeApi.Seen seen = api.requests().get(0);
        assertThat(seen.headers().allValues("Accept")).containsExactly("application/json, */*");
        assertThat(seen.header("X-Trace")).isEqualTo("1");
        assertThat(seen.header("User-Agent")).isEqualTo("errata-client (Store)");
        assertThat(seen.header("X-Errata-Attempt")).isEqualTo("1");
    }

    @Test
    void takesTheMediaTypeThatItAskedFor() {
        byte[] csv = "a,b".getBytes(StandardCharsets.UTF_8);
        api.then(200, "text/csv; charset=utf-8", csv).then(200, "text/csv", csv).then(200, "image/png", csv);
        ErrataClient client = api.client().build();

        assertThat(client.send(GET.accepts("text/csv")).text()).isEqualTo("a,b");
        assertThat(error(client, GET).report().why()).isEqualTo("a success was to be application/json");
        assertThat(client.send(GET.accepts("*/*")).body()).isEqualTo(csv);
    }

    @Test
    void keepsCredentialsOnItsHost() {
        ErrataClient client = api.client().build();

        assertThatThrownBy(() -> client.send(Request.get("https://evil.example.com/orders")))
                .hasMessage(
                        "The address 'https://evil.example.com/orders' is neither a path, which begins with '/', nor on"
                                + " the host of https://api.example.com; credentials are for that host only. Make a client for"
                                + " the other.");
        api.then(200, "{}");
        assertThat(client.send(Request.get("https://api.example.com/orders?page=2"))
                        .status())
                .isEqualTo(200);
        assertThat(api.requests().get(0).path()).isEqualTo("/orders?page=2");
    }

    @Test
    void failsTheFutureWithTheSameExceptions() {
        api.fails("sold_out");

        assertThat(api.client().build().sendAsync(GET))
                .failsWithin(ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(ApiErrorException.class);
    }

    @Test
    void completesTheFutureWithTheResponse() {
        api.fails("unavailable").then(200, "{}");

        assertThat(api.client().build().sendAsync(GET))
                .succeedsWithin(ofSeconds(10))
                .satisfies(response -> assertThat(response.attempts()).hasSize(2));
    }

    @Test
    void endsTheCallWhenAPartThatItWasGivenFails() {
        api.fails("unavailable").always();
        ErrataClient client = api.client()
                .random(() -> {
                    throw new IllegalStateException("no entropy");
                })
                .build();

        assertThatThrownBy(() -> client.send(GET))
                .hasMessage(
                        "GET /orders could not be brought to an end, because a part that the client was given failed;"
                                + " see the cause")
                .hasRootCauseMessage("no entropy");
        assertThat(client.sendAsync(GET)).failsWithin(ofSeconds(10));
    }
}
