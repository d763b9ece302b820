package dev.errata.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Catalog;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the two envelopes an error comes in. */
class NegotiationTest {
    private final Catalog catalog = TestCatalog.build();
    private final Negotiation negotiation = new Negotiation(catalog, "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                       | application/json",
                "*/*                                                      | application/json",
                "application/*                                            | application/json",
                "text/html                                                | application/json",
                "///                                                      | application/json",
                "application/json, application/problem+json               | application/json",
                "application/problem+json;q=0                             | application/json",
                "application/problem+json;q=0.5, */*                      | application/json",
                "application/problem+json;q=0.5, application/json;q=0.6   | application/json",
                "application/problem+json                                 | application/problem+json",
                "application/problem+json, application/json               | application/problem+json",
                "application/problem+json, */*                            | application/problem+json",
                "application/json;q=0.5, application/problem+json         | application/problem+json",
                "application/problem+json;q=0.5, text/html                | application/problem+json",
                "application/problem+json; charset=utf-8                  | application/problem+json",
            })
    void problemDetailsMustBeNamedAndPreferred(String accept, String chosen) {
        assertThat(negotiation
                        .preferred(accept.isEmpty() ? List.of() : List.of(accept))
                        .mediaType())
                .isEqualTo(chosen);
    }
}
