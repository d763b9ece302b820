package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there after the service was ended and started again. */
class RestartTest {
    private static final String KEYED = ", \"idempotency_key\": \"one\"";

    @Test
    void keysMessagesUsageAndExportsGoOn(@TempDir Path data) {
        Account before;
        String endpoint;
        String message;
        String export;
        try (HookBridge service = HookBridge.start(data)) {
            before = service.account();
            endpoint = before.pausedEndpoint();
            message = before.send(endpoint, "{\"a\": 1}", KEYED).at("data.message_id");
            service.fixture("stall_exports", "project_id", before.project());
            export = before.post(
                            "/v1/exports",
                            "{\"start_time\": \"2026-01-01T00:00:00Z\", \"end_time\": \"9999-01-01T00:00:00Z\"}")
                    .at("data.id");
        }

        try (HookBridge service = HookBridge.start(data)) {
            Account after = new Account(service, before.tenant(), before.project(), before.key());
            service.fixture("exported", "export_id", export);

            Reply written = after.get("/v1/exports/" + export);
            assertThat(written.at("data.status")).isEqualTo("completed");
            assertThat(written.at("data.row_count")).isEqualTo("1");
            assertThat(after.get("/v1/messages/" + message).at("data.status")).isEqualTo("queued");
            assertThat(after.send(endpoint, "{\"a\": 1}", KEYED).at("data.message_id"))
                    .isEqualTo(message);
            assertThat(after.send(endpoint, "{\"a\": 2}", KEYED).outcome()).isEqualTo("409 IDEMPOTENCY_MISMATCH");
            assertThat(after.get("/v1/billing/subscription").at("data.usage.messages_used"))
                    .isEqualTo("1");
        }
    }

    @Test
    void headersOfEndpointsAreSealedAlsoThoseOfAnEarlierVersion(@TempDir Path data) throws SQLException {
        Account before;
        String endpoint;
        try (HookBridge service = HookBridge.start(data)) {
            before = service.account();
            endpoint = before.pausedEndpoint();
            before.patch("/v1/endpoints/" + endpoint, "{\"headers\": {\"Authorization\": \"Bearer hush\"}}");
        }
        assertThat(kept(data, "select headers from endpoints")).doesNotContain("hush", "Authorization");
        kept(data, "update endpoints set headers = '{\"Authorization\": \"Bearer hush\"}' returning headers");

        try (HookBridge service = HookBridge.start(data)) {
            Account after = new Account(service, before.tenant(), before.project(), before.key());
            assertThat(after.get("/v1/endpoints/" + endpoint).at("data.headers"))
                    .isEqualTo("{Authorization=Bearer hush}");
        }
        assertThat(kept(data, "select headers from endpoints")).doesNotContain("hush", "Authorization");
    }

    /** The first text of a statement's first row, in the database of a service that was ended. */
    private static String kept(Path data, String sql) throws SQLException {
        String location = TestDatabase.of(data);
        try (Connection connection = DriverManager.getConnection(
                        location.startsWith("jdbc:") ? location : "jdbc:sqlite:" + location);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void withoutControlsThereAreNoDemoKeysAndNoFixtures(@TempDir Path data) {
        String demo = String.valueOf(HookBridgeKeys.demo().texts().get("pro"));
        try (HookBridge service = HookBridge.start(data)) {
            assertThat(service.send(demo, "GET", "/v1/endpoints", null).status())
                    .isEqualTo(200);
            assertThat(service.send(demo, "GET", "/v1/projects", null).at("data.0.id"))
                    .isEqualTo("proj_demo_pro");
        }
        try (HookBridge service = HookBridge.start(data, "--reference.controls=false")) {
            assertThat(service.send(demo, "GET", "/v1/endpoints", null).outcome())
                    .isEqualTo("401 UNAUTHORIZED");
            assertThat(service.send(demo, "POST", "/_control/fixtures/account", "{}")
                            .outcome())
                    .isEqualTo("404 NOT_FOUND");
        }
    }
}
