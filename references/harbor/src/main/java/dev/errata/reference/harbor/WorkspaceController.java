package dev.errata.reference.harbor;

import dev.errata.guard.Caller;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The route of workspaces. */
@RestController
final class WorkspaceController {
    private final Database database;
    private final Workspaces workspaces;

    WorkspaceController(Database database, Workspaces workspaces) {
        this.database = database;
        this.workspaces = workspaces;
    }

    @GetMapping("/v1/workspaces/{id}")
    @Access(scopes = "workspaces:read")
    Workspace get(Caller caller, @PathVariable String id) {
        return database.read(db -> workspaces.toRead(db, caller, id));
    }
}
