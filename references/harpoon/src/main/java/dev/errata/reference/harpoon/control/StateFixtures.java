package dev.errata.reference.harpoon.control;

import dev.errata.guard.Caller;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.reference.control.Fixture;
import dev.errata.reference.control.Receivers;
import dev.errata.reference.harpoon.transactions.Amounts;
import dev.errata.reference.harpoon.transactions.Payment;
import dev.errata.reference.harpoon.transactions.TransactionStatus;
import dev.errata.reference.harpoon.transactions.Transactions;
import dev.errata.store.jdbc.Database;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What the world does to Harpoon: telcos report, stores break, receivers fail, operators close the shop. */
final class StateFixtures {
    private final Database database;
    private final Transactions transactions;
    private final MaintenanceGuard maintenance;
    private final InstantSource clock;
    private final RandomGenerator random;

    StateFixtures(
            Database database,
            Transactions transactions,
            MaintenanceGuard maintenance,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.transactions = transactions;
        this.maintenance = maintenance;
        this.clock = clock;
        this.random = random;
    }

    /** A telco reports money: {@code amount}; as wanted {@code hpn_code}, {@code transaction_id}, {@code phone}, {@code provider}, {@code team}. */
    Map<String, Object> payment(Map<String, String> arguments) {
        String id = arguments.getOrDefault(
                "transaction_id", Long.toString(10_000_000_000L + random.nextLong(89_999_999_999L)));
        Payment payment = new Payment(
                id,
                arguments.getOrDefault("provider", "mtn"),
                Amounts.parse("amount", Fixture.required(arguments, "amount")),
                arguments.getOrDefault("phone", "0241234567"),
                arguments.get("name"),
                arguments.get("hpn_code"),
                Instant.ofEpochMilli(clock.instant().toEpochMilli()),
                arguments.get("team"),
                null);
        database.write(db -> {
            transactions.receive(db, payment);
            return id;
        });
        return Map.of("transaction_id", id);
    }

    /** A telco decides on a payment of a team: {@code team}, {@code reference}, {@code status} FAILED or REFUNDED. */
    Map<String, Object> decision(Map<String, String> arguments) {
        String team = Fixture.required(arguments, "team");
        String reference = Fixture.required(arguments, "reference");
        TransactionStatus status = TransactionStatus.valueOf(Fixture.required(arguments, "status"));
        Caller caller = new Caller("control", team, team, "secret", true, Set.of());
        database.write(db -> {
            transactions.decide(db, caller, reference, status);
            return reference;
        });
        return Map.of("reference", reference);
    }

    /** A row that a fault of the disk or of a person has made unreadable. */
    Map<String, Object> unreadableTransaction(Map<String, String> arguments) {
        String team = Fixture.required(arguments, "team");
        String hex = HexFormat.of().toHexDigits(random.nextLong());
        String reference = "hpn_trx_" + hex + hex;
        long now = clock.instant().toEpochMilli();
        database.write(db -> db.sql("insert into transactions (reference, team, live, hpn_code, public_slug, amount,"
                        + " currency, status, created_at, expires_at) values (:reference, :team, 1,"
                        + " :code, :slug, 'not a number', 'GHS', 'PENDING', :now, :later)")
                .param("reference", reference)
                .param("team", team)
                .param("code", "broken-" + hex)
                .param("slug", "broken-" + hex)
                .param("now", now)
                // Never due, so that nothing reads it but who asks for it.
                .param("later", Long.MAX_VALUE)
                .update());
        return Map.of("reference", reference);
    }

    /** Closes the service for so many {@code seconds}. */
    Map<String, Object> maintenance(Map<String, String> arguments) {
        long seconds = Long.parseLong(Fixture.required(arguments, "seconds"));
        maintenance.until(clock.instant().plusSeconds(seconds));
        return Map.of();
    }

    /** A receiver of webhooks that answers {@code status} and {@code body}. */
    Map<String, Object> receiver(Receivers receivers, Map<String, String> arguments) {
        String name = "r" + HexFormat.of().toHexDigits(random.nextLong());
        int status = Integer.parseInt(arguments.getOrDefault("status", "204"));
        URI url = receivers.open(name, status, arguments.getOrDefault("body", ""));
        return Map.of("receiver_url", url.toString(), "receiver_host", url.getHost());
    }
}
