package dev.errata.reference.harborprotocol.posture;

import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.identity.Issuer;
import dev.errata.reference.harborprotocol.identity.OpenRoutes;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.identity.Scope;
import dev.errata.reference.harborprotocol.method.BodyReader;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.MethodsPage;
import dev.errata.reference.harborprotocol.method.Row;
import dev.errata.reference.harborprotocol.method.Valid;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What can be asked without a token. */
@RestController
final class DevController {
    private static final int MOST_BYTES = 4_096;
    private static final Named DEV = new Named("dev", "dev", "dev");

    private final Issuer issuer;
    private final Bus bus;
    private final Valid valid;
    private final MethodsPage page;
    private final BodyReader<Bootstrap> reader;

    DevController(Issuer issuer, Bus bus, Valid valid, MethodsPage page, JsonMapper json) {
        this.issuer = issuer;
        this.bus = bus;
        this.valid = valid;
        this.page = page;
        this.reader = new BodyReader<>(json, Bootstrap.class, false, false);
    }

    /** Whom the token is for, all three or none, and what it may do. */
    record Bootstrap(
            @Size(min = 1, max = Method.LONGEST_ID) @Nullable
            String tenant,

            @Size(min = 1, max = Method.LONGEST_ID) @Nullable
            String user,

            @Size(min = 1, max = Method.LONGEST_ID) @Nullable
            String session,

            @Nullable Set<Scope> scopes) {

        Named named() {
            if (tenant == null && user == null && session == null) {
                return DEV;
            }
            return new Named(tenant, user, session);
        }

        Set<String> words() {
            Set<String> words = new TreeSet<>();
            Objects.requireNonNullElse(scopes, Set.of(Scope.values())).forEach(scope -> words.add(scope.toString()));
            return words;
        }
    }

    /** Whom a token is for. */
    record Named(
            @NotBlank @Nullable String tenant,
            @NotBlank @Nullable String user,
            @NotBlank @Nullable String session) {

        Owner owner() {
            return new Owner(
                    Objects.requireNonNull(tenant), Objects.requireNonNull(user), Objects.requireNonNull(session));
        }
    }

    record Bootstrapped(
            String baseUrl,
            String token,
            Named identity,
            Set<String> scopes,
            String protocolVersion,
            Instant expiresAt) {}

    /** Whatever the request says of the type of its body: shells send one of forms. */
    @PostMapping(OpenRoutes.BOOTSTRAP)
    ResponseEntity<Bootstrapped> bootstrap(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw HarborProtocolErrors.invalidRequestBodyTooLarge("must have at most " + MOST_BYTES + " bytes");
        }
        Bootstrap asked = valid.check(reader.read(body, request));
        Named named = valid.check(asked.named());
        Issuer.Minted minted = issuer.mint(named.owner(), asked.words());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Bootstrapped(
                        "http://" + request.getLocalAddr() + ":" + request.getLocalPort(),
                        minted.token(),
                        named,
                        asked.words(),
                        Method.PROTOCOL_VERSION,
                        minted.expiresAt()));
    }

    @GetMapping(value = OpenRoutes.KEYS, produces = MediaType.APPLICATION_JSON_VALUE)
    String keys() {
        return issuer.jwks();
    }

    @GetMapping(value = OpenRoutes.METHODS, produces = "text/markdown")
    String methods() {
        return page.markdown();
    }

    @GetMapping(OpenRoutes.HEALTH)
    Map<String, Object> health() {
        return Row.of("status", "ok", "subcommand", "dev");
    }

    @GetMapping(OpenRoutes.READY)
    Map<String, String> ready() {
        bus.requireOpen();
        return Map.of("status", "ready");
    }
}
