package com.example.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.caller.Main;
import com.example.clients.harbor.HarborError;
import com.example.clients.harpoon.HarpoonError;
import com.example.clients.hookbridge.HookBridgeError;
import dev.errata.reference.harbor.HarborApplication;
import dev.errata.reference.harbor.HarborKeys;
import dev.errata.reference.harborprotocol.HarborProtocolApplication;
import dev.errata.reference.harmont.HarmontApplication;
import dev.errata.reference.harmont.HarmontTokens;
import dev.errata.reference.harpoon.HarpoonApplication;
import dev.errata.reference.harpoon.HarpoonKeys;
import dev.errata.reference.hookbridge.HookBridgeApplication;
import dev.errata.reference.hookbridge.HookBridgeKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Each sample against the real service. */
class SamplesTest {
    private static final String EVENT =
            "{\"workspace_id\": \"ws_demo\", \"type\": \"invoice.paid\", \"payload\": {\"number\": %d}}";

    @TempDir
    private Path data;

    private ConfigurableApplicationContext start(SpringApplicationBuilder service) {
        return service.run("--server.port=0", "--reference.data=" + data);
    }

    private static String base(ConfigurableApplicationContext service) {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                        .getPort();
    }

    @Test
    void aPaymentIsMadeAndABadAmountIsTheCallersWords() {
        try (ConfigurableApplicationContext service = start(HarpoonApplication.builder())) {
            HarpoonPayments payments = new HarpoonPayments(
                    base(service), HarpoonKeys.demo().texts().get("secret"));

            assertThat(payments.create("10.00", "Two lamps")).contains("\"amount\":\"10.00\"");
            assertThatThrownBy(() -> payments.create("ten", "Two lamps"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Please enter a valid amount")
                    .hasCauseInstanceOf(HarpoonError.InvalidAmount.class);
            assertThat(Samples.run("harpoon", base(service), "nobody"))
                    .startsWith("Harpoon answered 401 INVALID_API_KEY: ");
        }
    }

    @Test
    void anEventIsPublishedOnceAndAnotherUnderItsNameIsExplained() {
        try (ConfigurableApplicationContext service = start(HarborApplication.builder())) {
            String key = HarborKeys.demo().texts().get("sandbox");
            String first = new HarborEvents(base(service), key).publish("invoice-7", EVENT.formatted(7));
            // Another process: within one, the client itself keeps a key to its request.
            HarborEvents elsewhere = new HarborEvents(base(service), key);

            HarborError refused =
                    catchThrowableOfType(HarborError.class, () -> elsewhere.publish("invoice-7", EVENT.formatted(8)));

            assertThat(HarborEvents.explain(refused)).isEqualTo("This was published before, with another payload.");
            assertThat(new HarborEvents(base(service), key).publish("invoice-7", EVENT.formatted(7)))
                    .isEqualTo(first);
            assertThat(Samples.run("harbor", base(service), key)).isEqualTo(first);
        }
    }

    @Test
    void theCallerOfTheReadmeIsToldThatThereIsNoSuchEvent() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ConfigurableApplicationContext service = start(HarborApplication.builder())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Main.main(new String[] {base(service), HarborKeys.demo().texts().get("sandbox")});
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("There is no such event.\nHarbor answered 404 resource_not_found: No event found with id"
                        + " evt_1. (GET /v1/events/evt_1, request req_");
    }

    @Test
    void aMessageToNobodySaysWhatIsMissing() {
        try (ConfigurableApplicationContext service = start(HookBridgeApplication.builder())) {
            HookBridgeMessages messages = new HookBridgeMessages(
                    base(service), HookBridgeKeys.demo().texts().get("pro"));

            HookBridgeError refused = catchThrowableOfType(
                    HookBridgeError.class, () -> messages.send("ep_00000000000000000000000000000000", "one", "{}"));

            assertThat(refused).isInstanceOf(HookBridgeError.NotFound.class);
            assertThat(((HookBridgeError.NotFound) refused).resource()).isEqualTo("endpoint");
            assertThat(refused.requestId()).startsWith("req_");
            assertThat(refused.attempts()).hasSize(1);
            assertThat(Samples.run(
                            "hookbridge",
                            base(service),
                            HookBridgeKeys.demo().texts().get("pro")))
                    .startsWith("HookBridge answered 404 NOT_FOUND: ");
        }
    }

    @Test
    void aBuildThatIsNotThereSaysSoAndAStrangerIsSentToSignIn() {
        try (ConfigurableApplicationContext service = start(HarmontApplication.builder())) {
            HarmontBuilds builds =
                    new HarmontBuilds(base(service), HarmontTokens.demo().get("api"));

            assertThat(builds.cancel("demo", "web", 999)).contains("999");
            assertThat(new HarmontBuilds(base(service), "nobody").cancel("demo", "web", 14))
                    .isEqualTo("Sign in again.");
            assertThat(Samples.run("harmont", base(service), "nobody")).isEqualTo("Sign in again.");
        }
    }

    @Test
    void aRunIsStartedWithATokenThatIsRenewedWhenItIsRefused() {
        try (ConfigurableApplicationContext service = start(HarborProtocolApplication.builder())) {
            AtomicInteger asked = new AtomicInteger();
            AgentRuns runs =
                    new AgentRuns(base(service), () -> asked.getAndIncrement() == 0 ? "stale" : token(base(service)));

            String started = runs.start("What is in the harbor?");

            assertThat(started).contains("\"task_id\":\"");
            assertThat(asked).hasValue(2);
            assertThat(runs.task("task_of_nobody")).isEmpty();
            assertThat(Samples.run("harbor-protocol", base(service), token(base(service))))
                    .contains("\"task_id\":\"");
        }
    }

    /** As an identity provider gives one. */
    private static String token(String base) {
        try {
            String answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(base + "/v1/dev/bootstrap.json"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return answer.replaceFirst("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
