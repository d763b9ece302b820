package dev.errata.spring.guards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardChain;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.InMemoryApiKeyStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.InMemoryGuardStores;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Guards that stand because of properties, seen from outside. */
class GuardsTest {
    private static final ApiKeyFormat FORMAT = ApiKeyFormat.of("shop_");
    private static final String ACME = key(1);
    private static final String GLOBEX = key(2);
    private static final String INITECH = key(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "guards.md");

    private static String key(int seed) {
        return FORMAT.mint(FORMAT.prefix(ApiKeyFormat.SECRET, true), new Random(seed))
                .text();
    }

    /** An application with properties of its own, and perhaps beans. */
    private record Shop(ConfigurableApplicationContext context) implements AutoCloseable {
        static Shop with(Class<?> beans, String... properties) {
            List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
            for (String property : properties) {
                arguments.add("--" + property);
            }
            return new Shop(new SpringApplicationBuilder(GuardedShop.class, beans)
                    .logStartupInfo(false)
                    .run(arguments.toArray(String[]::new)));
        }

        /** The four lines of docs/guards.md. */
        static Shop ofFourLines(String... more) {
            List<String> properties = new ArrayList<>(List.of(
                    "errata.guards.paths=/v1/**",
                    "errata.guards.keys.prefix=shop_",
                    "errata.guards.keys.accounts.acme.key=" + ACME,
                    "errata.guards.limits.requests-per-minute.window=1m"));
            properties.addAll(List.of(more));
            return with(NoBeans.class, properties.toArray(String[]::new));
        }

        /** Status, and the code or the whole body. */
        String get(String path, String key) throws IOException, InterruptedException {
            HttpResponse<String> answer = answer(path, key);
            JsonNode code = new JsonMapper().readTree(answer.body()).path("code");
            return answer.statusCode() + " " + (code.isMissingNode() ? answer.body() : code.asString());
        }

