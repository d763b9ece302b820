package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.client.fake.FakeApi;
import dev.errata.client.fake.FakeServer;
import dev.errata.core.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The samples of the README, word by word. */
class ReadmeTest {
    private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final Catalog catalog = Catalogs.harbor();
    private final List<String> log = new ArrayList<>();

    @Test
    void everySampleStandsInThisFileOrAmongTheExamples() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String here = squeezed(Files.readString(Path.of("src/test/java/dev/errata/client/ReadmeTest.java"))
                + sources(Path.of("../../examples/clients/src/main/java")));
        List<String> missing = new ArrayList<>();
        int samples = 0;
        for (Matcher sample = SAMPLE.matcher(readme); sample.find(); samples++) {
            if (!here.contains(squeezed(sample.group(1)))) {
                missing.add(sample.group(1));
            }
        }

        assertThat(missing).isEmpty();
        assertThat(samples).isEqualTo(12);
    }

    /** What the tests of that module run. */
    private static String sources(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void sendsAndTellsWhatFailed() {
        FakeApi api = FakeApi.of(catalog);
        api.then(201, "{}").fails("resource_not_found").with("resource", "event");
        try (FakeServer server = api.listen()) {
            String base = server.base();
            ErrataClient client = ErrataClient.of(catalog, base)
                    .bearer("sk_test_1")
                    .idempotencyKeys()
                    .build();
            Response response = client.send(Request.post("/v1/events", "{\"type\":\"order.paid\"}"));
            assertThat(response.status()).isEqualTo(201);
            fails(client);
        }
        assertThat(log.get(0))
                .startsWith("Harbor answered 404 resource_not_found: No event found with id resource_id."
                        + " (GET /v1/events/evt_1, request req_fake_1, 1 attempt in ");
        assertThat(log.get(1)).isEqualTo("no event");
        assertThat(api.requests().get(0).header("Idempotency-Key")).isNotNull();
    }

    @SuppressWarnings("CheckReturnValue")
    private void fails(ErrataClient client) {
        try {
            client.send(Request.get("/v1/events/evt_1"));
        } catch (ApiErrorException e) {
            log.add(e.getMessage());
            switch (String.valueOf(e.code())) {
                case "resource_not_found" -> log.add("no " + e.details().text("resource"));
                case "rate_limit_exceeded" -> log.add("come back at " + e.retryAt());
                default -> throw e;
            }
        } catch (NoAnswerException e) {
            log.add(e.isOutcomeUnknown() ? "look whether it happened" : "it did not happen");
        }
    }

    @Test
    void tellsThePolicy() throws IOException {
        RetryPolicy patient = RetryPolicy.builder()
                .attempts(5)
                .deadline(Duration.ofMinutes(2))
                .build();
        log.add(patient.toString());

        assertThat(Files.readString(Path.of("README.md"))).contains(log.get(0));
    }

    /** Where tokens come from. */
    private static final class Vault {
        private int tokens;

        String token(@Nullable String refused) {
            return refused == null ? "first" : "fresh" + ++tokens;
        }
    }

    @Test
    void getsFreshCredentials() {
        Vault vault = new Vault();
        FakeApi api = FakeApi.of(catalog);
        api.fails("authentication_failed").then(200, "{}");
        Credentials credentials = refused -> CompletableFuture.supplyAsync(() -> "Bearer " + vault.token(refused));

        Response response = api.client().credentials(credentials).build().send(Request.get("/v1/events"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(api.requests().get(1).header("Authorization")).isEqualTo("Bearer fresh1");
    }

    @Test
    void fakesAnApi() {
        FakeApi api = FakeApi.of(catalog);
        api.fails("rate_limit_exceeded").retryAfter(2).then(200, "{}");

        Response response = api.client().build().send(Request.get("/v1/events"));

        assertThat(response.attempts()).hasSize(2);
        assertThat(api.time().waits().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }
}
