package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Mailroom;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The master key is changed while three nodes serve, as docs/operate.md says. */
@EnabledIf("several")
class MasterKeyTest {
    private static final String OLD = key(1);
    private static final String NEW = key(2);

    @TempDir
    private Path data;

    static boolean several() {
        return TestDatabase.place() == Place.POSTGRES;
    }

    private static String key(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void keysCursorsAndSecretsOfWebhooksHoldAtEveryStep() {
        try (Mailroom mailroom = new Mailroom()) {
            List<HookBridge> nodes = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    nodes.add(start(mailroom, OLD));
                }
                Account account = nodes.get(0).account();
                Map<String, Object> endpoint = account.endpoint(Mailroom.address("ear"));
                for (int i = 0; i < 2; i++) {
                    account.message(String.valueOf(endpoint.get("id")), "{\"early\": " + i + "}");
                }
                String cursor = account.get("/v1/logs?limit=1").at("meta.next_cursor");

                for (String keys : List.of(OLD + " " + NEW, NEW + " " + OLD, NEW)) {
                    for (int i = 0; i < 3; i++) {
                        nodes.remove(0).close();
                        nodes.add(start(mailroom, keys));
                        for (HookBridge node : nodes) {
                            assertThat(account.at(node)
                                            .get("/v1/logs?limit=1&cursor=" + cursor)
                                            .outcome())
                                    .isEqualTo("200");
                        }
                        hears(mailroom, account.at(nodes.get(i)), endpoint);
                    }
                }
            } finally {
                nodes.forEach(HookBridge::close);
            }
        }
    }

    private HookBridge start(Mailroom mailroom, String keys) {
        return HookBridge.start(data, "--reference.master-key=" + keys, mailroom.setting());
    }

    /** Sends a message twice under one key, and has the receiver believe it. */
    private static void hears(Mailroom mailroom, Account account, Map<String, Object> endpoint) {
        int before = mailroom.heard("ear").size();
        String id = String.valueOf(endpoint.get("id"));
        String keyed = ", \"idempotency_key\": \"" + before + "\"";
        String message = account.send(id, "{}", keyed).at("data.message_id");
        assertThat(account.send(id, "{}", keyed).at("data.message_id")).isEqualTo(message);

        account.awaitDelivery(message);
        List<Heard> heard = mailroom.heard("ear");
        assertThat(heard.get(heard.size() - 1)
                        .verified(
                                WebhookConfiguration.SCHEME,
                                String.valueOf(endpoint.get("signing_secret")),
                                Instant.now()))
                .isTrue();
    }
}
