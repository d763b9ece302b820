package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tenants and their projects. Every call runs on the connection that it is given. */
@Component
final class Accounts {
    Tenant tenant(JdbcClient db, Caller caller) {
        return tenant(db, caller.user()).orElseThrow();
    }

    /**
     * The tenant of a caller who makes one more of something that is counted; nobody else makes one for this tenant
     * until the transaction ends.
     */
    Tenant toCount(JdbcClient db, Caller caller) {
        db.sql("update tenants set status = status where id = :id")
                .param("id", caller.user())
                .update();
        return toWrite(db, caller);
    }

    /** The tenant of a caller who sends, creates or changes something. */
    Tenant toWrite(JdbcClient db, Caller caller) {
        Tenant tenant = tenant(db, caller);
        if (!tenant.isActive()) {
            throw HookBridgeErrors.subscriptionInactive(tenant.status());
        }
        return tenant;
    }

    Optional<Tenant> tenant(JdbcClient db, String id) {
        return db.sql("select * from tenants where id = :id")
                .param("id", id)
                .query((row, number) -> new Tenant(
                        row.getString("id"),
                        Plan.of(row.getString("plan")),
                        row.getString("status"),
                        row.getInt("customer") == 1,
                        Rows.at(row, "created_at")))
                .optional();
    }

    /** Adds a tenant; false when there is one with its id. */
    boolean insert(JdbcClient db, Tenant t) {
        return db.sql("insert into tenants (id, plan, status, customer, created_at)"
                                + " values (:id, :plan, :status, :customer, :at) on conflict (id) do nothing")
                        .param("id", t.id())
                        .param("plan", t.plan().word())
                        .param("status", t.status())
                        .param("customer", t.customer() ? 1 : 0)
                        .param("at", t.createdAt().toEpochMilli())
                        .update()
                == 1;
    }

    /** Begins, changes or ends a subscription, as the payment service reports it. */
    void subscribe(JdbcClient db, String tenantId, Plan plan, String status) {
        db.sql("update tenants set plan = :plan, status = :status, "
                        + " customer = case when :customer = 1 then 1 else customer end where id = :id")
                .param("plan", plan.word())
                .param("status", status)
                .param("customer", plan.isPaid() ? 1 : 0)
                .param("id", tenantId)
                .update();
    }

    /** A project that the caller names: somebody else's is refused, one that does not exist is not found. */
    Project project(JdbcClient db, Caller caller, String id) {
        Project project = project(db, id).orElseThrow(() -> HookBridgeErrors.notFound("project"));
        if (!project.tenantId().equals(caller.user())) {
            throw HookBridgeErrors.forbidden(id);
        }
        return project;
    }

    /** As {@link #project(JdbcClient, Caller, String)}; nobody else changes it until the transaction ends. */
    Project projectToChange(JdbcClient db, Caller caller, String id) {
        boolean unused = ProjectStatus.TRANSITIONS.hold(db, id);
        return project(db, caller, id);
    }

    Optional<Project> project(JdbcClient db, String id) {
        return db.sql("select * from projects where id = :id and status <> 'deleted'")
                .param("id", id)
                .query((row, number) -> project(row))
                .optional();
    }

    List<Project> projects(JdbcClient db, String tenantId) {
        return db.sql("select * from projects where tenant_id = :tenant and status <> 'deleted'"
                        + " order by created_at desc, id desc")
                .param("tenant", tenantId)
                .query((row, number) -> project(row))
                .list();
    }

    void insert(JdbcClient db, Project p) {
        db.sql("insert into projects (id, tenant_id, name, status, rate_limit_default, created_at)"
                        + " values (:id, :tenant, :name, :status, :rate, :at)")
                .param("id", p.id())
                .param("tenant", p.tenantId())
                .param("name", p.name())
                .param("status", p.status().toString())
                .param("rate", p.rateLimitDefault())
                .param("at", p.createdAt().toEpochMilli())
                .update();
    }

    /** Changes a project that is held. */
    void update(JdbcClient db, Project p) {
        db.sql("update projects set name = :name, rate_limit_default = :rate where id = :id")
                .param("id", p.id())
                .param("name", p.name())
                .param("rate", p.rateLimitDefault())
                .update();
    }

    /** Ends a project that is held. */
    void delete(JdbcClient db, Project held) {
        if (!ProjectStatus.TRANSITIONS.move(db, held.id(), held.status(), ProjectStatus.DELETED, Map.of())) {
            throw new IllegalStateException("The project " + held.id() + " was changed while it was held");
        }
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getString("id"),
                row.getString("tenant_id"),
                row.getString("name"),
                ProjectStatus.of(row.getString("status")),
                row.getLong("rate_limit_default"),
                Rows.at(row, "created_at"));
    }
}
