package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Organizations of who is signed in. */
@RestController
@RequestMapping("/api/v0/organizations")
@Access
final class OrganizationController {
    private final Database database;
    private final Organizations organizations;
    private final Lists lists;

    OrganizationController(Database database, Organizations organizations, Lists lists) {
        this.database = database;
        this.organizations = organizations;
        this.lists = lists;
    }

    @GetMapping
    Page<Organization> list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Lists.Place place = lists.oldest(caller, "organizations", cursor);
        return database.read(db -> lists.page(
                place,
                limit,
                reading -> organizations.of(db, caller, reading),
                Organization::number,
                organization -> organization));
    }

    @GetMapping("/{organization}")
    Organization get(Caller caller, @PathVariable String organization) {
        return database.read(db -> organizations.of(db, caller, organization));
    }
}
