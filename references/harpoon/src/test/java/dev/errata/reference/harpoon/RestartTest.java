package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.secret.MasterKeys;
import dev.errata.guard.secret.Sealer;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.JdbcSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lasts from one start to the next, and what a public service does not have. */
class RestartTest {
    @TempDir
    private Path data;

    @Test
    void everythingThatWasMadeIsThereAfterARestart() {
        Team team;
        String payment;
        String webhooks;
        Reply first;
        String paid;
        try (Harpoon service = Harpoon.start(data)) {
            team = service.team();
            var made = team.payment("{\"amount\": \"10.00\", \"client_reference\": \"order-1\", \"meta\": {\"a\": 1}}");
            paid = made.pay("10.00");
            payment = made.get().text();
            team.post("/v1/webhooks", """
                    {"url": "https://shop.example.com/hooks", "events": ["transaction.failed"]}""");
            webhooks = team.get("/v1/webhooks").text();
            first = team.initialize("{\"amount\": \"1\"}", "Idempotency-Key", "try-1");
        }
        try (Harpoon service = Harpoon.start(data)) {
            Team again = new Team(service, team.name(), team.secretKey(), team.publicKey());

            assertThat(again.get("/v1/transactions/by-client-ref/order-1").text())
                    .isEqualTo(payment);
            assertThat(again.get("/v1/webhooks").text()).isEqualTo(webhooks);
            assertThat(again.initialize("{\"amount\": \"1\"}", "Idempotency-Key", "try-1")
                            .body())
                    .isEqualTo(first.body());
            assertThat(again.initialize("{\"amount\": \"1\", \"client_reference\": \"order-1\"}")
                            .outcome())
                    .isEqualTo("409 DUPLICATE_REFERENCE");
            assertThat(again.payment("{\"amount\": \"10.00\"}")
                            .reconcile("{\"transaction_id\": \"" + paid + "\"}")
                            .outcome())
                    .as("money that was used before")
                    .isEqualTo("409 TRANSACTION_ALREADY_VERIFIED");
            assertThat(service.send(team.publicKey(), "GET", "/v1/merchant/payment-methods", null)
                            .at("data.0.provider"))
                    .isEqualTo("mtn");
        }
    }

    /** Until this version a folder held the pepper in a file, and the table the secrets of webhooks as they are. */
    @Test
    void whatAnEarlierVersionKeptPlainlyHoldsOnAndIsSealed() throws Exception {
        Team team;
        String secret;
        try (Harpoon service = Harpoon.start(data)) {
            team = service.team();
            secret = team.post("/v1/webhooks", """
                            {"url": "https://shop.example.com/hooks", "events": ["transaction.failed"]}""").at("data.secret");
        }
        try (Database database = Databases.open(TestDatabase.of(data))) {
            Sealer sealer = new Sealer(new MasterKeys(List.of(new byte[32])), new Random());
            byte[] pepper = new JdbcSecrets(database, sealer).of("pepper", () -> new byte[0]);
            Files.write(data.resolve("pepper"), pepper);
            database.write(db -> db.sql("delete from errata_secret").update()
                    + db.sql("update webhooks set secret = :secret")
                            .param("secret", secret)
                            .update());
        }
        try (Harpoon service = Harpoon.start(data)) {
            Team again = new Team(service, team.name(), team.secretKey(), team.publicKey());
            assertThat(again.get("/v1/webhooks").outcome()).isEqualTo("200");
        }
        assertThat(data.resolve("pepper")).doesNotExist();
        try (Database database = Databases.open(TestDatabase.of(data))) {
            List<String> kept =
                    database.read(db -> db.sql("select secret from webhooks union all select secret from errata_secret")
                            .query(String.class)
                            .list());
            assertThat(kept).hasSize(2).allMatch(text -> text.startsWith("sealed:"));
        }
    }

    @Test
    void theDemoKeysAreTheSameAtEveryStartAndDoWhatTheirNamesSay(@TempDir Path other) {
        Map<String, String> keys = HarpoonKeys.demo().texts();
        assertThat(keys.keySet()).containsExactly("secret", "public", "read-only");
        for (Path folder : List.of(data, data, other)) {
            try (Harpoon service = Harpoon.start(folder)) {
                assertThat(service.send(keys.get("secret"), "GET", "/v1/webhooks", null)
                                .outcome())
                        .isEqualTo("200");
                assertThat(service.send(keys.get("public"), "GET", "/v1/merchant/payment-methods", null)
                                .at("data.1.provider"))
                        .isEqualTo("telecel");
                assertThat(service.send(keys.get("read-only"), "GET", "/v1/transactions", null)
                                .outcome())
                        .isEqualTo("200");
                assertThat(service.send(keys.get("read-only"), "GET", "/v1/webhooks", null)
                                .outcome())
                        .isEqualTo("403 INSUFFICIENT_SCOPE");
            }
        }
    }

    @Test
    void aServiceWithoutControlsHasNoDemoKeysAndNoControlsAndServesItsTeams() {
        Team team;
        try (Harpoon service = Harpoon.start(data)) {
            team = service.team();
        }
        try (Harpoon service = Harpoon.start(data, "--reference.controls=false")) {
            for (String path : List.of("/_control/clock", "/_control/fixtures/account", "/_control/nothing")) {
                assertThat(service.send(null, "POST", path, "{}").outcome()).isEqualTo("404 ROUTE_NOT_FOUND");
            }
            assertThat(service.send(team.secretKey(), "GET", "/v1/transactions", null)
                            .outcome())
                    .isEqualTo("200");
            assertThat(service.send(null, "GET", "/v1/transactions", null).outcome())
                    .isEqualTo("401 MISSING_API_KEY");
            HarpoonKeys.demo()
                    .texts()
                    .forEach((name, key) -> assertThat(service.send(key, "GET", "/v1/transactions", null)
                                    .outcome())
                            .as(name)
                            .isEqualTo("401 INVALID_API_KEY"));
        }
    }
}
