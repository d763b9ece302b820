package dev.errata.reference.harborprotocol.control;

import dev.errata.reference.control.Fixture;
import dev.errata.reference.harborprotocol.artifacts.Artifacts;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.flows.Flows;
import dev.errata.reference.harborprotocol.identity.Identity;
import dev.errata.reference.harborprotocol.identity.Issuer;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Ids;
import dev.errata.reference.harborprotocol.tasks.Tasks;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** States that the examples begin from. */
final class HarborProtocolFixtures {
    private static final long PATIENCE_NANOS = 8_000_000_000L;
    private static final int MOST_BYTES = 8 << 20;

    private final Issuer issuer;
    private final Ids ids;
    private final Bus bus;
    private final Flows flows;
    private final Artifacts artifacts;
    private final Tasks tasks;
    private final Readers readers;

    HarborProtocolFixtures(
            Issuer issuer, Ids ids, Bus bus, Flows flows, Artifacts artifacts, Tasks tasks, Readers readers) {
        this.issuer = issuer;
        this.ids = ids;
        this.bus = bus;
        this.flows = flows;
        this.artifacts = artifacts;
        this.tasks = tasks;
        this.readers = readers;
    }

    /** Opens the bus and lets readers go. */
    void restore() {
        readers.close();
        bus.reopen();
    }

    /** A tenant that nobody else is in, with tokens; also opens the bus again and lets readers go. */
    Map<String, Object> account(Map<String, String> arguments) {
        restore();
        Owner owner = new Owner(ids.next("tenant"), ids.next("user"), ids.next("session"));
        return Map.of(
                "tenant", owner.tenant(),
                "user", owner.user(),
                "session", owner.session(),
                "token", issuer.mint(owner, Set.of()).token(),
                "admin_token", issuer.mint(owner, Set.of(Identity.ADMIN)).token(),
                "console_token", issuer.mint(owner, Set.of(Identity.FLEET)).token());
    }

    /** A token as the issuer signs it, without the claim that {@code without} names. */
    Map<String, Object> token(Map<String, String> arguments) {
        Owner owner = new Owner(
                Fixture.required(arguments, "tenant"),
                Fixture.required(arguments, "user"),
                Fixture.required(arguments, "session"));
        Set<String> scopes = Arrays.stream(arguments.getOrDefault("scopes", "").split(","))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        Map<String, Object> claims = new LinkedHashMap<>(Issuer.claims(owner, scopes));
        claims.remove(arguments.getOrDefault("without", ""));
        return Map.of("made_token", issuer.mint(claims).token());
    }

    /** Has the issuer sign with a new key; {@code keep=false} withdraws the one before at once. */
    Map<String, Object> rotateKeys(Map<String, String> arguments) {
        issuer.rotate(Boolean.parseBoolean(arguments.getOrDefault("keep", "true")));
        return Map.of();
    }

    /** Waits until the task {@code task_id} has ended. */
    Map<String, Object> ended(Map<String, String> arguments) {
        String id = Fixture.required(arguments, "task_id");
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!tasks.hasEnded(id)) {
            if (System.nanoTime() > end) {
                throw new IllegalArgumentException("the task " + id + " did not end in time");
            }
            pause();
        }
        return Map.of();
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while waiting");
        }
    }

    /** So many bytes, in base64. */
    Map<String, Object> bytes(Map<String, String> arguments) {
        int count = Integer.parseInt(Fixture.required(arguments, "count"));
        if (count < 0 || count > MOST_BYTES) {
            throw new IllegalArgumentException("count must be from 0 to " + MOST_BYTES);
        }
        return Map.of("bytes_base64", Base64.getEncoder().encodeToString(new byte[count]));
    }

    /** Has new artifacts of a {@code tenant} go to the store {@code driver}. */
    Map<String, Object> artifactStore(Map<String, String> arguments) {
        artifacts.use(Fixture.required(arguments, "tenant"), Fixture.required(arguments, "driver"));
        return Map.of();
    }

    /** Breaks a {@code tenant}'s engine of a {@code flow}. */
    Map<String, Object> flowFault(Map<String, String> arguments) {
        flows.breakDown(Fixture.required(arguments, "tenant"), Fixture.required(arguments, "flow"));
        return Map.of();
    }

    /** Closes the event bus, as a runtime does that goes down. */
    Map<String, Object> closeBus(Map<String, String> arguments) {
        bus.close();
        return Map.of();
    }

    /** Publishes {@code count} events in a session. */
    Map<String, Object> publish(Map<String, String> arguments) {
        Owner owner = new Owner(
                Fixture.required(arguments, "tenant"),
                Fixture.required(arguments, "user"),
                Fixture.required(arguments, "session"));
        int count = Integer.parseInt(Fixture.required(arguments, "count"));
        String text = "x".repeat(Integer.parseInt(arguments.getOrDefault("size", "1")));
        bus.publish(
                "note.published",
                new Subject(owner, null),
                IntStream.range(0, count)
                        .mapToObj(number -> Map.of("Number", number, "Text", text))
                        .toList());
        return Map.of();
    }
}
