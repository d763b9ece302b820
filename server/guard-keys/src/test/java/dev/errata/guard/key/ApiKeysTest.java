package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.key.ApiKeyFormat.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApiKeysTest {
    private final TestKeys at = new TestKeys();

    @Test
    void aMintedKeyIsFoundByItsText() {
        MintedApiKey minted = at.mint();

        ApiKey found = at.keys.find(parse(minted.text()));

        assertThat(found).isSameAs(minted.key());
        assertThat(found.caller().toString())
                .isEqualTo("Caller[keyId=" + found.id()
                        + ", owner=team_1, user=user_1, type=secret, live=true, scopes=[transactions:read]]");
    }

    @Test
    void nothingOfTheSecretIsKeptOrShown() {
        MintedApiKey minted = at.mint();
        String secret = minted.text().substring(24, 56);

        ApiKey kept = Objects.requireNonNull(at.store.find(minted.key().id()));

        assertThat(kept.hash()).hasSize(32);
        assertThat(new String(kept.hash(), StandardCharsets.ISO_8859_1)).doesNotContain(secret);
        assertThat(minted.toString() + kept + parse(minted.text())).doesNotContain(secret);
        assertThat(minted).hasToString("live secret key " + kept.id() + " of team_1");
    }

    @Test
    void aWellFormedKeyWithAnotherSecretIsNobodys() {
        MintedApiKey minted = at.mint();
        String body = minted.text().substring(0, 24) + Base62.random(new Random(9), 32);

        assertThat(at.keys.find(parse(body + Base62.checksum(body)))).isNull();
    }

    @Test
    void aTestKeyDoesNotBecomeALiveOneByItsPrefix() {
        ApiKeyGrant grant = new ApiKeyGrant("team_1", "user_1", "public", false, Set.of(), AddressList.none(), null);
        MintedApiKey minted = at.keys.mint(grant);
        String body = minted.text().substring(0, 56).replace("hpn_test_pk_", "hpn_live_sk_");

        assertThat(at.keys.find(parse(minted.text()))).isNotNull();
        assertThat(at.keys.find(parse(body + Base62.checksum(body)))).isNull();
    }

    @Test
    void aKeyIsNothingUnderAnotherPepper() {
        MintedApiKey minted = at.mint();

        assertThat(at.keys("another pepper of the service").find(parse(minted.text())))
                .isNull();
    }

    @Test
    void aShortPepperIsRefused() {
        assertThatThrownBy(() -> at.keys("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The pepper has 5 bytes; give it 16 or more random ones");
    }

    @Test
    void aScopeWithWhiteSpaceIsRefused() {
        ApiKeyGrant grant =
                new ApiKeyGrant("team_1", "user_1", "secret", true, Set.of("a b"), AddressList.none(), null);

        assertThatThrownBy(() -> at.keys.mint(grant))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("Scope 'a b' of key \\w{12} is empty or has white space; write scopes like"
                        + " transactions:read");
    }

    private static Parsed parse(String text) {
        return Objects.requireNonNull(TestKeys.FORMAT.parse(text));
    }
}
