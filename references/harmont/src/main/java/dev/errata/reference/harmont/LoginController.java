package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Challenges.Challenge;
import dev.errata.reference.harmont.SignupController.Asked;
import dev.errata.store.jdbc.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A session by a passkey. */
@RestController
@RequestMapping("/api/v0/auth/passkey/login")
final class LoginController {
    /** What a challenge is bound to that anybody may answer who has a passkey. */
    private static final String ANYBODY = "";

    private final Database database;
    private final Users users;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final RelyingParty relyingParty;
    private final Tokens tokens;

    LoginController(
            Database database,
            Users users,
            Challenges challenges,
            Passkeys passkeys,
            RelyingParty relyingParty,
            Tokens tokens) {
        this.database = database;
        this.users = users;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.relyingParty = relyingParty;
        this.tokens = tokens;
    }

    record Finalize(@Nullable String challengeId, @Nullable JsonNode assertion) {}

    record SignedIn(String token) {}

    @PostMapping("/options")
    Asked options() {
        Challenge challenge = challenges.issue(Challenges.Purpose.LOGIN, ANYBODY, ANYBODY);
        return new Asked(challenge.id(), relyingParty.request(challenge));
    }

    @PostMapping("/finalize")
    SignedIn complete(@RequestBody Finalize request) {
        Challenge challenge = challenges.use(Challenges.Purpose.LOGIN, ANYBODY, request.challengeId());
        String credential = credential(request.assertion());
        Passkey passkey =
                database.read(db -> passkeys.find(db, credential)).orElseThrow(HarmontErrors::passkeyUnknownCredential);
        long uses = relyingParty.authenticate(challenge, passkey, request.assertion());
        return database.write(db -> {
            if (!users.hold(db, passkey.userId())) {
                throw HarmontErrors.passkeyUnknownCredential();
            }
            if (!passkeys.used(db, passkey, uses)) {
                throw RelyingParty.assertionFailed(PasskeyFault.COUNTER);
            }
            return new SignedIn(tokens.session(db, passkey.userId()));
        });
    }

    /** The credential that an assertion names, in the one form in which it is kept; a name that is none finds nothing. */
    private static String credential(@Nullable JsonNode assertion) {
        JsonNode id = assertion == null ? null : assertion.path(assertion.has("rawId") ? "rawId" : "id");
        if (id == null || !id.isString()) {
            throw HarmontErrors.passkeyUnknownCredential();
        }
        return id.stringValue();
    }
}
