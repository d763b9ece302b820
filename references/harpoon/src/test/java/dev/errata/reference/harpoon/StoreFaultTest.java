package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import dev.errata.store.jdbc.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see while the database is away. */
class StoreFaultTest {
    private static final String PAYMENT = "{\"amount\": \"10.00\"}";

    @TempDir
    private Path data;

    @BeforeEach
    void onlyAServerGoesAway() {
        assumeTrue(TestDatabase.place() == Place.POSTGRES);
    }

    @Test
    void aDatabaseThatIsAwayIsAnsweredWith503AndNothingAcknowledgedIsLost() throws IOException {
        try (PostgresServer.Own server = PostgresServer.own()) {
            Files.writeString(data.resolve("database"), server.location());
            try (Harpoon service = Harpoon.start(data)) {
                Team team = service.team();
                Team.Payment before = team.payment(PAYMENT);
                server.stop();

                for (int i = 0; i < 2; i++) {
                    List<Reply> replies = List.of(
                            before.get(),
                            team.get("/v1/transactions"),
                            team.initialize(PAYMENT),
                            team.initialize(PAYMENT, "Idempotency-Key", "try-1"),
                            before.cancel());
                    assertThat(replies).allSatisfy(reply -> {
                        assertThat(reply.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
                        assertThat(reply.header("Retry-After")).isEqualTo("5");
                    });
                }

                server.start();
                Reply again = service.eventually(
                        () -> team.initialize(PAYMENT, "Idempotency-Key", "try-1"), reply -> reply.status() != 503);
                assertThat(again.outcome()).isEqualTo("201");
                assertThat(before.get().at("data.status")).isEqualTo("PENDING");
                assertThat(team.get("/v1/transactions").at("pagination.total")).isEqualTo("2");
            }
        }
    }
}
