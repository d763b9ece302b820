package dev.errata.reference.hookbridge;

import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.key.LockGuard;
import dev.errata.guard.quota.PlanLimit;
import dev.errata.guard.quota.Quotas;
import dev.errata.reference.control.DemoKeys;
import dev.errata.reference.control.Fixture;
import dev.errata.store.jdbc.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants, what they pay for, and the doors. */
final class AccountFixtures {
    private static final String HERE = "127.0.0.1";

    private final Database database;
    private final Accounts accounts;
    private final KeyRecords keys;
    private final MaintenanceGuard maintenance;
    private final LockGuard lock;
    private final Quotas quotas;
    private final Ids ids;
    private final InstantSource clock;

    AccountFixtures(
            Database database,
            Accounts accounts,
            KeyRecords keys,
            MaintenanceGuard maintenance,
            LockGuard lock,
            Quotas quotas,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.keys = keys;
        this.maintenance = maintenance;
        this.lock = lock;
        this.quotas = quotas;
        this.ids = ids;
        this.clock = clock;
    }

    /** The tenants of the demo keys. */
    void demo() {
        DemoKeys demo = HookBridgeKeys.demo();
        database.write(db -> {
            for (Plan plan : HookBridgeKeys.DEMO) {
                insert(db, HookBridgeKeys.demoTenant(plan), HookBridgeKeys.demoProject(plan), plan);
                String text = demo.texts().get(plan.word());
                var parsed = text == null ? null : HookBridgeKeys.FORMAT.parse(text);
                if (parsed != null) {
                    keys.keep(db, HookBridgeKeys.demoProject(plan), parsed.id(), parsed.text(), "demo");
                }
            }
            return demo;
        });
    }

    private void insert(JdbcClient db, String tenant, String project, Plan plan) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        // Nodes that start at the same time make the tenants of the demo keys at the same time.
        if (accounts.insert(db, new Tenant(tenant, plan, "active", plan.isPaid(), now))) {
            accounts.insert(db, new Project(project, tenant, "Example", ProjectStatus.ACTIVE, 0, now));
        }
    }

    /** Ends maintenance and the lock. */
    void restore() {
        maintenance.until(Instant.MIN);
        lock.release(HERE);
    }

    /** A tenant that nobody else has, with a project and a live key; also ends maintenance and the lock. */
    Map<String, Object> account(Map<String, String> arguments) {
        restore();
        Plan plan = plan(arguments.getOrDefault("plan", Plan.PRO.word()));
        String tenant = ids.tenant();
        String project = ids.uuid();
        return database.write(db -> {
            insert(db, tenant, project, plan);
            String key = keys.mint(db, HookBridgeKeys.grant(tenant, project, true), "first")
                    .text();
            return Map.of("tenant_id", tenant, "project_id", project, "secret_key", key, "plan", plan.word());
        });
    }

    private static Plan plan(String word) {
        for (Plan plan : Plan.values()) {
            if (plan.word().equals(word)) {
                return plan;
            }
        }
        throw new IllegalArgumentException("There is no plan '" + word + "'; take free, pro, business or enterprise");
    }

    /** A project of somebody else. */
    Map<String, Object> foreignProject(Map<String, String> arguments) {
        String project = ids.uuid();
        database.write(db -> {
            insert(db, ids.tenant(), project, Plan.FREE);
            return project;
        });
        return Map.of("foreign_project_id", project);
    }

    /** What the payment service reports of {@code tenant_id}: a {@code plan}, a {@code status}, or both. */
    Map<String, Object> subscription(Map<String, String> arguments) {
        String id = Fixture.required(arguments, "tenant_id");
        database.write(db -> {
            Tenant tenant =
                    accounts.tenant(db, id).orElseThrow(() -> new IllegalArgumentException("There is no tenant " + id));
            accounts.subscribe(
                    db,
                    id,
                    plan(arguments.getOrDefault("plan", tenant.plan().word())),
                    arguments.getOrDefault("status", tenant.status()));
            return id;
        });
        return Map.of();
    }

    /** So many {@code messages} more in this month. */
    Map<String, Object> usage(Map<String, String> arguments) {
        String tenant = Fixture.required(arguments, "tenant_id");
        long messages = Long.parseLong(Fixture.required(arguments, "messages"));
        quotas.take(tenant, Sending.METER, messages, new PlanLimit("fixture", Long.MAX_VALUE));
        return Map.of();
    }

    /** Closes the service for so many {@code seconds}. */
    Map<String, Object> maintenance(Map<String, String> arguments) {
        maintenance.until(clock.instant().plusSeconds(Long.parseLong(Fixture.required(arguments, "seconds"))));
        return Map.of();
    }
}
