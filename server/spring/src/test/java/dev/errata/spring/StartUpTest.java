package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errata.core.Catalog;
import dev.errata.core.CatalogProvider;
import dev.errata.door.kit.TestCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which catalog a service answers with, and what it says when it does not know. */
class StartUpTest {
    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ErrataAutoConfiguration.class, JacksonAutoConfiguration.class));

    /** Found by name in the service file that a test writes. */
    public static final class First implements CatalogProvider {
        @Override
        public Catalog catalog() {
            return TestCatalog.build();
        }
    }

    /** The second one. */
    public static final class Second implements CatalogProvider {
        @Override
        public Catalog catalog() {
            return TestCatalog.build();
        }
    }

    @TempDir
    private Path folder;

    @Test
    void serviceWithoutACatalogDoesNotStart() {
        runner.run(context -> {
            FailureAnalysis analysis = new CatalogFailureAnalyzer().analyze(context.getStartupFailure());

            assertThat(analysis.getDescription())
                    .isEqualTo("No error catalog was found: the class path has no dev.errata.core.CatalogProvider.");
            assertThat(analysis.getAction())
                    .isEqualTo("Let the errata Maven plugin generate one from your pages (goal generate), or declare a "
                            + "bean of type dev.errata.core.Catalog."
                            + " See docs/errors.md#server_catalog");
        });
    }

    @Test
    void serviceWithTwoCatalogsDoesNotStart() throws IOException {
        try (URLClassLoader loader = providing(First.class, Second.class)) {
            runner.withClassLoader(loader).run(context -> {
                FailureAnalysis analysis = new CatalogFailureAnalyzer().analyze(context.getStartupFailure());

                assertThat(analysis.getDescription())
                        .isEqualTo("There are 2 error catalogs on the class path: dev.errata.spring.StartUpTest$First, "
                                + "dev.errata.spring.StartUpTest$Second. A service answers with one.");
                assertThat(analysis.getAction())
                        .isEqualTo("Remove the others from the class path, or declare a bean of type "
                                + "dev.errata.core.Catalog that returns the one to use."
                                + " See docs/errors.md#server_catalog");
            });
        }
    }

    @Test
    void onlyCatalogOfTheClassPathIsTaken() throws IOException {
        try (URLClassLoader loader = providing(First.class)) {
            runner.withClassLoader(loader)
                    .run(context ->
                            assertThat(context.getBean(Catalog.class).api()).isEqualTo("Fifty Ways"));
        }
    }

    @Test
    void catalogOfTheApplicationComesBeforeAnyOfTheClassPath() throws IOException {
        Catalog own = TestCatalog.build();
        try (URLClassLoader loader = providing(First.class, Second.class)) {
            runner.withClassLoader(loader)
                    .withBean(Catalog.class, () -> own)
                    .run(context -> assertThat(context.getBean(Catalog.class)).isSameAs(own));
        }
    }

    @Test
    void failuresAreShownByBoot() {
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {}));

        assertThat(analyzers)
                .hasAtLeastOneElementOfType(CatalogFailureAnalyzer.class)
                .hasAtLeastOneElementOfType(SettingFailureAnalyzer.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://app.example/ | has something behind its host and port",
                "https://app.example/path | has something behind its host and port",
                "https://me@app.example | has a user",
                "https://app.example:443 | names the port that browsers leave out for its scheme",
                "https://*.example | is a pattern; only whole origins are taken",
                "app.example | has no scheme with :// before its host",
                "localhost:3000 | has no scheme with :// before its host",
                "null | has no scheme with :// before its host",
                "https://app example | is no address",
            })
    void originThatNoBrowserSendsStopsTheStart(String origin, String wrong) {
        runner.withBean(Catalog.class, TestCatalog::build)
                .withPropertyValues(
                        "errata.cors.allowed-origins[0]=http://localhost:3000",
                        "errata.cors.allowed-origins[1]=" + origin)
                .run(context -> originsAreUnusable(
                        context.getStartupFailure(),
                        "errata.cors.allowed-origins has \"" + origin + "\", which " + wrong + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "cafe", "10.0.0.0/33", "10.0.0", "::1/", "300.0.0.1", "10.0.0.0/x"})
    void proxyThatIsNoAddressStopsTheStart(String proxy) {
        runner.withBean(Catalog.class, TestCatalog::build)
                .withPropertyValues("errata.trusted-proxies[0]=::1", "errata.trusted-proxies[1]=" + proxy)
                .run(context -> {
                    FailureAnalysis analysis = new SettingFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .isEqualTo("errata.trusted-proxies has \"" + proxy
                                    + "\", which is neither an address nor a range of them.");
                    assertThat(analysis.getAction())
                            .isEqualTo("Write addresses and ranges such as 127.0.0.1, 10.0.0.0/8, ::1 or fd00::/8;"
                                    + " names are not looked up. See docs/errors.md#proxies_unusable");
                });
    }

    @Test
    void twoSettingsOfWhomToBelieveStopTheStart() {
        runner.withBean(Catalog.class, TestCatalog::build)
                .withPropertyValues("errata.trusted-proxies=::1", "server.forward-headers-strategy=native")
                .run(context -> {
                    FailureAnalysis analysis = new SettingFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .isEqualTo("errata.trusted-proxies names whom to believe, and"
                                    + " server.forward-headers-strategy is native.");
                    assertThat(analysis.getAction())
                            .isEqualTo(
                                    "Leave server.forward-headers-strategy out; errata.trusted-proxies configures the"
                                            + " server by itself. See docs/errors.md#proxies_unusable");
                });
    }

    @Test
    void anyOriginWithCredentialsStopsTheStart() {
        WebApplicationContextRunner any =
                runner.withBean(Catalog.class, TestCatalog::build).withPropertyValues("errata.cors.allowed-origins=*");
        any.run(context -> assertThat(context).hasNotFailed());
        any.withPropertyValues("errata.cors.allow-credentials=true")
                .run(context -> originsAreUnusable(
                        context.getStartupFailure(),
                        "errata.cors.allowed-origins has \"*\", which would let every page act with the cookies of its"
                                + " visitors."));
    }

    private static void originsAreUnusable(@Nullable Throwable failure, String description) {
        FailureAnalysis analysis = new SettingFailureAnalyzer().analyze(failure);

        assertThat(analysis.getDescription()).isEqualTo(description);
        assertThat(analysis.getAction())
                .isEqualTo("Write scheme, host and port as browsers send them in Origin, such as https://app.example or"
                        + " http://localhost:3000; * means any, where errata.cors.allow-credentials is false."
                        + " See docs/errors.md#cors_unusable");
    }

    @Test
    void readingOfJsonIsStrictWhereTheApplicationAsksForItAndItsOwnSettingsCome() {
        WebApplicationContextRunner known =
                runner.withBean(Catalog.class, TestCatalog::build).withPropertyValues("errata.json.strict=true");
        known.run(context -> {
            JsonMapper mapper = context.getBean(JsonMapper.class);
            assertThat(mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                    .isTrue();
            assertThat(mapper.tokenStreamFactory().streamReadConstraints().getMaxNestingDepth())
                    .isEqualTo(64);
        });
        known.withPropertyValues(
                        "spring.jackson.deserialization.fail-on-unknown-properties=false",
                        "spring.jackson.factory.constraints.read.max-nesting-depth=9")
                .run(context -> {
                    JsonMapper mapper = context.getBean(JsonMapper.class);
                    assertThat(mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                            .isFalse();
                    assertThat(mapper.tokenStreamFactory()
                                    .streamReadConstraints()
                                    .getMaxNestingDepth())
                            .isEqualTo(9);
                });
    }

    @Test
    void readingOfJsonIsThatOfBootUntilTheApplicationAsksForMore() {
        runner.withBean(Catalog.class, TestCatalog::build).run(context -> {
            JsonMapper mapper = context.getBean(JsonMapper.class);
            assertThat(mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                    .isFalse();
            assertThat(mapper.tokenStreamFactory().streamReadConstraints().getMaxNestingDepth())
                    .isEqualTo(500);
            assertThat(mapper.readValue("7", String.class)).isEqualTo("7");
        });
    }

    record Named(@Nullable String name, @Nullable Integer id) {}

    /** The last is text behind the value, which Jackson refuses by itself. */
    private static final Map<String, String> JSON = Map.of(
            "unknown", "{\"name\":\"a\",\"more\":1}",
            "repeated", "{\"name\":\"a\",\"name\":\"b\"}",
            "other-type", "{\"id\":\"1\"}",
            "half", "{\"name\":\"\\ud800\"}",
            "nul", "{\"name\":\"\\u0000\"}",
            "deep", "[".repeat(65) + "]".repeat(65),
            "behind", "{\"name\":\"a\"} x");

    @ParameterizedTest
    @CsvSource({
        "strict=false, behind",
        "refuse-unknown-members=true, behind unknown",
        "refuse-repeated-members=true, behind repeated",
        "refuse-other-types=true, behind other-type",
        "refuse-unstorable-text=true, behind half nul",
        "bounded=true, behind deep",
        "strict=true, behind deep half nul other-type repeated unknown",
    })
    void eachStrictnessHasItsOwnSwitch(String property, String refused) {
        runner.withBean(Catalog.class, TestCatalog::build)
                .withPropertyValues("errata.json." + property)
                .run(context -> {
                    JsonMapper mapper = context.getBean(JsonMapper.class);
                    assertThat(JSON.entrySet().stream()
                                    .filter(json -> refuses(mapper, json.getValue()))
                                    .map(Map.Entry::getKey)
                                    .sorted())
                            .containsExactlyInAnyOrder(refused.split(" "));
                });
    }

    private static boolean refuses(JsonMapper mapper, String json) {
        try {
            Class<?> type = json.startsWith("[") ? Object.class : Named.class;
            Object unused = mapper.readValue(json, type);
            return false;
        } catch (JacksonException e) {
            return true;
        }
    }

    @Test
    void reactiveApplicationIsToldThatItsErrorsAreNotAnswered() {
        Logger logger = (Logger) LoggerFactory.getLogger(ReactiveAutoConfiguration.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ErrataAutoConfiguration.class, ReactiveAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ServletDoor.class));
        runner.withBean(Catalog.class, TestCatalog::build)
                .withConfiguration(AutoConfigurations.of(ReactiveAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(ReactiveAutoConfiguration.class));

        logger.detachAppender(told);
        assertThat(told.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("This application is reactive, so errata-spring answers none of its errors;"
                        + " Spring MVC is what it supports. See docs/errors.md#reactive_application");
    }

    @Test
    void aNegativeBoundOfBodiesIsNone() {
        runner.withBean(Catalog.class, TestCatalog::build)
                .withPropertyValues("errata.max-body-bytes=-1")
                .run(context -> assertThat(
                                context.getBean(ErrataProperties.class).maxBodyBytes())
                        .isEqualTo(Long.MAX_VALUE));
    }

    @Test
    void everyPropertyIsDescribedForEditorsAndInTheDocument() throws IOException {
        JsonNode metadata;
        try (InputStream in =
                ErrataProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new JsonMapper().readTree(in);
        }
        List<String> described = new ArrayList<>();
        for (JsonNode property : metadata.get("properties")) {
            assertThat(property.get("description").asString()).endsWith(".");
            described.add(property.get("name").asString() + "="
                    + property.path("defaultValue").asString(""));
        }
        List<String> bound = new ArrayList<>();
        for (Class<?> properties : List.of(
                ErrataProperties.class,
                DeadlineProperties.class,
                AdoptionProperties.class,
                JsonProperties.class,
                CorsProperties.class)) {
            String prefix =
                    properties.getAnnotation(ConfigurationProperties.class).value();
            for (Parameter parameter : properties.getDeclaredConstructors()[0].getParameters()) {
                DefaultValue value = parameter.getAnnotation(DefaultValue.class);
                bound.add(prefix + "."
                        + parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                        + "="
                        + (value == null ? "" : String.join("", value.value())));
            }
        }

        assertThat(described).isEqualTo(bound);
        String document = Files.readString(Path.of("..", "..", "docs", "server.md"));
        for (String property : bound) {
            String[] parts = property.split("=", 2);
            String value = parts[1].isEmpty() ? "empty" : "`" + parts[1] + "`";
            assertThat(document).contains("| `" + parts[0] + "` | " + value + " |");
        }
    }

    private URLClassLoader providing(Class<?>... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        StringBuilder names = new StringBuilder();
        for (Class<?> provider : providers) {
            names.append(provider.getName()).append('\n');
        }
        Files.writeString(services.resolve(CatalogProvider.class.getName()), names);
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }
}
