package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Race;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that a caller makes and withdraws by itself. */
@ExtendWith(SharedHarbor.class)
class KeysTest {
    private static final String ALL = "\"events:read\",\"events:write\",\"webhooks:manage\",\"workspaces:read\"";

    private static Reply make(Organization own, String key, String scopes, String... headers) {
        return own.service().send(key, "POST", "/v1/keys", "{\"scopes\":[" + scopes + "]}", headers);
    }

    private static Reply use(Organization own, @Nullable String key) {
        return own.service().send(key, "GET", "/v1/workspaces/" + own.workspace(), null);
    }

    private static Reply revoke(Organization own, String key, String id) {
        return own.service().send(key, "DELETE", "/v1/keys/" + id, null);
    }

    @Test
    void aKeyThatIsRevokedIsNoKey(Organization own) {
        Reply made = make(own, own.key(), "\"workspaces:read\"");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("key")).startsWith("hb_test_");
        assertThat(made.at("scopes")).isEqualTo("[workspaces:read]");
        assertThat(made.at("expires_at")).isEqualTo("null");
        assertThat(use(own, made.at("key")).status()).isEqualTo(200);
        assertThat(own.service()
                        .send(made.at("key"), "GET", own.list("events"), null)
                        .outcome())
                .isEqualTo("403 permission_denied");

        assertThat(revoke(own, own.key(), made.at("id")).outcome()).isEqualTo("204");

        assertThat(use(own, made.at("key")).outcome()).isEqualTo("401 authentication_failed");
        assertThat(revoke(own, own.key(), made.at("id")).outcome())
                .as("once more")
                .isEqualTo("204");
    }

    @Test
    void aKeyThatHasExpiredIsNoKey(Organization own) {
        Reply made = own.service()
                .send(
                        own.key(),
                        "POST",
                        "/v1/keys",
                        "{\"scopes\":[" + ALL + "],\"expires_at\":\""
                                + own.service().now().plusSeconds(60) + "\"}");
        assertThat(use(own, made.at("key")).status()).isEqualTo(200);

        own.service().advance(Duration.ofSeconds(60));

        assertThat(use(own, made.at("key")).outcome()).isEqualTo("401 authentication_failed");
    }

    @Test
    void aKeyGivesAndTakesOnlyWhatItMayDoItself(Organization own) {
        Reply reader = make(own, own.key(), "\"events:read\"");
        Reply refused = make(own, reader.at("key"), "\"events:read\",\"events:write\"");

        assertThat(refused.outcome()).isEqualTo("403 permission_denied");
        assertThat(refused.at("error.message")).isEqualTo("API key missing required scope: events:write.");
        assertThat(make(own, reader.at("key"), "\"events:read\"").status()).isEqualTo(201);
        Reply all = make(own, own.key(), ALL);
        assertThat(revoke(own, reader.at("key"), all.at("id")).outcome()).isEqualTo("403 permission_denied");
        assertThat(make(own, own.key(), "\"admin\"").at("error.message"))
                .contains("must be events:read, events:write, webhooks:manage or workspaces:read");
        assertThat(make(own, own.key(), "").outcome()).isEqualTo("400 invalid_request");
    }

    @Test
    void theKeysOfOthersAreNotThere(Organization own) {
        Organization other = own.service().organization();
        Reply theirs = make(other, other.key(), ALL);

        assertThat(revoke(own, own.key(), theirs.at("id")).outcome()).isEqualTo("404 resource_not_found");
        assertThat(revoke(own, own.key(), "nobody").at("error.message")).isEqualTo("No key found with id nobody.");
        assertThat(use(other, theirs.at("key")).status()).isEqualTo(200);
    }

    @Test
    void aKeyIsMadeOnceUnderAnIdempotencyKeyThoughManyAskForIt(Organization own) throws Exception {
        Set<String> made =
                Race.crowd(8, i -> Race.patiently(() -> make(own, own.key(), ALL, "Idempotency-Key", "one"))).stream()
                        .map(reply -> reply.at("id"))
                        .collect(Collectors.toSet());
        assertThat(made).hasSize(1);

        String id = made.iterator().next();
        assertThat(Race.outcomes(Race.crowd(8, i -> revoke(own, own.key(), id))))
                .isEqualTo(Map.of("204", 8L));
        Reply restricted = make(own, own.key(), "\"events:read\"");
        assertThat(make(own, restricted.at("key"), ALL, "Idempotency-Key", "one")
                        .outcome())
                .as("who may less does not read the text of the key")
                .isEqualTo("403 permission_denied");
    }
}
