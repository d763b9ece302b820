package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.reference.harmont.Tokens.Token;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The account of who is signed in, and its API tokens. */
@RestController
@RequestMapping("/api/v0/user")
@Access
final class UserController {
    private static final Duration LONGEST_LIFE = Duration.ofDays(HarmontErrors.CATALOG.limit("api-token-days"));

    private final Database database;
    private final Users users;
    private final Tokens tokens;
    private final InstantSource clock;

    UserController(Database database, Users users, Tokens tokens, InstantSource clock) {
        this.database = database;
        this.users = users;
        this.tokens = tokens;
        this.clock = clock;
    }

    record Change(@NotNull @Nullable String name) {}

    record TokenRequest(
            @NotBlank @Size(max = 255) @Nullable String description,
            @Nullable Instant expiresAt) {}

    record Listed(List<Token> apiTokens) {}

    /** A new token: the only time that its secret is seen. */
    record NewToken(String token, Token apiToken) {}

    @GetMapping
    User.Current get(Caller caller) {
        return database.read(db -> users.current(db, caller.user()));
    }

    @PatchMapping
    User.Current change(Caller caller, @Valid @RequestBody Change request) {
        String name = Users.name(Objects.requireNonNull(request.name()));
        return database.write(db -> {
            users.rename(db, caller.user(), name);
            return users.current(db, caller.user());
        });
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller) {
        database.write(db -> {
            users.delete(db, caller.user());
            return caller;
        });
    }

    @GetMapping("/api-tokens")
    Listed tokens(Caller caller) {
        return new Listed(database.read(db -> tokens.of(db, caller.user())));
    }

    @PostMapping("/api-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    NewToken createToken(Caller caller, @Valid @RequestBody TokenRequest request) {
        Instant end = request.expiresAt();
        Instant now = clock.instant();
        if (end != null && (!end.isAfter(now) || end.isAfter(now.plus(LONGEST_LIFE)))) {
            throw HarmontErrors.fieldInvalid(
                    "expires_at", "must be in the future, within " + LONGEST_LIFE.toDays() + " days");
        }
        Tokens.Minted minted = database.write(db -> {
            users.mustHold(db, caller.user());
            return tokens.api(db, caller.user(), Objects.requireNonNull(request.description()), end);
        });
        return new NewToken(minted.secret(), minted.token());
    }

    @DeleteMapping("/api-tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeToken(Caller caller, @PathVariable String id) {
        database.write(db -> {
            tokens.remove(db, caller.user(), id);
            return id;
        });
    }
}
