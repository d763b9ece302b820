package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.reference.harmont.Handovers.Purpose;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The end of a session, and its hand-over from a browser to the command-line program. */
@RestController
@RequestMapping("/api/v0/auth")
final class SessionController {
    private final Database database;
    private final Users users;
    private final Tokens tokens;
    private final Handovers handovers;
    private final Ids ids;

    SessionController(Database database, Users users, Tokens tokens, Handovers handovers, Ids ids) {
        this.database = database;
        this.users = users;
        this.tokens = tokens;
        this.handovers = handovers;
        this.ids = ids;
    }

    /** A number of the program's own; whoever knows it is given the session, so it must be hard to guess. */
    record Nonce(
            @NotNull @Size(min = 16, max = 255) @Nullable String nonce) {}

    record Code(String code) {}

    record Shown(@NotNull @Nullable String code) {}

    record Session(String token) {}

    @PostMapping("/logout")
    @Access
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(Caller caller) {
        database.write(db -> {
            tokens.end(db, caller.keyId());
            return caller;
        });
    }

    @PostMapping("/cli/transfer")
    @Access
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void transfer(Caller caller, @Valid @RequestBody Nonce request) {
        leave(caller, Purpose.NONCE, Objects.requireNonNull(request.nonce()));
    }

    @PostMapping("/cli/code")
    @Access
    Code code(Caller caller) {
        String code = ids.code();
        leave(caller, Purpose.CODE, code);
        return new Code(code);
    }

    private void leave(Caller caller, Purpose purpose, String secret) {
        database.write(db -> {
            users.mustHold(db, caller.user());
            handovers.leave(db, purpose, secret, caller.user());
            return caller;
        });
    }

    /** Asked again and again by the program, until the browser has left the session. */
    @PostMapping("/cli/claim")
    Session claim(@Valid @RequestBody Nonce request) {
        return take(Purpose.NONCE, Objects.requireNonNull(request.nonce()));
    }

    @PostMapping("/cli/redeem")
    Session redeem(@Valid @RequestBody Shown request) {
        return take(Purpose.CODE, Objects.requireNonNull(request.code()));
    }

    private Session take(Purpose purpose, String secret) {
        // What is used up stays used up, whether it led to a session or not.
        Optional<Session> session = database.write(db -> handovers
                .take(db, purpose, secret)
                .filter(user -> users.hold(db, user))
                .map(user -> new Session(tokens.session(db, user))));
        return session.orElseThrow(HarmontErrors::cliCodeInvalid);
    }
}
