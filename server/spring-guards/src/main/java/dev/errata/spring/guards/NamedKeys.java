package dev.errata.spring.guards;

import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.InMemoryApiKeyStore;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The API keys that properties name. */
final class NamedKeys {
    private static final String KEYS = "errata.guards.keys.";
    private static final int PEPPER_BYTES = 32;

    private NamedKeys() {}

    /**
     * The keys, of the accounts in the properties or of the application's store.
     *
     * @param own where the application keeps its keys, null when it has no store
     * @throws GuardsFailure when a key has not the form of one, or something is missing
     */
    static ApiKeys of(GuardsProperties.Keys named, @Nullable ApiKeyStore own, RandomGenerator random) {
        ApiKeyFormat format = ApiKeyFormat.of(named.prefix());
        if (own != null) {
            return own(named, format, own, random);
        }
        // Nothing outlives the process that is hashed under it.
        byte[] pepper = new byte[PEPPER_BYTES];
        random.nextBytes(pepper);
        ApiKeys keys = new ApiKeys(format, pepper, new InMemoryApiKeyStore(), random);
        named.accounts().forEach((name, account) -> {
            ApiKeyFormat.Parsed key = format.parse(account.key());
            if (key == null) {
                throw new GuardsFailure(
                        KEYS + "accounts." + name + ".key is no key of the form " + named.prefix()
                                + "…: its prefix, length or checksum is wrong.",
                        "Make one by `errata key " + named.prefix() + "`, and set it from where your secrets are.");
            }
            keep(keys, key, name, account);
        });
        return keys;
    }

    private static ApiKeys own(
            GuardsProperties.Keys named, ApiKeyFormat format, ApiKeyStore store, RandomGenerator random) {
        if (!named.accounts().isEmpty()) {
            throw new GuardsFailure(
                    KEYS + "accounts names "
                            + named.accounts().keySet().stream().sorted().toList()
                            + ", and the application has an ApiKeyStore of its own.",
                    "Keep all keys in one place: take the accounts out and mint their keys with ApiKeys, or take the"
                            + " store out.");
        }
        byte[] pepper = named.pepper().getBytes(StandardCharsets.UTF_8);
        if (pepper.length < ApiKeys.SHORTEST_PEPPER_BYTES) {
            throw new GuardsFailure(
                    KEYS + "pepper has " + pepper.length + " bytes, and the keys in the application's ApiKeyStore are"
                            + " hashed under it.",
                    "Set it to " + ApiKeys.SHORTEST_PEPPER_BYTES + " random bytes or more, the same at each start, from"
                            + " where your secrets are.");
        }
        return new ApiKeys(format, pepper, store, random);
    }

    private static void keep(ApiKeys keys, ApiKeyFormat.Parsed key, String name, GuardsProperties.Account account) {
        try {
            keys.keep(
                    key,
                    new ApiKeyGrant(
                            name,
                            name,
                            ApiKeyFormat.SECRET,
                            true,
                            Set.copyOf(account.scopes()),
                            AddressList.of(account.addresses()),
                            null));
        } catch (IllegalArgumentException e) {
            throw new GuardsFailure(
                    KEYS + "accounts." + name + " cannot be used. " + e.getMessage(),
                    "Correct its scopes or addresses.");
        } catch (IllegalStateException twice) {
            throw new GuardsFailure(
                    KEYS + "accounts." + name + ".key is the key of another account too.",
                    "Give each account a key of its own.");
        }
    }
}
