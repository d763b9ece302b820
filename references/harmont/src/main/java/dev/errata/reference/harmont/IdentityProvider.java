package dev.errata.reference.harmont;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Accounts at Google and GitHub, by the code that a browser brings from there. Thread-safe. */
@Component
final class IdentityProvider {
    private final Connections connections;
    private final Upstream upstream;

    IdentityProvider(Connections connections, Upstream upstream) {
        this.connections = connections;
        this.upstream = upstream;
    }

    /** What a provider says of somebody, as far as it says it; an address that it has not verified is none. */
    record Identity(@Nullable String email, @Nullable String name) {}

    Identity identify(String provider, String code, String redirectUri) {
        URI address = connections.identities();
        if (address == null) {
            throw HarmontErrors.oauthProviderErrorUnconfigured(provider);
        }
        Map<String, String> grant = Map.of("provider", provider, "code", code, "redirect_uri", redirectUri);
        JsonNode found = upstream.post(address, grant).orElseThrow(() -> HarmontErrors.oauthProviderError(provider));
        boolean verified = found.path("email_verified").asBoolean(false);
        return new Identity(verified ? text(found, "email") : null, text(found, "name"));
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isString() ? value.stringValue() : null;
    }
}
