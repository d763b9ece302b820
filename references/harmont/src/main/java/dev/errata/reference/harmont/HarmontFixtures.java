package dev.errata.reference.harmont;

import dev.errata.guard.MaintenanceGuard;
import dev.errata.reference.control.Fixture;
import dev.errata.reference.control.Secrets;
import dev.errata.reference.harmont.Build.Change;
import dev.errata.reference.harmont.Build.Place;
import dev.errata.reference.harmont.Ledger.Reason;
import dev.errata.reference.harmont.Pipeline.Face;
import dev.errata.reference.harmont.Pipeline.Repository;
import dev.errata.store.jdbc.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** States of Harmont itself that examples begin from. */
final class HarmontFixtures {
    private static final long BALANCE = 10_000;
    private static final String DEMO = "demo";
    private static final String PIPELINE = "web";
    private static final Face WEB = new Face("Web", null);
    private static final Repository SHOP = new Repository("https://github.com/acme/shop.git", "main", "acme/shop");

    private final Database database;
    private final WorldFixtures world;
    private final Users users;
    private final Organizations organizations;
    private final Pipelines pipelines;
    private final Builds builds;
    private final Ledger ledger;
    private final Coupons coupons;
    private final Tokens tokens;
    private final MaintenanceGuard maintenance;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Ids ids;
    private final InstantSource clock;

