package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                    .isEqualTo("MTN");
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
                        .isEqualTo("TELECEL");
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
