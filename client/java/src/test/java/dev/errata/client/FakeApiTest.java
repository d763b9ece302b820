package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.client.fake.FakeApi;
import dev.errata.client.fake.FakeServer;
import org.junit.jupiter.api.Test;

class FakeApiTest {
    private static final Request GET = Request.get("/orders");

    private final FakeApi api = FakeApi.of(Store.CATALOG);

    @Test
    void saysWhichCodesThereAre() {
        assertThatThrownBy(() -> api.fails("sold_uot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The catalog of Store has no code 'sold_uot'; it has [sold_out, key_expired, rate_limited,"
                        + " plan_limit_reached, unavailable]");
    }

    @Test
    void saysWhatADetailBelongsTo() {
        assertThatThrownBy(() -> api.fails("sold_out").resets().with("item", "lamp"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("with(\"item\", …) follows fails(…), whose detail it is");
        assertThatThrownBy(() -> FakeApi.of(Store.CATALOG).retryAfter(1))
                .hasMessage("The script is empty; begin it with fails(…), then(…) or html(…)");
    }

    @Test
    void showsARequestThatTheScriptDoesNotExpect() {
        api.then(200, "{}");
        ErrataClient client = api.client().build();
        assertThat(client.send(GET).status()).isEqualTo(200);

        assertThatThrownBy(() -> client.send(GET))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageStartingWith("Store did not answer: the script of the fake API has no reply to request 2.");

        try (FakeServer server = FakeApi.of(Store.CATALOG).listen()) {
            ErrataClient over = server.client().policy(RetryPolicy.never()).build();
            assertThatThrownBy(() -> over.send(GET))
                    .isInstanceOf(ApiErrorException.class)
                    .hasMessageContaining("599");
        }
    }

    @Test
    void failsInMemoryAsOverASocket() {
        api.unreachable().stalls().then(409, "{\"error\"").cutAfter(4);

        assertThatThrownBy(() -> api.client().build().send(GET))
                .isInstanceOf(ApiErrorException.class)
                .hasMessageStartingWith("Store or somebody on the way answered 409 with application/json, cut off"
                        + " (GET /orders, 3 attempts in ");
    }

    @Test
    void fillsEveryCodeOfEveryReference() {
        for (var catalog : java.util.List.of(Catalogs.harbor(), Catalogs.harpoon(), Catalogs.hookbridge())) {
            for (var code : catalog.codes()) {
                if (code.main().status() == 0) {
                    continue;
                }
                FakeApi fake = FakeApi.of(catalog).fails(code.id());
                ErrataClient client = fake.client().policy(RetryPolicy.never()).build();
                assertThatThrownBy(() -> client.send(GET)).isInstanceOfSatisfying(ApiErrorException.class, error -> {
                    assertThat(error.code()).isEqualTo(code.id());
                    assertThat(error.requestId()).isEqualTo("req_fake_1");
                });
            }
        }
    }
}
