package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.guard.Caller;
import dev.errata.guard.FakeRequest;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyGuardTest {
    private static final String CHALLENGE = "Bearer realm=\"Test\"";
    private static final String INVALID = CHALLENGE + ", error=\"invalid_token\"";

    private final ManualClock clock = new ManualClock();
    private final TestKeys at = new TestKeys();
    private final ApiKeyGuard guard = new ApiKeyGuard(TestContract.catalog(), at.keys, clock);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer    "})
    void aKeyPassesAndLeavesItsCaller(String scheme) {
        MintedApiKey minted = at.mint();
        FakeRequest request = new FakeRequest().with("authorization", scheme + minted.text());

        assertThat(guard.check(request)).isNull();
        assertThat(request.get(ApiKey.class)).isSameAs(minted.key());
        assertThat(request.get(Caller.class)).isEqualTo(minted.key().caller());
    }

    @Test
    void noHeaderIsAMissingKey() {
        refused(new FakeRequest(), "AUTH_MISSING", CHALLENGE, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer", "Bearer ", "bearer    "})
    void aHeaderWithoutAKeyIsAMissingKey(String value) {
        refused(new FakeRequest().with("Authorization", value), "AUTH_MISSING", CHALLENGE, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic dXNlcjpwYXNz",
                "Basic",
                "Bearer: x",
                "Bearer\tx",
                "Bearer \u2003",
                "Bearer x y",
                "Bearer \u0000",
                "Bearer hpn_live_sk_' OR 1=1 --",
                "Bearer null",
                "Bearer ${jndi:ldap://x}",
                "Token x",
                ",",
                "Bearer \ud800"
            })
    void whatIsNotABearerKeyIsMalformedAndAsksNoStore(String value) {
        refused(new FakeRequest().with("Authorization", value), "AUTH_MALFORMED", INVALID, Map.of());
        assertThat(at.asked).hasValue(0);
    }

    @Test
    void aKeyWithSomethingAroundItIsMalformed() {
        String text = at.mint().text();
        for (String value : new String[] {
            text,
            "Bearer \"" + text + "\"",
            "Bearer " + text + " ",
            "Bearer " + text + ",",
            "Bearer " + text + "\r\nX: y",
            "Basic " + text,
            "Bearer Bearer " + text,
            "Bearer " + text.toLowerCase(java.util.Locale.ROOT),
            "Bearer " + text + "x".repeat(1 << 20)
        }) {
            refused(new FakeRequest().with("Authorization", value), "AUTH_MALFORMED", INVALID, Map.of());
        }
        assertThat(at.asked).hasValue(0);
    }

    @Test
    void twoHeadersAreMalformedEvenWhenBothAreRight() {
        String value = "Bearer " + at.mint().text();

        refused(
                new FakeRequest().with("Authorization", value).with("authorization", value),
                "AUTH_MALFORMED",
                INVALID,
                Map.of());
        refused(
                new FakeRequest().with("Authorization", "").with("Authorization", value),
                "AUTH_MALFORMED",
                INVALID,
                Map.of());
        assertThat(at.asked).hasValue(0);
    }

    @Test
    void oneCharacterChangedAsksNoStore() {
        String text = at.mint().text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            refused(bearer(changed), "AUTH_MALFORMED", INVALID, Map.of());
        }
        assertThat(at.asked).hasValue(0);
    }

    @Test
    void aKeyInTheQueryIsNotRead() {
        String text = at.mint().text();

        refused(
                new FakeRequest().query("api_key=" + text + "&access_token=" + text),
                "AUTH_MISSING",
                CHALLENGE,
                Map.of());
    }

    @Test
    void aKeyThatNobodyHasIsUnknown() {
        String nobodys = TestKeys.FORMAT
                .mint(TestKeys.FORMAT.prefix("secret", true), new Random(99))
                .text();

        refused(bearer(nobodys), "AUTH_UNKNOWN", INVALID, Map.of());
        assertThat(at.asked).hasValue(1);
    }

    @Test
    void aWrongSecretIsAnsweredLikeAnUnknownKey() {
        String body = at.mint().text().substring(0, 24) + Base62.random(new Random(9), 32);

        refused(bearer(body + Base62.checksum(body)), "AUTH_UNKNOWN", INVALID, Map.of());
    }

    @Test
    void aKeyIsRefusedFromTheMomentItExpires() {
        MintedApiKey minted = at.mint(AddressList.none(), ManualClock.START.plusSeconds(60));

        clock.advance(Duration.ofMillis(59_999));
        assertThat(guard.check(bearer(minted.text()))).isNull();
        clock.advance(Duration.ofMillis(1));
        refused(
                bearer(minted.text()),
                "AUTH_EXPIRED",
                INVALID,
                Map.of("expired_at", ManualClock.START.plusSeconds(60)));
    }

    @Test
    void aRevokedKeyIsRefusedFromTheNextRequestOn() {
        MintedApiKey minted = at.mint();
        assertThat(guard.check(bearer(minted.text()))).isNull();

        at.store.revoke(minted.key().id(), clock.instant());

        refused(bearer(minted.text()), "AUTH_REVOKED", INVALID, Map.of("revoked_at", ManualClock.START));
    }

    @Test
    void aKeyWithdrawnForLaterPassesUntilThen() {
        MintedApiKey minted = at.mint();
        at.store.revoke(minted.key().id(), clock.instant().plusSeconds(10));

        assertThat(guard.check(bearer(minted.text()))).isNull();
        clock.advance(Duration.ofSeconds(10));
        refused(
                bearer(minted.text()),
                "AUTH_REVOKED",
                INVALID,
                Map.of("revoked_at", ManualClock.START.plusSeconds(10)));
    }

    @Test
    void revocationIsToldBeforeExpiryAndOnlyToTheOwnerOfTheSecret() {
        MintedApiKey minted = at.mint(AddressList.none(), ManualClock.START);
        refused(bearer(minted.text()), "AUTH_EXPIRED", INVALID, Map.of("expired_at", ManualClock.START));
        at.store.revoke(minted.key().id(), ManualClock.START);

        refused(bearer(minted.text()), "AUTH_REVOKED", INVALID, Map.of("revoked_at", ManualClock.START));
        String body = minted.text().substring(0, 24) + Base62.random(new Random(9), 32);
        refused(bearer(body + Base62.checksum(body)), "AUTH_UNKNOWN", INVALID, Map.of());
    }

    private static FakeRequest bearer(String key) {
        return new FakeRequest().with("Authorization", "Bearer " + key);
    }

    private void refused(FakeRequest request, String code, String challenge, Map<String, Object> details) {
        ApiError error = guard.check(request);
        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo(code);
        assertThat(error.status()).isEqualTo(401);
        assertThat(error.details()).isEqualTo(details);
        assertThat(error.headers()).isEqualTo(Map.of("WWW-Authenticate", challenge));
        assertThat(request.get(ApiKey.class)).isNull();
        assertThat(request.get(Caller.class)).isNull();
    }
}
