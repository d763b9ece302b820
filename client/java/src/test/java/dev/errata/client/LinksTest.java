package dev.errata.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.errata.client.fake.FakeApi;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of an error, where the body does not name it. */
class LinksTest {
    private static final URI ASKED = URI.create("https://api.example.com/v2/orders?page=2");
    private static final Request GET = Request.get("/orders");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "<https://d.example.com/e/A>; rel=\"help\"                      | https://d.example.com/e/A",
                "<https://d.example.com/e/A>;rel=help                           | https://d.example.com/e/A",
                "</e/A#variant-b>; rel=\"help\"                                 | https://api.example.com/e/A#variant-b",
                "</next>; rel=next, </e/A>; title=\"a, b\"; REL=\"license Help\" | https://api.example.com/e/A",
                "</next>; rel=\"next\"                                          | -",
                "</next>; title=\"; rel=help\"                                  | -",
                "</next>; rel=\"next\"; rel=\"help\"                            | -",
                "</next>; rel=helpful                                           | -",
                "<a b>; rel=help                                                | a b",
                "rel=help                                                       | -",
            })
    void readsTheAddressWithTheRelationHelp(String header, @Nullable String expected) {
        assertThat(Links.help(List.of("</style.css>; rel=preload", header), ASKED))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<>", "<>;", "<>\"", "<>;a=\"", "<>;a", "<>; ", "\\\""})
    void howLongAHeaderTakesToReadGrowsWithItsLengthOnly(String hostile) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Links.help(List.of(hostile.repeat(300_000)), ASKED))
                        .isNull());
    }

    @Test
    void anErrorOfTheServiceHasThePageThatItsLinkNames() {
        FakeApi api = FakeApi.of(Store.CATALOG);
        String body = "{\"error\":{\"code\":\"sold_out\",\"message\":\"Gone.\"}}";
        api.then(409, body).header("Link", "</errors/sold_out#variant-soon>; rel=\"help\"");
        api.then(409, "application/problem+json", ("{\"type\":\"about:blank\"," + body.substring(10)).getBytes(UTF_8))
                .header("Link", "<https://d.example.com/sold_out>; rel=\"help\"");
        api.html(502).header("Link", "</ads>; rel=\"help\"").always();
        ErrataClient client = api.client()
                .docs("https://docs.example.com")
                .policy(RetryPolicy.never())
                .build();

        assertThat(error(client).docUrl()).isEqualTo("https://api.example.com/errors/sold_out#variant-soon");
        assertThat(error(client).docUrl()).isEqualTo("https://d.example.com/sold_out");
        assertThat(error(client).docUrl()).isNull();
    }

    private static ApiErrorException error(ErrataClient client) {
        return catchThrowableOfType(ApiErrorException.class, () -> client.send(GET));
    }
}
