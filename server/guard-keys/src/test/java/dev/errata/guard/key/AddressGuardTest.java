package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.ApiError;
import dev.errata.guard.FakeRequest;
import dev.errata.guard.TestContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(TestContract.catalog());
    private final AddressList list = AddressList.of(List.of("203.0.113.0/24", "2001:db8::7"));

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0", "203.0.113.255", "::ffff:203.0.113.9", "2001:db8:0:0:0:0:0:7"})
    void addressesOfTheListPass(String peer) {
        assertThat(guard.check(from(peer, list))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "203.0.114.0", "::1", "2001:db8::8", "", "unknown", "203.0.113.9:80", "' OR 1=1"})
    void othersAreRefusedAlsoWhenTheyAreNoAddresses(String peer) {
        ApiError error = guard.check(from(peer, list));

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("PERMISSION_ADDRESS");
        assertThat(error.status()).isEqualTo(403);
        assertThat(error.details()).isEqualTo(Map.of("ip", peer));
    }

    @Test
    void aKeyWithoutAListPassesFromEverywhere() {
        assertThat(guard.check(from("unknown", AddressList.none()))).isNull();
    }

    @Test
    void aForwardedAddressIsNotBelieved() {
        FakeRequest request = from("127.0.0.1", list);
        request.with("X-Forwarded-For", "203.0.113.9").with("Forwarded", "for=203.0.113.9");

        assertThat(guard.check(request)).isNotNull();
    }

    @Test
    void aGuardBeforeTheKeyGuardIsAMistake() {
        assertThatThrownBy(() -> guard.check(new FakeRequest()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("AddressGuard found no API key on the request; put ApiKeyGuard before it");
    }

    private static FakeRequest from(String peer, AddressList allowlist) {
        FakeRequest request = new FakeRequest().from(peer);
        request.put(ApiKey.class, new TestKeys().mint(allowlist, null).key());
        return request;
    }
}
