package dev.errata.reference.harborprotocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What can be asked without a token. */
@RestController
final class DevController {
    private static final String DEV = "dev";

    private final Issuer issuer;
    private final Bus bus;

    DevController(Issuer issuer, Bus bus) {
        this.issuer = issuer;
        this.bus = bus;
    }

    record Bootstrap(
            @Nullable String tenant,
            @Nullable String user,
            @Nullable String session,
            @Nullable Set<String> scopes) {}

    record Bootstrapped(
            String token, String tenant, String user, String session, List<String> scopes, Instant expiresAt) {}

    @PostMapping(OpenRoutes.BOOTSTRAP)
    Bootstrapped bootstrap(@RequestBody(required = false) @Nullable Bootstrap request) {
        Bootstrap asked = request == null ? new Bootstrap(null, null, null, null) : request;
        Owner owner = new Owner(named(asked.tenant()), named(asked.user()), named(asked.session()));
        Set<String> scopes = Objects.requireNonNullElse(asked.scopes(), Identity.SCOPES);
        if (!Identity.SCOPES.containsAll(scopes)) {
            throw HarborProtocolErrors.invalidRequestMember();
        }
        Issuer.Minted minted = issuer.mint(owner, scopes);
        return new Bootstrapped(
                minted.token(),
                owner.tenant(),
                owner.user(),
                owner.session(),
                scopes.stream().sorted().toList(),
                minted.expiresAt());
    }

    private static String named(@Nullable String name) {
        if (name == null) {
            return DEV;
        }
        if (name.isBlank() || name.length() > Operation.LONGEST_ID) {
            throw HarborProtocolErrors.invalidRequestMember();
        }
        return name;
    }

    @GetMapping(value = OpenRoutes.KEYS, produces = MediaType.APPLICATION_JSON_VALUE)
    String keys() {
        return issuer.jwks();
    }

    @GetMapping(value = OpenRoutes.METHODS, produces = "text/markdown")
    String methods() {
        return MethodsPage.markdown();
    }

    @GetMapping(OpenRoutes.HEALTH)
    Map<String, String> health() {
        return Map.of("status", "ok");
    }

    @GetMapping(OpenRoutes.READY)
    Map<String, String> ready() {
        bus.requireOpen();
        return Map.of("status", "ready");
    }
}