        HttpResponse<String> answer(String path, String key) throws IOException, InterruptedException {
            int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                    .getPort();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            return HTTP.send(request.build(), BodyHandlers.ofString());
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoBeans {}

    @Test
    void anApiKeyAndThreeRequestsAMinuteAreFourLines() throws Exception {
        try (Shop shop = Shop.ofFourLines()) {
            assertThat(shop.get("/v1/orders", "")).isEqualTo("401 AUTH_MISSING");
            assertThat(shop.get("/v1/orders", GLOBEX)).isEqualTo("401 AUTH_UNKNOWN");
            assertThat(shop.get("/v1/orders", "shop_nothing")).isEqualTo("401 AUTH_MALFORMED");
            assertThat(shop.get("/about", "")).isEqualTo("200 {\"shop\":\"open\"}");

            HttpResponse<String> first = shop.answer("/v1/orders", ACME);
            assertThat(first.body()).isEqualTo("{\"acme\":[]}");
            assertThat(first.headers().firstValue("X-RateLimit-Limit")).hasValue("3");
            assertThat(first.headers().firstValue("X-RateLimit-Remaining")).hasValue("2");
            shop.get("/v1/orders", ACME);
            shop.get("/v1/orders", ACME);

            HttpResponse<String> fourth = shop.answer("/v1/orders", ACME);
            assertThat(fourth.statusCode()).isEqualTo(429);
            assertThat(fourth.headers().firstValue("Retry-After")).hasValue("60");
            assertThat(fourth.body()).contains("\"code\":\"LIMIT_RATE_KEY\"");
        }
    }

    @Test
    void callersAreCountedApartAndHaveTheirScopesAndNetworks() throws Exception {
        try (Shop shop = Shop.ofFourLines(
                "errata.guards.keys.accounts.globex.key=" + GLOBEX,
                "errata.guards.keys.accounts.globex.scopes=orders:write,orders:read",
                "errata.guards.keys.accounts.initech.key=" + INITECH,
                "errata.guards.keys.accounts.initech.addresses=203.0.113.0/24")) {
            for (int i = 0; i < 3; i++) {
                assertThat(shop.get("/v1/orders", ACME)).isEqualTo("200 {\"acme\":[]}");
            }
            assertThat(shop.get("/v1/orders", ACME)).isEqualTo("429 LIMIT_RATE_KEY");
            assertThat(shop.get("/v1/orders", GLOBEX)).isEqualTo("200 {\"globex\":[\"orders:read\",\"orders:write\"]}");
            assertThat(shop.get("/v1/orders", INITECH)).isEqualTo("403 PERMISSION_ADDRESS");
        }
    }

    @Test
    void whoIsRefusedAnywayTakesNothingFromWhatAllShare() throws Exception {
        try (Shop shop = Shop.ofFourLines("errata.guards.limits.requests-per-minute.per=global")) {
            for (int i = 0; i < 4; i++) {
                assertThat(shop.get("/v1/orders", "")).isEqualTo("401 AUTH_MISSING");
            }
            for (int i = 0; i < 3; i++) {
                assertThat(shop.get("/v1/orders", ACME)).isEqualTo("200 {\"acme\":[]}");
            }
            assertThat(shop.get("/v1/orders", ACME)).isEqualTo("429 LIMIT_RATE_GLOBAL");
        }
    }

    @Test
    void anAddressThatSendsTooMuchIsRefusedBeforeItsKeyIsLookedAt() throws Exception {
        try (Shop shop = Shop.ofFourLines("errata.guards.limits.requests-per-minute.per=address")) {
            for (int i = 0; i < 3; i++) {
                assertThat(shop.get("/v1/orders", "")).isEqualTo("401 AUTH_MISSING");
            }
            assertThat(shop.get("/v1/orders", "")).isEqualTo("429 LIMIT_RATE_ADDRESS");
            assertThat(shop.get("/v1/orders", ACME)).isEqualTo("429 LIMIT_RATE_ADDRESS");
        }
    }

    @Test
    void whoGuessesIsLockedOutWithTheRightKeyToo() throws Exception {
        try (Shop shop = Shop.ofFourLines("errata.guards.keys.lock.failures=2")) {
            shop.get("/v1/orders", key(7));
            shop.get("/v1/orders", key(8));

            HttpResponse<String> locked = shop.answer("/v1/orders", ACME);
            assertThat(locked.statusCode()).isEqualTo(429);
            assertThat(locked.body()).contains("\"code\":\"LIMIT_LOCK\"");
            assertThat(locked.headers().firstValue("Retry-After")).hasValue("900");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/shop"})
    void aPathLeadsPastTheGuardsOnlyWhereItLeadsToWhatIsOpen(String context) throws Exception {
        try (Shop shop =
                Shop.ofFourLines("errata.guards.open-paths=/v1/status", "server.servlet.context-path=" + context)) {
            assertThat(shop.get(context + "/v1/status", "")).isEqualTo("200 {\"up\":true}");
            assertThat(shop.get(context + "/about", "")).isEqualTo("200 {\"shop\":\"open\"}");
            for (String path : List.of(
                    "/v1/orders",
                    "/%76%31/orders",
                    "/v1;x=1/orders",
                    "/about/../v1/orders",
                    "/about/%2e%2e/v1/orders",
                    "/v1/status/../orders",
                    "/v1/status;a=b/../orders",
                    "/./v1/orders",
                    "//v1/orders",
                    "/about//../v1/orders")) {
                assertThat(shop.answer(context + path, "").statusCode())
                        .as(path)
                        .isNotEqualTo(200);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        ApiKeyStore store() {
            return new InMemoryApiKeyStore();
        }
    }

    @Test
    void keysOfTheApplicationsOwnStoreAreMintedWhileItRuns() throws Exception {
        try (Shop shop = Shop.with(
                OwnStore.class,
                "errata.guards.keys.prefix=shop_",
                "errata.guards.keys.pepper=a long secret of the shop")) {
            ApiKeyGrant grant = new ApiKeyGrant(
                    "umbrella", "user_1", ApiKeyFormat.SECRET, true, Set.of("orders:read"), AddressList.none(), null);
            String minted = shop.context().getBean(ApiKeys.class).mint(grant).text();

            assertThat(shop.get("/v1/orders", minted)).isEqualTo("200 {\"umbrella\":[\"orders:read\"]}");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {
        // docs/guards.md
        @Bean
        GuardChain guards(Guards guards, Catalog catalog, TenantGuard tenants) {
            return guards.guard(tenants)
                    .limits(RateLimit.of(catalog, "requests-per-minute", Level.GLOBAL, Duration.ofMinutes(1)))
                    .chain();
        }
        // end

        @Bean
        TenantGuard tenants() {
            return new TenantGuard();
        }
    }

    /** Something that an application checks by itself. */
    static final class TenantGuard implements Guard {
        @Override
        public @Nullable ApiError check(GuardedRequest request) {
            request.answerHeader(
                    "X-Tenant",
                    Objects.requireNonNull(request.get(Caller.class)).owner());
            return null;
        }
    }

    @Test
    void aChainInJavaGoesOnWhereThePropertiesEnd() throws Exception {
        try (Shop shop = Shop.with(
                OwnChain.class,
                "errata.guards.keys.prefix=shop_",
                "errata.guards.keys.accounts.acme.key=" + ACME,
                "errata.guards.keys.accounts.globex.key=" + GLOBEX)) {
            assertThat(shop.get("/v1/orders", "")).isEqualTo("401 AUTH_MISSING");
            assertThat(shop.answer("/v1/orders", ACME).headers().firstValue("X-Tenant"))
                    .hasValue("acme");
            shop.get("/v1/orders", ACME);
            shop.get("/v1/orders", ACME);
            assertThat(shop.get("/v1/orders", GLOBEX)).isEqualTo("429 LIMIT_RATE_GLOBAL");
        }
    }

    @Test
    void withoutAPropertyNothingIsGuarded() throws Exception {
        try (Shop shop = Shop.with(NoBeans.class)) {
            assertThat(shop.get("/v1/status", "")).isEqualTo("200 {\"up\":true}");
            assertThat(shop.context().getBean(GuardStores.class)).isInstanceOf(InMemoryGuardStores.class);
        }
    }

    private static FailureAnalysis failure(Class<?> beans, String... properties) {
        try (Shop started = Shop.with(beans, properties)) {
            throw new AssertionError("It started: " + started);
        } catch (RuntimeException e) {
            return Objects.requireNonNull(new GuardsFailureAnalyzer().analyze(e));
        }
    }

    @Test
    void whatCannotStandIsToldAtTheStart() {
        FailureAnalysis key = failure(
                NoBeans.class, "errata.guards.keys.prefix=shop_", "errata.guards.keys.accounts.acme.key=shop_typo");
        assertThat(key.getDescription())
                .isEqualTo("errata.guards.keys.accounts.acme.key is no key of the form shop_…: its prefix, length or"
                        + " checksum is wrong.");
        assertThat(key.getAction())
                .isEqualTo("Make one by `errata key shop_`, and set it from where your secrets are."
                        + " See docs/errors.md#guards_unusable");

        FailureAnalysis unknown = failure(
                NoBeans.class, "errata.guards.keys.prefix=shop_", "errata.guards.limits.requests-per-hour.window=1h");
        assertThat(unknown.getDescription())
                .isEqualTo("errata.guards.limits.requests-per-hour cannot be used. The catalog of Test has no limit"
                        + " 'requests-per-hour'; errata.yaml has [requests-per-minute]. Add it under limits: there.");

        FailureAnalysis nobody = failure(NoBeans.class, "errata.guards.limits.requests-per-minute.window=1m");
        assertThat(nobody.getDescription())
                .isEqualTo(
                        "errata.guards.limits.requests-per-minute counts per key, and nobody is asked for an API key.");
        assertThat(nobody.getAction())
                .isEqualTo(
                        "Set errata.guards.keys.prefix, or errata.guards.limits.requests-per-minute.per=address or global."
                                + " See docs/errors.md#guards_unusable");

        FailureAnalysis pepper = failure(OwnStore.class, "errata.guards.keys.prefix=shop_");
        assertThat(pepper.getDescription())
                .isEqualTo("errata.guards.keys.pepper has 0 bytes, and the keys in the application's ApiKeyStore are"
                        + " hashed under it.");

        FailureAnalysis both = failure(
                OwnStore.class, "errata.guards.keys.prefix=shop_", "errata.guards.keys.accounts.acme.key=" + ACME);
        assertThat(both.getDescription())
                .isEqualTo(
                        "errata.guards.keys.accounts names [acme], and the application has an ApiKeyStore of its own.");

        FailureAnalysis twice = failure(
                NoBeans.class,
                "errata.guards.keys.prefix=shop_",
                "errata.guards.keys.accounts.acme.key=" + ACME,
                "errata.guards.keys.accounts.globex.key=" + ACME);
        assertThat(twice.getDescription()).endsWith(".key is the key of another account too.");

        FailureAnalysis scope = failure(
                NoBeans.class,
                "errata.guards.keys.prefix=shop_",
                "errata.guards.keys.accounts.acme.key=" + ACME,
                "errata.guards.keys.accounts.acme.scopes=a b");
        assertThat(scope.getDescription())
                .startsWith("errata.guards.keys.accounts.acme cannot be used. Scope 'a b'")
                .doesNotContain(ACME);
    }

    @Test
    void everyPropertyIsDescribedForEditorsAndInTheDocument() throws IOException {
        JsonNode metadata;
        try (InputStream in =
                GuardsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new JsonMapper().readTree(in);
        }
        List<String> described = new ArrayList<>();
        for (JsonNode property : metadata.path("properties")) {
            assertThat(property.path("description").asString()).endsWith(".");
            described.add(property.path("name").asString());
        }
        List<String> bound = new ArrayList<>();
        names("errata.guards", GuardsProperties.class, bound);

        String document = Files.readString(DOCUMENT);
        for (String property : bound) {
            assertThat(document).contains("| `" + property + "` |");
        }
        List<String> flat = new ArrayList<>(
                bound.stream().filter(name -> !name.contains("NAME")).toList());
        flat.addAll(List.of("errata.guards.keys.accounts", "errata.guards.limits"));
        assertThat(described).isEqualTo(flat);
    }

    private static void names(String prefix, Class<?> type, List<String> found) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            switch (component.getName()) {
                case "keys" -> names(name, GuardsProperties.Keys.class, found);
                case "accounts" -> names(name + ".NAME", GuardsProperties.Account.class, found);
                case "lock" -> names(name, GuardsProperties.Lock.class, found);
                case "limits" -> names(name + ".NAME", GuardsProperties.Limit.class, found);
                default -> found.add(name);
            }
        }
    }

    @Test
    void theDocumentShowsWhatRunsHere() throws IOException {
        String source = Files.readString(
                Path.of("src", "test", "java", "dev", "errata", "spring", "guards", "GuardsTest.java"));
        String from = "        // docs/guards.md\n";
        String region = source.substring(source.indexOf(from) + from.length(), source.indexOf("        // end\n"));

        assertThat(Files.readString(DOCUMENT))
                .contains("```java\n" + region.stripTrailing().stripIndent() + "\n```")
                .contains("""
                        ```properties
                        errata.guards.paths=/v1/**
                        errata.guards.keys.prefix=shop_
                        errata.guards.keys.accounts.acme.key=${ACME_KEY}
                        errata.guards.limits.requests-per-minute.window=1m
                        ```""");
    }
}
