package dev.errata.reference.harpoon.control;

import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.MintedApiKey;
import dev.errata.reference.control.Fixture;
import dev.errata.reference.harpoon.HarpoonKeys;
import dev.errata.reference.harpoon.merchant.PaymentMethod;
import dev.errata.reference.harpoon.merchant.PaymentMethods;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Teams and keys in every state that a key can be in. */
final class KeyFixtures {
    private final ApiKeys keys;
    private final ApiKeyStore store;
    private final PaymentMethods methods;
    private final MaintenanceGuard maintenance;
    private final InstantSource clock;
    private final RandomGenerator random;

    KeyFixtures(
            ApiKeys keys,
            ApiKeyStore store,
            PaymentMethods methods,
            MaintenanceGuard maintenance,
            InstantSource clock,
            RandomGenerator random) {
        this.keys = keys;
        this.store = store;
        this.methods = methods;
        this.maintenance = maintenance;
        this.clock = clock;
        this.random = random;
    }

    /** Ends maintenance that an example began. */
    void restore() {
        maintenance.until(Instant.MIN);
    }

    /**
     * A team that nobody else has, with a key of each type; also ends maintenance that an earlier example began.
     *
     * @param arguments {@code numbers=none} for a team that takes no money yet
     */
    Map<String, Object> account(Map<String, String> arguments) {
        restore();
        String team = "team_" + HexFormat.of().toHexDigits(random.nextLong());
        if (!"none".equals(arguments.get("numbers"))) {
            settleIn(team);
        }
        return Map.of(
                "team", team,
                "secret_key", keys.mint(HarpoonKeys.grant(team, "secret")).text(),
                "public_key", keys.mint(HarpoonKeys.grant(team, "public")).text());
    }

    /** Gives a team numbers to take money at. */
    void settleIn(String team) {
        methods.add(team, true, new PaymentMethod("mtn", "0240000001", "Akwaaba Shop", true));
        methods.add(team, true, new PaymentMethod("telecel", "0200000001", "Akwaaba Shop", false));
    }

    /**
     * A further key of a team.
     *
     * @param arguments {@code team}; then, as wanted, {@code type}, {@code scopes} and {@code allow} with commas,
     *     {@code expires_in} as an ISO 8601 duration, {@code state=revoked}
     */
    Map<String, Object> key(Map<String, String> arguments) {
        String team = Fixture.required(arguments, "team");
        ApiKeyGrant plain = HarpoonKeys.grant(team, arguments.getOrDefault("type", "secret"));
        String scopes = arguments.get("scopes");
        String allow = arguments.get("allow");
        String expiresIn = arguments.get("expires_in");
        MintedApiKey minted = keys.mint(new ApiKeyGrant(
                plain.owner(),
                plain.user(),
                plain.type(),
                plain.live(),
                scopes == null ? plain.scopes() : Set.of(scopes.split(",")),
                allow == null ? plain.allowlist() : AddressList.of(List.of(allow.split(","))),
                expiresIn == null ? null : clock.instant().plus(Duration.parse(expiresIn))));
        if ("revoked".equals(arguments.get("state"))) {
            store.revoke(minted.key().id(), clock.instant());
        }
        return Map.of("key", minted.text(), "key_id", minted.key().id());
    }
}
