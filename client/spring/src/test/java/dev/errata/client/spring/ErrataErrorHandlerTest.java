package dev.errata.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.client.AdapterKit;
import dev.errata.client.ErrorFamily;
import dev.errata.client.fake.FakeServer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

/** A RestClient throws what the client of the catalog would throw. */
class ErrataErrorHandlerTest extends AdapterKit {
    @Override
    protected String list(String base, InstantSource time) {
        return String.valueOf(list(base, new ErrataErrorHandler(READER, ErrorFamily.plain(), time)));
    }

    private static @Nullable String list(String base, ErrataErrorHandler handler) {
        RestClient client =
                RestClient.builder().baseUrl(base).defaultStatusHandler(handler).build();
        return client.get().uri("/v1/items?page=2").retrieve().body(String.class);
    }

    @Test
    void aSuccessPasses() {
        try (FakeServer server = store().then(200, "{}").listen()) {
            assertThat(list(server.base(), new ErrataErrorHandler(READER, ErrorFamily.plain())))
                    .isEqualTo("{}");
        }
    }
}
