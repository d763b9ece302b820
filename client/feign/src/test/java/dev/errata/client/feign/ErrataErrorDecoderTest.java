package dev.errata.client.feign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.client.AdapterKit;
import dev.errata.client.ErrorFamily;
import dev.errata.client.fake.FakeServer;
import feign.Feign;
import feign.RequestLine;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Feign throws what the client of the catalog would throw. */
class ErrataErrorDecoderTest extends AdapterKit {
    /** An API as Feign wants it. */
    interface Items {
        @RequestLine("GET /v1/items?page=2")
        String list();
    }

    @Override
    protected String list(String base, InstantSource time) {
        return list(base, new ErrataErrorDecoder(READER, ErrorFamily.plain(), time));
    }

    private static String list(String base, ErrataErrorDecoder decoder) {
        return Feign.builder().errorDecoder(decoder).target(Items.class, base).list();
    }

    @Test
    void aSuccessPasses() {
        try (FakeServer server = store().then(200, "{}").listen()) {
            assertThat(list(server.base(), new ErrataErrorDecoder(READER, ErrorFamily.plain())))
                    .isEqualTo("{}");
        }
    }
}
