package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of signing keys: one at least, so that every delivery is signed, and a second one while they change. */
@RestController
final class SigningKeyController {
    private static final String ROUTE = "/v1/endpoints/{endpoint}/signing-keys";
    /** What older callers ask for a new secret. */
    private static final String OLD_ROUTE = "/v1/endpoints/{endpoint}/rotate-secret";

    private final Database database;
    private final Accounts accounts;
    private final Endpoints endpoints;
    private final Ids ids;
    private final InstantSource clock;

    SigningKeyController(Database database, Accounts accounts, Endpoints endpoints, Ids ids, InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.ids = ids;
        this.clock = clock;
    }

    record Created(String id, String keyHint, String signingSecret, Instant createdAt) {}

    @GetMapping(ROUTE)
    Answer list(Caller caller, @PathVariable String endpoint) {
        return Answer.of(database.read(db -> {
            endpoints.mustFind(db, caller.owner(), endpoint);
            return endpoints.signingKeys(db, endpoint).stream()
                    .map(SigningKey::view)
                    .toList();
        }));
    }

    @PostMapping({ROUTE, OLD_ROUTE})
    @ResponseStatus(HttpStatus.CREATED)
    Answer create(Caller caller, @PathVariable String endpoint) {
        return Answer.of(database.write(db -> {
            endpoints.mustFindToRekey(db, caller.owner(), endpoint);
            accounts.toWrite(db, caller);
            long most = HookBridgeErrors.CATALOG.limit("signing-keys");
            if (endpoints.signingKeys(db, endpoint).size() >= most) {
                throw HookBridgeErrors.maxSigningKeysReached(most);
            }
            SigningKey key = new SigningKey(ids.signingKey(), ids.secret(), Instant.ofEpochMilli(clock.millis()));
            endpoints.insert(db, endpoint, key);
            return new Created(key.id(), key.hint(), key.secret(), key.createdAt());
        }));
    }

    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String endpoint, @PathVariable String id) {
        database.write(db -> {
            endpoints.mustFindToRekey(db, caller.owner(), endpoint);
            List<SigningKey> keys = endpoints.signingKeys(db, endpoint);
            if (keys.stream().noneMatch(key -> key.id().equals(id))) {
                throw HookBridgeErrors.notFound("signing_key");
            }
            if (keys.size() == 1) {
                throw HookBridgeErrors.cannotDeleteLastSigningKey();
            }
            endpoints.deleteSigningKey(db, id);
            return id;
        });
        return Answer.of(new Answer.Deleted(id));
    }
}
