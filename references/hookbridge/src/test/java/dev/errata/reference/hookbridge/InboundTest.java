package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others send to an account. */
@ExtendWith(SharedHookBridge.class)
class InboundTest {
    private static final String ROUTE = "/v1/inbound-endpoints";
    private static final String REJECTIONS = "/v1/inbound-rejections";

    private static Map<String, Object> inbound(Account account, String more) {
        Reply made = account.post(ROUTE, "{\"mode\": \"cli\"" + more + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return Json.members(made.members().get("data"));
    }

    private static String path(Map<String, Object> inbound) {
        String address = String.valueOf(inbound.get("ingest_url"));
        return address.substring(address.indexOf("/v1/"));
    }

    private static Reply sent(Account account, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = account.service().request(path).POST(BodyPublishers.ofByteArray(body));
        return account.service().send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String refused(Reply reply) {
        return reply.outcome() + " " + reply.at("error.message");
    }

    private static String reason(Account account) {
        return account.get(REJECTIONS).at("data.0.reason_code");
    }

    @Test
    void anInboundEndpointIsShownWithoutItsSecretsAfterEachChange(Account account) {
        Reply made = account.post(
                ROUTE,
                "{\"name\": \"Shop\", \"url\": \"https://hooks.example.com/in\", \"verify_static_token\": true,"
                        + " \"token_header_name\": \"X-Token\", \"token_value\": \"secret-of-the-shop\"}");
        String id = made.at("data.id");
        String address = made.at("data.ingest_url");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("data.secret_token")).matches("[0-9a-f]{32}");
        assertThat(address).endsWith("/v1/webhooks/receive/" + id + "/" + made.at("data.secret_token"));

        Reply changed = account.patch(
                ROUTE + "/" + id,
                "{\"description\": \"Orders\", \"active\": false, \"ingest_response_code\": 200,"
                        + " \"idempotency_header_names\": [\"X-Id\"]}");
        assertThat(changed.at("data")).isEqualTo("{id=" + id + ", updated=true}");
        assertThat(account.patch(ROUTE + "/" + id, "[]").status()).isEqualTo(200);
        Reply seen = account.get(ROUTE + "/" + id);
        Map<String, Object> whole = Json.members(seen.members().get("data"));
        assertThat(whole)
                .containsEntry("name", "Shop")
                .containsEntry("url", "https://hooks.example.com/in")
                .containsEntry("mode", "forward")
                .containsEntry("ingest_url", address)
                .containsEntry("description", "Orders")
                .containsEntry("active", false)
                .containsEntry("paused", false)
                .containsEntry("verify_static_token", true)
                .containsEntry("verify_hmac", false)
                .containsEntry("verify_ip_allowlist", false)
                .containsEntry("idempotency_header_names", List.of("X-Id"))
                .containsEntry("signing_enabled", false)
                .containsKeys("ingest_response_code", "created_at", "updated_at");
        assertThat(seen.text()).doesNotContain("secret-of-the-shop");
        assertThat(account.post(ROUTE + "/" + id + "/pause", null).at("data"))
                .isEqualTo("{id=" + id + ", paused=true}");
        assertThat(account.get(ROUTE).at("data.0.paused")).isEqualTo("true");
        assertThat(account.post(ROUTE + "/" + id + "/resume", null).at("data"))
                .isEqualTo("{id=" + id + ", paused=false}");
        assertThat(account.delete(ROUTE + "/" + id).at("data")).isEqualTo("{id=" + id + ", deleted=true}");
        assertThat(account.delete(ROUTE + "/" + id).outcome()).isEqualTo("404 NOT_FOUND");
        assertThat(account.get(ROUTE).at("data")).isEqualTo("[]");
    }

    @Test
    void settingsThatDoNotFitTogetherAreRefusedAtTheirMember(Account account) {
        String id = String.valueOf(inbound(account, "").get("id"));
        Map<String, String> wrong = Map.of(
                "{}", "url: must be there in mode forward",
                "{\"mode\": \"push\"}", "mode: must be forward, cli or pull",
                "{\"mode\": \"cli\", \"verify_static_token\": true}",
                        "token_value: must be there with verify_static_token",
                "{\"mode\": \"cli\", \"verify_hmac\": true, \"hmac_secret\": \"a\"}",
                        "hmac_header_name: must be there with verify_hmac",
                "{\"mode\": \"cli\", \"verify_ip_allowlist\": true}",
                        "allowed_cidrs: must have an entry with verify_ip_allowlist",
                "{\"mode\": \"cli\", \"allowed_cidrs\": [\"10.0.0.0/99\"]}",
                        "allowed_cidrs: must be addresses, or blocks of them such as 203.0.113.0/24",
                "{\"mode\": \"cli\", \"signing_enabled\": true}",
                        "signing_enabled: must be false: nothing is forwarded yet");
        wrong.forEach((body, rule) -> {
            Reply reply = account.post(ROUTE, body);
            assertThat(reply.outcome()).as(body).isEqualTo("400 INVALID_REQUEST");
            assertThat(reply.at("error.details.field") + ": " + reply.at("error.details.reason"))
                    .isEqualTo(rule);
        });
        assertThat(account.patch(ROUTE + "/" + id, "{\"mode\": \"forward\"}").at("error.details.field"))
                .isEqualTo("url");
        assertThat(account.post(ROUTE, "{\"url\": \"https://127.0.0.1/\"}").outcome())
                .isEqualTo("400 ENDPOINT_BLOCKED");
        assertThat(account.patch(ROUTE + "/" + id, "{\"url\": \"https://127.0.0.1/\"}")
                        .outcome())
                .isEqualTo("400 ENDPOINT_BLOCKED");
    }

    @Test
    void anyBodyIsTakenInByteForByteAndShown(Account account) {
        Map<String, Object> inbound = inbound(account, ", \"ingest_response_code\": 201");
        byte[] form = "a=1&b=%zz".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[1024 * 1024];
        Arrays.fill(bytes, (byte) 0xFF);

        Reply first = sent(account, path(inbound), form, "Content-Type", "application/x-www-form-urlencoded");
        Reply second = sent(account, path(inbound), bytes);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        Map<String, Object> message = Json.members(account.get("/v1/inbound-messages/" + first.at("data.message_id"))
                .members()
                .get("data"));
        assertThat(message)
                .containsEntry("project_id", account.project())
                .containsEntry("inbound_endpoint_id", inbound.get("id"))
                .containsEntry("status", "queued")
                .containsEntry("content_type", "application/x-www-form-urlencoded")
                .containsEntry("payload_sha256", Digests.sha256(form))
                .containsKeys("attempt_count", "replay_count", "received_at", "updated_at", "size_bytes")
                .doesNotContainKeys("idempotency_key", "number");
        Reply log = account.get("/v1/inbound-logs?status=queued&limit=1&inbound_endpoint_id=" + inbound.get("id"));
        assertThat(log.at("data.0.message_id")).isEqualTo(second.at("data.message_id"));
        assertThat(log.at("data.0.endpoint")).isEmpty();
        assertThat(account.get("/v1/inbound-logs?status=queued&limit=1&inbound_endpoint_id=" + inbound.get("id")
                                + "&cursor=" + log.at("meta.next_cursor"))
                        .at("data.0.message_id"))
                .isEqualTo(first.at("data.message_id"));
        assertThat(account.get("/v1/inbound-messages/nobody").outcome()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void whatIsRefusedIsOnRecordWithItsReason(Account account) {
        Map<String, Object> inbound = inbound(account, "");
        String id = String.valueOf(inbound.get("id"));
        String path = path(inbound);

        Reply method = account.service().send(null, "PUT", path, "{}", "X-Secret", "hidden");
        assertThat(refused(method))
                .isEqualTo("405 METHOD_NOT_ALLOWED PUT is not a method of this route;"
                        + " the Allow header names those that are.");
        assertThat(method.header("Allow")).isEqualTo("POST");
        Reply record = account.get(REJECTIONS);
        assertThat(record.at("data.0.reason_code")).isEqualTo("invalid_method");
        assertThat(record.at("data.0.inbound_endpoint_id")).isEqualTo(id);
        assertThat(record.at("data.0.source_ip")).isEqualTo("127.0.0.1");
        assertThat(record.at("data.0.headers_redacted"))
                .contains("\"X-Secret\":\"***\"")
                .doesNotContain("hidden");

        assertThat(refused(sent(account, path + "0", new byte[1])))
                .isEqualTo("401 UNAUTHORIZED The sender is not the one that the inbound endpoint expects.");
        assertThat(reason(account)).isEqualTo("invalid_secret");
        assertThat(refused(sent(account, path, new byte[1024 * 1024 + 1])))
                .isEqualTo("400 PAYLOAD_TOO_LARGE The payload has more than 1048576 bytes.");
        assertThat(reason(account)).isEqualTo("payload_too_large");

        account.post(ROUTE + "/" + id + "/pause", null);
        assertThat(sent(account, path, new byte[1]).outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
        account.post(ROUTE + "/" + id + "/resume", null);
        account.patch(ROUTE + "/" + id, "{\"active\": false}");
        assertThat(sent(account, path, new byte[1]).outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");

        account.delete(ROUTE + "/" + id);
        assertThat(sent(account, path, new byte[1]).outcome()).isEqualTo("404 NOT_FOUND");
        assertThat(reason(account)).isEqualTo("endpoint_deleted");
        assertThat(sent(account, "/v1/webhooks/receive/nobody/nothing", new byte[1])
                        .outcome())
                .isEqualTo("404 NOT_FOUND");
        assertThat(Json.objects(account.get(REJECTIONS).members().get("data"))).hasSize(4);
    }

    @Test
    void aFloodThatIsRefusedIsRefusedToItsEndAndKeptInPart(Account account) {
        Map<String, Object> inbound = inbound(account, "");
        for (int i = 0; i < 70; i++) {
            assertThat(sent(account, path(inbound) + "0", new byte[1]).status()).isEqualTo(401);
        }
        assertThat(Json.objects(account.get(REJECTIONS + "?limit=100").members().get("data")))
                .hasSize(60);

        account.service().advance(Duration.ofMinutes(1));
        sent(account, path(inbound) + "0", new byte[1]);
        assertThat(Json.objects(account.get(REJECTIONS + "?limit=100").members().get("data")))
                .hasSize(61);
    }

    @Test
    void aSenderOutsideOfTheAllowedBlocksIsRefused(Account account) {
        Map<String, Object> inbound =
                inbound(account, ", \"verify_ip_allowlist\": true, \"allowed_cidrs\": [\"192.0.2.0/24\"]");

        assertThat(refused(sent(account, path(inbound), new byte[1])))
                .isEqualTo("403 FORBIDDEN The inbound endpoint takes nothing from this address.");
        assertThat(reason(account)).isEqualTo("ip_not_allowed");
        account.patch(ROUTE + "/" + inbound.get("id"), "{\"allowed_cidrs\": [\"127.0.0.0/8\"]}");
        assertThat(sent(account, path(inbound), new byte[1]).status()).isEqualTo(202);
    }

    @Test
    void aStaticTokenIsInItsHeaderOrInItsParameter(Account account) {
        String path = path(inbound(
                account,
                ", \"verify_static_token\": true, \"token_header_name\": \"X-Token\","
                        + " \"token_query_param\": \"key\", \"token_value\": \"a b\""));

        assertThat(Stream.of(
                        sent(account, path, new byte[1], "x-token", "a b"),
                        sent(account, path + "?c&key=a%20b", new byte[1])))
                .extracting(Reply::status)
                .containsOnly(202);
        assertThat(Stream.of(
                        sent(account, path, new byte[1]),
                        sent(account, path, new byte[1], "X-Token", "a"),
                        sent(account, path + "?key=a", new byte[1])))
                .extracting(Reply::outcome)
                .containsOnly("401 UNAUTHORIZED");
        assertThat(reason(account)).isEqualTo("static_token_failed");
    }

    @Test
    void aSignatureIsThatOfTheBodyInAnyOfItsFormsAndItsTimestampIsOfNow(HookBridge service, Account account)
            throws Exception {
        String path = path(inbound(
                account,
                ", \"verify_hmac\": true, \"hmac_header_name\": \"X-Sign\", \"hmac_secret\": \"s\","
                        + " \"timestamp_header_name\": \"X-Time\", \"timestamp_ttl_seconds\": 600"));
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] signature = hmac("s", body);
        String hex = HexFormat.of().formatHex(signature);
        String now = service.now().toString();
        String early = service.now().minus(Duration.ofMinutes(20)).toString();

        assertThat(Stream.of(
                        sent(account, path, body, "X-Sign", hex, "X-Time", now),
                        sent(account, path, body, "X-Sign", "sha256=" + hex, "X-Time", now),
                        sent(
                                account,
                                path,
                                body,
                                "X-Sign",
                                Base64.getEncoder().encodeToString(signature),
                                "X-Time",
                                String.valueOf(service.now().getEpochSecond()))))
                .extracting(Reply::status)
                .containsOnly(202);
        assertThat(Stream.of(
                        sent(account, path, new byte[1], "X-Sign", hex, "X-Time", now),
                        sent(account, path, body, "X-Time", now),
                        sent(account, path, body, "X-Sign", "?", "X-Time", now),
                        sent(account, path, body, "X-Sign", hex),
                        sent(account, path, body, "X-Sign", hex, "X-Time", "noon"),
                        sent(account, path, body, "X-Sign", hex, "X-Time", early)))
                .extracting(Reply::outcome)
                .containsOnly("401 UNAUTHORIZED");
        assertThat(reason(account)).isEqualTo("hmac_failed");
    }

    private static byte[] hmac(String secret, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(body);
    }

    @Test
    void aMessageUnderTheSameKeyIsTheFirstOne(Account account) {
        String path = path(inbound(account, ", \"idempotency_header_names\": [\"X-Id\", \"X-Part\"]"));
        String other = path(inbound(account, ", \"idempotency_header_names\": [\"X-Id\"]"));
        String key = "k".repeat(4000);
        String first = sent(account, path, new byte[1], "X-Id", key).at("data.message_id");

        assertThat(sent(account, path, new byte[2], "x-id", key).at("data.message_id"))
                .isEqualTo(first);
        assertThat(Stream.of(
                                sent(account, path, new byte[1], "X-Id", key, "X-Part", "2"),
                                sent(account, path, new byte[1]),
                                sent(account, other, new byte[1], "X-Id", key))
                        .map(reply -> reply.at("data.message_id")))
                .doesNotContain(first)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsInboundOfAnotherTenantIsNotFound(HookBridge service, Account account) {
        Account other = service.account();
        Map<String, Object> inbound = inbound(other, "");
        String aimed = ROUTE + "/" + inbound.get("id");
        String message = sent(other, path(inbound), new byte[1]).at("data.message_id");

        assertThat(Stream.of(
                        account.get(aimed),
                        account.patch(aimed, "{}"),
                        account.delete(aimed),
                        account.post(aimed + "/pause", null),
                        account.post(aimed + "/resume", null),
                        account.get("/v1/inbound-messages/" + message),
                        account.get("/v1/inbound-logs?inbound_endpoint_id=" + inbound.get("id")),
                        account.get(REJECTIONS + "?inbound_endpoint_id=" + inbound.get("id"))))
                .extracting(Reply::outcome)
                .containsOnly("404 NOT_FOUND");
        assertThat(Stream.of(ROUTE, "/v1/inbound-logs", REJECTIONS)
                        .map(list -> account.get(list).at("data")))
                .containsOnly("[]");
        assertThat(other.get(aimed).status()).isEqualTo(200);
    }
}
