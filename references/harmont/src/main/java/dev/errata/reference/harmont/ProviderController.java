package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.reference.harmont.BuildController.All;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/**
 * Connections to GitHub and Bitbucket. This service has neither a GitHub App nor a Bitbucket client, so nothing is ever
 * connected: lists are empty, and what would need one says so.
 */
@RestController
@RequestMapping("/api/v0")
@Access
final class ProviderController {
    private static final String GITHUB = "/organizations/{organization}/github/installations";
    private static final String BITBUCKET = "/organizations/{organization}/bitbucket";

    private final Database database;
    private final Organizations organizations;

    ProviderController(Database database, Organizations organizations) {
        this.database = database;
        this.organizations = organizations;
    }

    record Installation(@NotNull @Nullable JsonNode installationId) {}

    record Grant(
            @NotNull @Nullable String code,
            @NotNull @Nullable String state) {}

    record Workspaces(List<Object> workspaces) {}

    @GetMapping(GITHUB)
    All<Object> installations(Caller caller, @PathVariable String organization) {
        require(caller, organization);
        return new All<>(List.of());
    }

    @PostMapping(GITHUB)
    All<Object> install(Caller caller, @PathVariable String organization, @Valid @RequestBody Installation request) {
        require(caller, organization);
        String id = String.valueOf(request.installationId());
        if (!isNumber(id)) {
            throw HarmontErrors.githubInstallationIdInvalid();
        }
        throw HarmontErrors.githubInstallationNotFound(id);
    }

    /** What is not bound is unbound already. */
    @DeleteMapping(GITHUB + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void uninstall(Caller caller, @PathVariable String organization, @PathVariable String id) {
        require(caller, organization);
        if (!isNumber(id)) {
            throw HarmontErrors.githubInstallationNotFound(id);
        }
    }

    @GetMapping(GITHUB + "/{id}/repos")
    All<Object> repositories(Caller caller, @PathVariable String organization, @PathVariable String id) {
        require(caller, organization);
        if (!isNumber(id)) {
            throw HarmontErrors.githubInstallationNotFound(id);
        }
        return new All<>(List.of());
    }

    @PostMapping(GITHUB + "/{id}/sync")
    All<Object> synchronize(Caller caller, @PathVariable String organization, @PathVariable String id) {
        require(caller, organization);
        throw HarmontErrors.githubInstallationNotFound(id);
    }

    @GetMapping(BITBUCKET + "/oauth-url")
    All<Object> bitbucket(Caller caller, @PathVariable String organization) {
        require(caller, organization);
        throw HarmontErrors.bitbucketNotConfigured();
    }

    @GetMapping(BITBUCKET + "/workspaces")
    Workspaces workspaces(Caller caller, @PathVariable String organization) {
        require(caller, organization);
        return new Workspaces(List.of());
    }

    /** No state was ever given out, so none comes back. */
    @PostMapping("/integrations/bitbucket/connect")
    @SuppressWarnings("DoNotCallSuggester") // Spring calls it.
    Workspaces connect(Caller caller, @Valid @RequestBody Grant request) {
        throw HarmontErrors.bitbucketInvalidState();
    }

    @GetMapping(BITBUCKET + "/workspaces/{workspace}/repos")
    All<Object> workspace(Caller caller, @PathVariable String organization, @PathVariable String workspace) {
        require(caller, organization);
        throw HarmontErrors.bitbucketWorkspaceNotFound(workspace);
    }

    @DeleteMapping(BITBUCKET + "/workspaces/{workspace}")
    All<Object> disconnect(Caller caller, @PathVariable String organization, @PathVariable String workspace) {
        require(caller, organization);
        throw HarmontErrors.bitbucketWorkspaceNotFound(workspace);
    }

    @GetMapping("/organizations/{organization}/repos")
    All<Object> all(Caller caller, @PathVariable String organization) {
        require(caller, organization);
        return new All<>(List.of());
    }

    private void require(Caller caller, String organization) {
        database.read(db -> organizations.of(db, caller, organization));
    }

    private static boolean isNumber(String id) {
        return id.matches("[1-9]\\d{0,17}");
    }
}
