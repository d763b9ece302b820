package dev.errata.reference.harbor;

import dev.errata.guard.Caller;
import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKey;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.MintedApiKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The routes of API keys, which the vendor has in its dashboard alone: so that whoever has no dashboard can hold a key that
 * is revoked or has expired. A key gives and takes only what it may do itself.
 */
@RestController
final class KeyController {
    private static final String ROUTE = "/v1/keys";
    private static final String SCOPE = "(events:(read|write)|webhooks:manage|workspaces:read)";
    private static final String SCOPE_RULE = "must be events:read, events:write, webhooks:manage or workspaces:read";

    private final ApiKeys keys;
    private final ApiKeyStore store;
    private final Once once;
    private final InstantSource clock;

    KeyController(ApiKeys keys, ApiKeyStore store, Once once, InstantSource clock) {
        this.keys = keys;
        this.store = store;
        this.once = once;
        this.clock = clock;
    }

    record CreateRequest(
            @NotNull @NotEmpty @Nullable Set<@NotNull @Pattern(regexp = SCOPE, message = SCOPE_RULE) String> scopes,

            @Nullable Instant expiresAt) {}

    /** A new key: the only time that its text is seen. */
    record Created(
            String id,
            String key,
            List<String> scopes,
            @Nullable Instant expiresAt) {}

    @PostMapping(ROUTE)
    ResponseEntity<byte[]> create(
            Caller caller, @RequestHeader HttpHeaders headers, @Valid @RequestBody CreateRequest request) {
        Set<String> scopes = Objects.requireNonNull(request.scopes());
        // Before a stored answer is looked for, which has the text of a key.
        requireAll(caller, scopes);
        return once.answer(HttpStatus.CREATED, caller, ROUTE, headers, request, db -> {
            MintedApiKey made = keys.mint(new ApiKeyGrant(
                    caller.owner(),
                    caller.user(),
                    caller.type(),
                    caller.live(),
                    scopes,
                    AddressList.none(),
                    request.expiresAt()));
            return new Created(made.key().id(), made.text(), List.copyOf(new TreeSet<>(scopes)), request.expiresAt());
        });
    }

    /** From now on nobody comes in with it; once is enough, and more often changes nothing. */
    @DeleteMapping(ROUTE + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String id) {
        ApiKey key = store.find(id);
        if (key == null || !key.owner().equals(caller.owner()) || key.live() != caller.live()) {
            throw HarborErrors.resourceNotFound("key", id);
        }
        requireAll(caller, key.scopes());
        boolean unused = store.revoke(id, clock.instant());
    }

    private static void requireAll(Caller caller, Set<String> scopes) {
        for (String scope : new TreeSet<>(scopes)) {
            if (!caller.scopes().contains(scope)) {
                throw HarborErrors.permissionDenied(scope);
            }
        }
    }
}
