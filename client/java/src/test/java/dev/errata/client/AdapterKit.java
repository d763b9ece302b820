package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.client.fake.FakeApi;
import dev.errata.client.fake.FakeServer;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What every adapter to another library throws, which is what this client would; a test of an adapter extends it. */
public abstract class AdapterKit {
    /** The reader of {@link #store}'s answers. */
    protected static final ErrorReader READER = new ErrorReader(Store.CATALOG, "https://docs.example.com");

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** Calls {@code GET /v1/items?page=2} through the adapter, with {@link #READER}, and says the body of a success. */
    protected abstract String list(String base, InstantSource time);

    /** An API that does what its test says. */
    protected static FakeApi store() {
        return FakeApi.of(Store.CATALOG);
    }

    private ApiErrorException refused(FakeServer server) {
        return catchThrowableOfType(ApiErrorException.class, () -> list(server.base(), InstantSource.fixed(NOW)));
    }

    @Test
    void anErrorOfTheServiceIsTheCatalogsExceptionAndIsNotTriedAgain() {
        FakeApi api = store();
        api.fails("sold_out")
                .with("item", "lamp")
                .with("email", "ann@example.com")
                .always();
        try (FakeServer server = api.listen()) {
            ApiErrorException error = refused(server);

            assertThat(error.code()).isEqualTo("sold_out");
            assertThat(error.status()).isEqualTo(409);
            assertThat(error.details().text("item")).isEqualTo("lamp");
            assertThat(error.docUrl()).isEqualTo("https://docs.example.com/errors/sold_out");
            assertThat(error.requestId()).isEqualTo("req_fake_1");
            assertThat(error.isRetryable()).isFalse();
            assertThat(error.getMessage()).startsWith("Store answered 409 sold_out: Item lamp is gone. (GET /v1/items");
            assertThat(api.requests()).hasSize(1);
        }
    }

    @Test
    void theTimeToComeBackIsCountedFromTheAnswer() {
        FakeApi api = store();
        api.fails("rate_limited").retryAfter(30);
        try (FakeServer server = api.listen()) {
            ApiErrorException error = refused(server);

            assertThat(error.retryAt()).isEqualTo(NOW.plusSeconds(30));
            assertThat(error.isRetryable()).isTrue();
        }
    }

    @Test
    void aPageOfAProxyIsNoAnswerOfTheService() {
        FakeApi api = store();
        api.html(502);
        try (FakeServer server = api.listen()) {
            ApiErrorException error = refused(server);

            assertThat(error.origin()).isEqualTo(Origin.INTERMEDIARY);
            assertThat(error.code()).isNull();
        }
    }
}
