package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Challenges.Challenge;
import dev.errata.reference.harmont.Links.Link;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** An account by a mail and a passkey: begin, follow the link, make the passkey. */
@RestController
@RequestMapping("/api/v0/auth/passkey/signup")
final class SignupController {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    /** What every mail server takes: dot-atoms of RFC 5322, section 3.4.1, at a name with a dot in it. */
    private static final String ADDRESS = ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")+";

    private final Database database;
    private final Users users;
    private final Links links;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final RelyingParty relyingParty;
    private final Tokens tokens;
    private final Mailer mailer;
    private final MailLimit limit;
    private final Ids ids;

    SignupController(
            Database database,
            Users users,
            Links links,
            Challenges challenges,
            Passkeys passkeys,
            RelyingParty relyingParty,
            Tokens tokens,
            Mailer mailer,
            MailLimit limit,
            Ids ids) {
        this.database = database;
        this.users = users;
        this.links = links;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.relyingParty = relyingParty;
        this.tokens = tokens;
        this.mailer = mailer;
        this.limit = limit;
        this.ids = ids;
    }

    record Begin(
            @NotNull @Size(max = 254) @Pattern(regexp = ADDRESS, message = "must be an e-mail address") @Nullable
            String email,

            @NotNull @Nullable String name) {}

    record Options(@NotNull @Nullable JsonNode verificationToken) {}

    record Finalize(
            @Nullable String challengeId,
            @Nullable JsonNode verificationToken,
            @Nullable JsonNode attestation) {}

    /** What a browser is to ask its authenticator. */
    record Asked(String challengeId, Map<String, Object> options) {}

    record SignedUp(String token, User user) {}

    @PostMapping("/begin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void begin(@Valid @RequestBody Begin request) {
        String email = Objects.requireNonNull(request.email()).toLowerCase(Locale.ROOT);
        Link link = new Link(email, Users.name(Objects.requireNonNull(request.name())));
        database.read(db -> {
            users.requireRoom(db);
            return db;
        });
        mailer.requireMail();
        limit.take(email);
        String token = database.write(db -> links.issue(db, Links.Purpose.SIGNUP, link));
        mailer.sendSignup(email, token);
    }

    @PostMapping("/options")
    Asked options(@Valid @RequestBody Options request) {
        JsonNode token = request.verificationToken();
        Link link = database.read(db -> links.read(db, Links.Purpose.SIGNUP, token));
        Challenge challenge = challenges.issue(Challenges.Purpose.SIGNUP, Links.hash(token), ids.uuid());
        return new Asked(challenge.id(), relyingParty.creation(challenge, link.email(), link.name(), List.of()));
    }

    @PostMapping("/finalize")
    SignedUp complete(@RequestBody Finalize request) {
        JsonNode token = request.verificationToken();
        Challenge challenge = challenges.use(Challenges.Purpose.SIGNUP, Links.hash(token), request.challengeId());
        RelyingParty.Registered made = relyingParty.register(challenge, request.attestation());
        return database.write(db -> {
            Link link = links.use(db, Links.Purpose.SIGNUP, token);
            User user = users.create(db, challenge.userId(), link.email(), link.name())
                    .orElseThrow(() -> HarmontErrors.passkeySignupEmailTaken());
            passkeys.add(db, user.uuid(), null, made);
            return new SignedUp(tokens.session(db, user.uuid()), user);
        });
    }
}
