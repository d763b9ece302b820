package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Challenges.Challenge;
import dev.errata.reference.harmont.Links.Link;
import dev.errata.reference.harmont.SignupController.Asked;
import dev.errata.reference.harmont.SignupController.SignedUp;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A new passkey for somebody who has lost the others. */
@RestController
@RequestMapping("/api/v0/auth/recover")
final class RecoveryController {
    private final Database database;
    private final Users users;
    private final Links links;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final RelyingParty relyingParty;
    private final Tokens tokens;
    private final Mailer mailer;
    private final MailLimit limit;

    RecoveryController(
            Database database,
            Users users,
            Links links,
            Challenges challenges,
            Passkeys passkeys,
            RelyingParty relyingParty,
            Tokens tokens,
            Mailer mailer,
            MailLimit limit) {
        this.database = database;
        this.users = users;
        this.links = links;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.relyingParty = relyingParty;
        this.tokens = tokens;
        this.mailer = mailer;
        this.limit = limit;
    }

    record Begin(@NotNull @Nullable String email) {}

    record Options(@NotNull @Nullable JsonNode magicLinkToken) {}

    record Finalize(
            @Nullable String challengeId,
            @Nullable JsonNode magicLinkToken,
            @Nullable JsonNode attestation) {}

    /** Answers the same whether there is such an account or not, whether mail works or not, and how often it is asked. */
    @PostMapping("/begin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void begin(@Valid @RequestBody Begin request) {
        String email = Objects.requireNonNull(request.email()).toLowerCase(Locale.ROOT);
        if (!limit.grants(email)) {
            return;
        }
        // A link is made for nobody as well, so that it takes as long; it leads nowhere.
        String token = database.write(db -> links.issue(db, Links.Purpose.RECOVERY, new Link(email, "")));
        if (database.read(db -> users.byEmail(db, email)).isPresent()) {
            mailer.sendRecovery(email, token);
        }
    }

    @PostMapping("/options")
    Asked options(@Valid @RequestBody Options request) {
        JsonNode token = request.magicLinkToken();
        User user = database.read(db -> owner(db, links.read(db, Links.Purpose.RECOVERY, token)));
        List<Passkey> present = database.read(db -> passkeys.of(db, user.uuid()));
        Challenge challenge = challenges.issue(Challenges.Purpose.RECOVERY, Links.hash(token), user.uuid());
        return new Asked(challenge.id(), relyingParty.creation(challenge, user.email(), user.name(), present));
    }

    /** Uses the link up first, so that who has stolen a mail has one try, whatever it brings. */
    @PostMapping("/finalize")
    SignedUp complete(@RequestBody Finalize request) {
        JsonNode token = request.magicLinkToken();
        User user = database.write(db -> owner(db, links.use(db, Links.Purpose.RECOVERY, token)));
        Challenge challenge = challenges.use(Challenges.Purpose.RECOVERY, Links.hash(token), request.challengeId());
        RelyingParty.Registered made = relyingParty.register(challenge, request.attestation());
        return database.write(db -> {
            if (!users.hold(db, user.uuid())) {
                throw HarmontErrors.passkeyTokenInvalid();
            }
            passkeys.add(db, user.uuid(), null, made);
            return new SignedUp(tokens.session(db, user.uuid()), user);
        });
    }

    /** Whose link it is; one of an account that is gone leads nowhere. */
    private User owner(JdbcClient db, Link link) {
        return users.byEmail(db, link.email()).orElseThrow(HarmontErrors::passkeyTokenInvalid);
    }
}
