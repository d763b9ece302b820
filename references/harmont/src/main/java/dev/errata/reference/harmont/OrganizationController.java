package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.reference.harmont.BuildController.All;
import dev.errata.reference.harmont.Invites.Invite;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Organizations of who is signed in, and who else belongs to them. */
@RestController
@RequestMapping("/api/v0")
@Access
final class OrganizationController {
    private final Database database;
    private final Organizations organizations;
    private final Members members;
    private final Invites invites;
    private final Users users;
    private final Lists lists;
    private final InstantSource clock;

    OrganizationController(
            Database database,
            Organizations organizations,
            Members members,
            Invites invites,
            Users users,
            Lists lists,
            InstantSource clock) {
        this.database = database;
        this.organizations = organizations;
        this.members = members;
        this.invites = invites;
        this.users = users;
        this.lists = lists;
        this.clock = clock;
    }

    @GetMapping("/organizations")
    Page<Organization> list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Place place = lists.oldest(caller, "organizations", cursor);
        return database.read(db -> lists.page(
                place,
                limit,
                reading -> organizations.of(db, caller, reading),
                Organization::number,
                organization -> organization));
    }

    record Create(
            @NotNull @Size(min = 1, max = 255) @Nullable String name,

            @Size(max = 2048) @Nullable String url) {}

    record Change(@NotNull @Nullable String role) {}

    record Invitation(
            @NotNull @Size(max = 254) @Nullable String email,

            @NotNull @Nullable String role) {}

    record Acceptance(@NotNull @Nullable String token) {}

    @PostMapping("/organizations")
    @ResponseStatus(HttpStatus.CREATED)
    Organization create(Caller caller, @Valid @RequestBody Create request) {
        String name = Objects.requireNonNull(request.name());
        return database.write(db -> {
            users.mustHold(db, caller.user());
            return organizations.create(db, caller, name, request.url(), clock.instant());
        });
    }

    @GetMapping("/organizations/{organization}/members")
    All<Members.Member> members(Caller caller, @PathVariable String organization) {
        return new All<>(database.read(
                db -> members.of(db, organizations.of(db, caller, organization).slug())));
    }

    @PatchMapping("/organizations/{organization}/members/{user}")
    Members.Member change(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String user,
            @Valid @RequestBody Change request) {
        String word = Objects.requireNonNull(request.role());
        return database.write(db -> {
            String slug = organizations.of(db, caller, organization).slug();
            Role role = Role.of(word).orElseThrow(() -> HarmontErrors.invalidRole(word));
            return members.change(db, caller, slug, user, role);
        });
    }

    @DeleteMapping("/organizations/{organization}/members/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String organization, @PathVariable String user) {
        database.write(db -> {
            members.remove(
                    db, caller, organizations.of(db, caller, organization).slug(), user);
            return user;
        });
    }

    @GetMapping("/organizations/{organization}/invites")
    All<Invite> invites(Caller caller, @PathVariable String organization) {
        return new All<>(database.read(db -> invites.of(db, managed(db, caller, organization))));
    }

    /** A role that is no word of theirs is that of a member, as the vendor has it. */
    @PostMapping("/organizations/{organization}/invites")
    @ResponseStatus(HttpStatus.CREATED)
    Invite invite(Caller caller, @PathVariable String organization, @Valid @RequestBody Invitation request) {
        Role role = Objects.equals(request.role(), Role.ADMIN.word()) ? Role.ADMIN : Role.MEMBER;
        return database.write(db ->
                invites.create(db, managed(db, caller, organization), Objects.requireNonNull(request.email()), role));
    }

    @DeleteMapping("/organizations/{organization}/invites/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String organization, @PathVariable String id) {
        database.write(db -> {
            invites.revoke(db, managed(db, caller, organization), id);
            return id;
        });
    }

    @PostMapping("/invites/accept")
    Organization accept(Caller caller, @Valid @RequestBody Acceptance request) {
        String token = Objects.requireNonNull(request.token());
        return database.write(db -> {
            users.mustHold(db, caller.user());
            return organizations.of(db, caller, invites.accept(db, token, users.of(db, caller.user())));
        });
    }

    private String managed(JdbcClient db, Caller caller, String organization) {
        String slug = organizations.of(db, caller, organization).slug();
        members.requireManager(db, caller, slug);
        return slug;
    }

    @GetMapping("/organizations/{organization}")
    Organization get(Caller caller, @PathVariable String organization) {
        return database.read(db -> organizations.of(db, caller, organization));
    }
}