    HarmontFixtures(
            Database database,
            WorldFixtures world,
            Users users,
            Organizations organizations,
            Pipelines pipelines,
            Builds builds,
            Ledger ledger,
            Coupons coupons,
            Tokens tokens,
            MaintenanceGuard maintenance,
            Secrets secrets,
            JsonMapper json,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.world = world;
        this.users = users;
        this.organizations = organizations;
        this.pipelines = pipelines;
        this.builds = builds;
        this.ledger = ledger;
        this.coupons = coupons;
        this.tokens = tokens;
        this.maintenance = maintenance;
        this.secrets = secrets;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** The account of the demo tokens, with an organization, a pipeline and a balance. */
    void demo() {
        restore();
        database.write(db -> {
            if (users.create(db, HarmontTokens.DEMO_USER, "demo@example.com", "Demo")
                    .isPresent()) {
                boolean unused = organizations.insert(db, DEMO, "Demo", clock.instant());
                organizations.join(db, DEMO, HarmontTokens.DEMO_USER, Role.OWNER);
                pipelines.ensure(db, DEMO, WEB, SHOP);
                ledger.add(db, DEMO, BALANCE, Reason.ADMIN_GRANT, null);
            }
            return DEMO;
        });
    }

    /** Everything works again, for everybody. */
    void restore() {
        maintenance.until(Instant.MIN);
        world.restore();
        database.write(db -> {
            users.cap(db, null);
            return Map.of();
        });
    }

    /** Somebody with an account, signed in, with a balance and a pipeline; everything around works again. */
    Map<String, Object> account(Map<String, String> arguments) {
        restore();
        String email = "u" + ids.hex(6) + "@example.com";
        return database.write(db -> {
            User user = users.create(db, ids.uuid(), email, "Ada").orElseThrow();
            String organization = users.current(db, user.uuid()).personalOrgSlug();
            ledger.add(db, organization, BALANCE, Reason.ADMIN_GRANT, null);
            pipelines.ensure(db, organization, WEB, SHOP);
            return Map.<String, Object>of(
                    "email",
                    email,
                    "fresh_email",
                    "new-" + email,
                    "user_id",
                    user.uuid(),
                    "token",
                    tokens.session(db, user.uuid()),
                    "organization",
                    organization,
                    "pipeline",
                    PIPELINE);
        });
    }

    /** Brings the balance of an {@code organization} to so many {@code cents}. */
    Map<String, Object> balance(Map<String, String> arguments) {
        String organization = Fixture.required(arguments, "organization");
        long cents = Long.parseLong(Fixture.required(arguments, "cents"));
        database.write(db -> {
            ledger.add(db, organization, cents - ledger.balance(db, organization), Reason.ADMIN_GRANT, null);
            return cents;
        });
        return Map.of();
    }

    /** So many finished builds, a {@code count}, of an {@code organization}'s pipeline. */
    Map<String, Object> builds(Map<String, String> arguments) {
        int count = Integer.parseInt(Fixture.required(arguments, "count"));
        return database.write(db -> {
            Pipeline pipeline = pipelines.of(db, Fixture.required(arguments, "organization"), PIPELINE);
            for (int i = 0; i < count; i++) {
                builds.insert(db, finished(pipeline, pipelines.nextBuild(db, pipeline)));
            }
            return Map.<String, Object>of("build", count);
        });
    }

    private Build finished(Pipeline pipeline, long number) {
        return new Build(
                new Place(pipeline.number(), pipeline.slug(), number),
                new Change("main", "1f0c3d2", null),
                "push",
                Plan.rendered("1f0c3d2"),
                clock.instant().minus(Duration.ofDays(1)),
                null);
    }

    /** Another account, a member of an {@code organization} with a {@code role}; answers its id and a token. */
    Map<String, Object> colleague(Map<String, String> arguments) {
        String email = "c" + ids.hex(6) + "@example.com";
        String word = Fixture.required(arguments, "role");
        Role role = Role.of(word)
                .orElseThrow(() -> new IllegalArgumentException("The argument 'role' must be member, admin or owner"));
        return database.write(db -> {
            User user = users.create(db, ids.uuid(), email, "Grace").orElseThrow();
            organizations.join(db, Fixture.required(arguments, "organization"), user.uuid(), role);
            return Map.<String, Object>of(
                    "email", email, "colleague_id", user.uuid(), "colleague_token", tokens.session(db, user.uuid()));
        });
    }

    /** A coupon of so many {@code cents} for {@code most} organizations, which ends in so many {@code seconds}. */
    Map<String, Object> coupon(Map<String, String> arguments) {
        String code = "C" + ids.code();
        long cents = Long.parseLong(arguments.getOrDefault("cents", "500"));
        long most = Long.parseLong(arguments.getOrDefault("most", "1"));
        long seconds = Long.parseLong(arguments.getOrDefault("seconds", "3600"));
        database.write(db -> {
            coupons.create(db, code, cents, most, clock.instant().plusSeconds(seconds));
            return code;
        });
        return Map.of("coupon", code);
    }

    /** What the payment provider tells of a {@code checkout}: an {@code event} and its {@code signature}. */
    Map<String, Object> payment(Map<String, String> arguments) {
        String event = json.writeValueAsString(Map.of(
                "id",
                arguments.getOrDefault("id", "evt_" + ids.hex(12)),
                "type",
                arguments.getOrDefault("type", "checkout.session.completed"),
                "data",
                Map.of(
                        "object",
                        Map.of(
                                "client_reference_id",
                                Fixture.required(arguments, "checkout"),
                                "payment_status",
                                arguments.getOrDefault("status", "paid")))));
        String signature = PaymentEvents.signature(
                event.getBytes(StandardCharsets.UTF_8), HarmontConfiguration.standInSecret(secrets), clock);
        return Map.of("event", event, "signature", signature);
    }

    /** A pipeline of an {@code organization} as one is found in a connected repository. */
    Map<String, Object> discovered(Map<String, String> arguments) {
        String repository = Fixture.required(arguments, "repo_name");
        return database.write(db -> Map.<String, Object>of(
                "discovered",
                pipelines
                        .discover(
                                db,
                                Fixture.required(arguments, "organization"),
                                new Repository("https://github.com/" + repository + ".git", "main", repository),
                                Fixture.required(arguments, "source_slug"))
                        .slug()));
    }

    /** A build that a fault of the disk or of a person has made unreadable. */
    Map<String, Object> unreadableBuild(Map<String, String> arguments) {
        String organization = Fixture.required(arguments, "organization");
        builds(Map.of("organization", organization, "count", "1"));
        return database.write(db -> {
            Pipeline pipeline = pipelines.of(db, organization, PIPELINE);
            db.sql("update builds set jobs = '{' where pipeline = :pipeline")
                    .param("pipeline", pipeline.number())
                    .update();
            return Map.of();
        });
    }

    /** Sign-ups that are {@code full}, but for a {@code room} of so many, or {@code open} again. */
    Map<String, Object> signups(Map<String, String> arguments) {
        boolean full = Fixture.required(arguments, "state").equals("full");
        long room = Long.parseLong(arguments.getOrDefault("room", "0"));
        database.write(db -> {
            users.cap(db, full ? users.count(db) + room : null);
            return full;
        });
        return Map.of();
    }

    /** Closes the service for so many {@code seconds}. */
    Map<String, Object> maintenance(Map<String, String> arguments) {
        maintenance.until(clock.instant().plusSeconds(Long.parseLong(Fixture.required(arguments, "seconds"))));
        return Map.of();
    }
}
