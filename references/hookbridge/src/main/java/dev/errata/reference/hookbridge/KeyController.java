package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of API keys. */
@RestController
final class KeyController {
    private static final String ROUTE = "/v1/api-keys";

    private final Database database;
    private final Accounts accounts;
    private final KeyRecords keys;

    KeyController(Database database, Accounts accounts, KeyRecords keys) {
        this.database = database;
        this.accounts = accounts;
        this.keys = keys;
    }

    /**
     * What a new key shall be.
     *
     * @param mode live or test; that of the caller's own key unless said
     * @param projectId another project of the same tenant; the caller's own unless said
     */
    record KeyRequest(
            @Size(max = 255) @Nullable String label,

            @Pattern(regexp = "live|test", message = "must be live or test") @Nullable
            String mode,

            @Nullable String projectId) {}

    record Created(String key, @JsonUnwrapped KeyRecord kept) {}

    @GetMapping(ROUTE)
    Answer list(Caller caller) {
        return Answer.of(database.read(db -> keys.of(db, caller.owner())));
    }

    @PostMapping(ROUTE)
    @ResponseStatus(HttpStatus.CREATED)
    Answer create(Caller caller, @Valid @RequestBody KeyRequest request) {
        boolean live = request.mode() == null ? caller.live() : request.mode().equals("live");
        return Answer.of(database.write(db -> {
            String named = Objects.requireNonNullElse(request.projectId(), caller.owner());
            // Held, for a project that is deleted meanwhile would leave a key behind that works.
            Project project = accounts.projectToChange(db, caller, named);
            accounts.toCount(db, caller);
            long most = HookBridgeErrors.CATALOG.limit("keys-per-project");
            if (keys.of(db, project.id()).size() >= most) {
                throw HookBridgeErrors.keyLimitExceeded(most);
            }
            KeyRecords.Minted made =
                    keys.mint(db, HookBridgeKeys.grant(caller.user(), project.id(), live), request.label());
            return new Created(made.text(), made.kept());
        }));
    }

    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String id) {
        if (!database.write(db -> keys.delete(db, caller.owner(), id))) {
            throw HookBridgeErrors.notFound("api_key");
        }
        return Answer.of(new Answer.Deleted(id));
    }
}
