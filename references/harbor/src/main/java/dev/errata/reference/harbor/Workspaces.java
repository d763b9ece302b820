package dev.errata.reference.harbor;

import dev.errata.guard.Caller;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimiter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may do what in which workspace. Every method runs in the database transaction of the connection it is given. */
final class Workspaces {
    private final HarborStore store;
    private final RateLimiter limiter;
    private final RateLimit sandbox;
    private final RateLimit live;

    Workspaces(HarborStore store, RateLimiter limiter, RateLimit sandbox, RateLimit live) {
        this.store = store;
        this.limiter = limiter;
        this.sandbox = sandbox;
        this.live = live;
    }

    /** A workspace to read from; counts against its limit. */
    Workspace toRead(JdbcClient db, Caller caller, String id) {
        return admitted(known(db, caller, id, "workspace", id), false);
    }

    /** A workspace to write to; counts against its limit. */
    Workspace toWrite(JdbcClient db, Caller caller, String id) {
        return admitted(known(db, caller, id, "workspace", id), true);
    }

    /** The workspace of a thing; when it is not the caller's, it is the thing that is not there. */
    Workspace of(JdbcClient db, Caller caller, String id, String resource, String resourceId, boolean write) {
        return admitted(known(db, caller, id, resource, resourceId), write);
    }

    private Workspace known(JdbcClient db, Caller caller, String id, String resource, String resourceId) {
        return store.workspace(db, caller.owner(), caller.live(), id)
                .orElseThrow(() -> HarborErrors.resourceNotFound(resource, resourceId));
    }

    private Workspace admitted(Workspace workspace, boolean write) {
        limiter.take(workspace.live() ? live : sandbox, workspace.id());
        if (write ? workspace.refusesWrites() : workspace.refusesReads()) {
            throw HarborErrors.workspaceSuspended(workspace.id());
        }
        return workspace;
    }
}
