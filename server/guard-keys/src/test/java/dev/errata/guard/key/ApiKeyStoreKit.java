package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.ManualClock;
import dev.errata.guard.Together;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeyStore} keeps to; a test of an implementation extends it. */
public abstract class ApiKeyStoreKit {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

    /** An empty store. */
    protected abstract ApiKeyStore store();

    @Test
    void aKeyIsFoundAsItWasSaved() {
        ApiKeyStore store = store();
        ApiKey saved = new ApiKey(
                "A1b2C3d4E5f6",
                "team_1",
                "user_1",
                "secret",
                true,
                Set.of("reports:read", "transactions:write"),
                AddressList.of(List.of("203.0.113.0/24", "2001:db8::7")),
                NOON,
                NOON.plusSeconds(60),
                new byte[] {0, 1, -1, 127});
        store.save(saved);

        ApiKey found = store.find("A1b2C3d4E5f6");

        assertThat(found).isNotNull();
        assertThat(found).usingRecursiveComparison().ignoringFields("allowlist").isEqualTo(saved);
        assertThat(found.allowlist().entries()).containsExactly("203.0.113.0/24", "2001:db8::7");
        assertThat(found.allowlist().contains("203.0.113.9")).isTrue();
    }

    @Test
    void whatIsLeftOutStaysLeftOut() {
        ApiKeyStore store = store();
        store.save(key("A1b2C3d4E5f6", null));

        ApiKey found = store.find("A1b2C3d4E5f6");

        assertThat(found).isNotNull();
        assertThat(found.scopes()).isEmpty();
        assertThat(found.allowlist().isEmpty()).isTrue();
        assertThat(found.expiresAt()).isNull();
        assertThat(found.revokedAt()).isNull();
        assertThat(found.live()).isFalse();
    }

    @Test
    void anUnknownIdIsNotFound() {
        ApiKeyStore store = store();
        store.save(key("A1b2C3d4E5f6", null));

        assertThat(store.find("a1b2c3d4e5f6")).isNull();
        assertThat(store.find("")).isNull();
        assertThat(store.find("' OR 1=1 --")).isNull();
    }

    @Test
    void anIdIsTakenOnce() {
        ApiKeyStore store = store();
        store.save(key("A1b2C3d4E5f6", null));

        assertThatThrownBy(() -> store.save(key("A1b2C3d4E5f6", NOON)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is a key with id A1b2C3d4E5f6 already; mint a new one");
        assertThat(store.find("A1b2C3d4E5f6")).extracting(ApiKey::revokedAt).isNull();
    }

    @Test
    void aRevokedKeyIsFoundWithItsMoment() {
        ApiKeyStore store = store();
        store.save(key("A1b2C3d4E5f6", null));
        store.save(key("otherOther12", null));

        assertThat(store.revoke("A1b2C3d4E5f6", NOON)).isTrue();

        assertThat(store.find("A1b2C3d4E5f6")).extracting(ApiKey::revokedAt).isEqualTo(NOON);
        assertThat(store.find("otherOther12")).extracting(ApiKey::revokedAt).isNull();
    }

    @Test
    void theEarliestRevocationStands() {
        ApiKeyStore store = store();
        store.save(key("A1b2C3d4E5f6", NOON));

        assertThat(store.revoke("A1b2C3d4E5f6", NOON)).isFalse();
        assertThat(store.revoke("A1b2C3d4E5f6", NOON.plusSeconds(1))).isFalse();
        assertThat(store.find("A1b2C3d4E5f6")).extracting(ApiKey::revokedAt).isEqualTo(NOON);

        assertThat(store.revoke("A1b2C3d4E5f6", NOON.minusSeconds(1))).isTrue();
        assertThat(store.find("A1b2C3d4E5f6")).extracting(ApiKey::revokedAt).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void nothingIsRevokedUnderAnUnknownId() {
        assertThat(store().revoke("A1b2C3d4E5f6", NOON)).isFalse();
    }

    @Test
    void ofManyRevocationsAtOnceOneCounts() throws Exception {
        ApiKeyStore store = store();
        store.save(key("A1b2C3d4E5f6", null));

        List<Boolean> changed = Together.run(16, () -> store.revoke("A1b2C3d4E5f6", ManualClock.START));

        assertThat(changed).containsOnlyOnce(true);
    }

    private static ApiKey key(String id, @Nullable Instant revokedAt) {
        return new ApiKey(
                id, "team_1", "user_1", "secret", false, Set.of(), AddressList.none(), null, revokedAt, new byte[] {
                    1, 2, 3
                });
    }
}
