package dev.errata.client;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.client.fake.FakeApi;
import dev.errata.client.fake.FakeServer;
import dev.errata.client.fake.FakeTime;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** An API behind a socket and clients of it; only waiting is faked. */
abstract class Wire {
    static final Request GET = Request.get("/orders");
    static final Request POST = Request.post("/orders", "{\"item\":\"lamp\"}");
    static final String FAILURE =
            "{\"error\":{\"code\":\"sold_out\",\"message\":\"Item lamp is gone.\",\"request_id\":\"req_7\"}}";

    final FakeApi api = FakeApi.of(Store.CATALOG);
    final FakeServer server = api.listen();
    final FakeTime time = new FakeTime();

    @AfterEach
    void close() {
        server.close();
    }

    ErrataClient.Builder client() {
        return server.client().time(time).random(new Random(1));
    }

    /** Its attempts end soon, but late enough for a slow machine to answer in time. */
    ErrataClient.Builder hasty() {
        return client().policy(
                        RetryPolicy.builder().attemptTimeout(ofSeconds(1)).build());
    }

    ApiErrorException error(Request request) {
        return error(client(), request);
    }

    static ApiErrorException error(ErrataClient.Builder client, Request request) {
        ErrataClient built = client.build();
        return catchThrowableOfType(ApiErrorException.class, () -> built.send(request));
    }

    NoAnswerException loss(ErrataClient.Builder client, Request request) {
        ErrataClient built = client.build();
        return catchThrowableOfType(NoAnswerException.class, () -> built.send(request));
    }

    void assertOneWaitWithin(Duration least, Duration most) {
        assertThat(time.waits()).hasSize(1);
        assertThat(time.waits().get(0)).isBetween(least, most);
        assertThat(api.requests()).hasSize(2);
    }
}
