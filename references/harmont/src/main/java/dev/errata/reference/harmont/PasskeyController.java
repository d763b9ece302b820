package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.reference.harmont.Challenges.Challenge;
import dev.errata.reference.harmont.SignupController.Asked;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The passkeys of who is signed in. */
@RestController
@RequestMapping("/api/v0")
@Access
final class PasskeyController {
    private final Database database;
    private final Users users;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final RelyingParty relyingParty;

    PasskeyController(
            Database database, Users users, Challenges challenges, Passkeys passkeys, RelyingParty relyingParty) {
        this.database = database;
        this.users = users;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.relyingParty = relyingParty;
    }

    record Finalize(
            @Nullable String challengeId,
            @Nullable JsonNode attestation,
            @Size(max = 64) @Nullable String nickname) {}

    record Listed(List<Passkey> passkeys) {}

    @PostMapping("/auth/passkey/register/options")
    Asked options(Caller caller) {
        User user = database.read(db -> users.of(db, caller.user()));
        List<Passkey> present = database.read(db -> passkeys.of(db, user.uuid()));
        Challenge challenge = challenges.issue(Challenges.Purpose.REGISTER, user.uuid(), user.uuid());
        return new Asked(challenge.id(), relyingParty.creation(challenge, user.email(), user.name(), present));
    }

    @PostMapping("/auth/passkey/register/finalize")
    Passkey complete(Caller caller, @Valid @RequestBody Finalize request) {
        Challenge challenge = challenges.use(Challenges.Purpose.REGISTER, caller.user(), request.challengeId());
        RelyingParty.Registered made = relyingParty.register(challenge, request.attestation());
        return database.write(db -> {
            users.mustHold(db, caller.user());
            return passkeys.add(db, caller.user(), request.nickname(), made);
        });
    }

    @GetMapping("/user/passkeys")
    Listed list(Caller caller) {
        return new Listed(database.read(db -> passkeys.of(db, caller.user())));
    }

    @DeleteMapping("/user/passkeys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String id) {
        database.write(db -> {
            passkeys.remove(db, caller.user(), id);
            return id;
        });
    }
}
