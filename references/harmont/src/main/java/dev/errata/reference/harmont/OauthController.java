package dev.errata.reference.harmont;

import dev.errata.reference.harmont.IdentityProvider.Identity;
import dev.errata.reference.harmont.SignupController.SignedUp;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A session by an account elsewhere, which becomes an account here when it is first seen. */
@RestController
final class OauthController {
    private final Database database;
    private final IdentityProvider provider;
    private final Users users;
    private final Tokens tokens;
    private final Ids ids;

    OauthController(Database database, IdentityProvider provider, Users users, Tokens tokens, Ids ids) {
        this.database = database;
        this.provider = provider;
        this.users = users;
        this.tokens = tokens;
        this.ids = ids;
    }

    record Grant(
            @NotNull @Size(max = 512) @Nullable String code,

            @NotNull @Size(max = 2048) @Nullable String redirectUri) {}

    @PostMapping("/api/v0/auth/google")
    SignedUp google(@Valid @RequestBody Grant grant) {
        return signIn("google", grant);
    }

    @PostMapping("/api/v0/auth/github")
    SignedUp github(@Valid @RequestBody Grant grant) {
        return signIn("github", grant);
    }

    private SignedUp signIn(String name, Grant grant) {
        Identity identity = provider.identify(
                name, Objects.requireNonNull(grant.code()), Objects.requireNonNull(grant.redirectUri()));
        String email = identity.email();
        String called = identity.name();
        if (email == null || email.isBlank() || called == null || !Users.isName(called)) {
            throw HarmontErrors.signupFailed();
        }
        String address = email.toLowerCase(Locale.ROOT);
        return database.write(db -> {
            User user;
            do {
                user = users.byEmail(db, address)
                        .or(() -> users.create(db, ids.uuid(), address, called.strip()))
                        .or(() -> users.byEmail(db, address))
                        .orElseThrow();
                // One that has ended meanwhile is made anew.
            } while (!users.hold(db, user.uuid()));
            users.link(db, user.uuid(), name);
            return new SignedUp(tokens.session(db, user.uuid()), user);
        });
    }
}
