package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client refuses before it is made. */
class BasesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not a url               | is no address (Illegal character in path at index 3)",
                "''                      | has no scheme",
                "api.example.com/v2      | has no scheme",
                "ftp://files.example.com | has the scheme 'ftp'",
                "localhost:8080          | has the scheme 'localhost'",
                "http:/v2                | names no host",
                "http://my_host:80/v2    | names the host 'my_host:80', which is no host name by RFC 3986",
                "https://example.com?a=b | has a query or a fragment",
                "https://example.com/#v2 | has a query or a fragment",
            })
    void refusesABaseThatNothingCanBeSentTo(String base, String problem) {
        assertThatThrownBy(() -> ErrataClient.of(Store.CATALOG, base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The base '" + base + "' " + problem + "; it must be the http or https address where Store"
                        + " stands, with a host and at most a path, such as https://api.example.com/v2. Give it to"
                        + " ErrataClient.of.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS://api.example.com", "http://127.0.0.1:8081/", "http://[::1]:8080/v2"})
    void takesAnAddressWithAHost(String base) {
        assertThat(ErrataClient.of(Store.CATALOG, base).build().budgetLeft()).isPositive();
    }

    @Test
    void refusesABoundBelowNothing() {
        ErrataClient.Builder builder = ErrataClient.of(Store.CATALOG, "https://api.example.com");

        assertThatThrownBy(() -> builder.bodyBytes(-5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bodyBytes is -5; it must be 0 to 2147483647. Change it in the ErrataClient.Builder.");
        assertThat(builder.bodyBytes(0)).isSameAs(builder);
    }
}
