package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.CatalogProvider;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.RetryAdvice;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaGeneratorTest {
    @TempDir
    private static Path folder;

    private static URLClassLoader loader;
    private static Class<?> errors;

    /** Writes a catalog with a hostile page, generates from it and compiles what came out with every warning on. */
    @BeforeAll
    static void generateAndCompile() throws Exception {
        Path catalog = folder.resolve("errors");
        write(catalog.resolve("errata.yaml"), ROOT);
        write(catalog.resolve("codes/stock.sold-out.md"), SOLD_OUT);
        write(catalog.resolve("codes/default.md"), EVERYTHING);
        write(catalog.resolve("codes/slow_down.md"), SLOW_DOWN);
        Path sources = folder.resolve("sources");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        new JavaGenerator(CatalogSource.read(catalog), "com.example.shop").write(sources, classes);
        Compiling.all(sources, classes);
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, JavaGeneratorTest.class.getClassLoader());
        errors = loader.loadClass("com.example.shop.CornerShopErrors");
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    @Test
    void anEarlierNameKeepsTheDayUntilWhichItWasTheName() throws Exception {
        Code code = (Code) errors.getField("SLOW_DOWN").get(null);

        assertThat(code.aliases()).containsExactly("too_fast", "much_too_fast");
        assertThat(code.nameOn(LocalDate.parse("2024-12-31"))).isEqualTo("much_too_fast");
        assertThat(code.nameOn(LocalDate.parse("2026-05-31"))).isEqualTo("too_fast");
        assertThat(code.nameOn(LocalDate.parse("2026-06-01"))).isEqualTo("slow_down");
        assertThat(((Catalog) errors.getField("CATALOG").get(null)).versionHeader())
                .isEqualTo("Shop-Version");
    }

    @Test
    void aFactoryTakesTheRequiredDetailsInTheOrderOfThePage() throws Exception {
        ApiException thrown = call("stockSoldOut", "lamp \"7\"", 0L);

        assertThat(thrown).hasMessage("stock.sold-out 409: Item lamp \"7\" is sold out, 0 left.");
        assertThat(thrown.error().details()).isEqualTo(Map.of("item", "lamp \"7\"", "left", 0L));
    }

    @Test
    void aSecondFactoryTakesTheOptionalDetailsToo() throws Exception {
        Instant back = Instant.parse("2026-01-01T00:00:00Z");

        ApiException thrown = call("stockSoldOut", "lamp", 0L, back, List.of("bulb"), null);

        assertThat(thrown.error().details())
                .isEqualTo(Map.of("item", "lamp", "left", 0L, "back_at", back, "instead_of", List.of("bulb")));
    }

    @Test
    void aVariantHasAFactoryOfItsOwn() throws Exception {
        ApiException thrown = call("stockSoldOutForNow", Duration.ofSeconds(90), "lamp", 0L);

        assertThat(thrown.error().status()).isEqualTo(503);
        assertThat(thrown.error().variant().retry()).isEqualTo(RetryAdvice.WAIT);
        assertThat(thrown.error().headers()).isEqualTo(Map.of("Retry-After", "90"));
    }

    @Test
    void aCodeThatIsAWordOfJavaIsStillAName() throws Exception {
        assertThat(call("default_")).hasMessage("default 400: Something \\ was \"wrong\" with 100 requests.");
    }

    @Test
    void theCatalogIsFoundByTheServiceLoaderAndRenders() {
        Catalog catalog = ServiceLoader.load(CatalogProvider.class, loader)
                .findFirst()
                .orElseThrow()
                .catalog();

        assertThat(catalog.api()).isEqualTo("Corner Shop");
        assertThat(catalog.limit("per-minute")).isEqualTo(100);
        assertThat(catalog.answering(Condition.LIMIT_RATE_KEY).code().id()).isEqualTo("slow_down");
        ErrorRenderer renderer = new ErrorRenderer(catalog, catalog.envelope(), "https://docs.example.com");
        assertThat(new String(
                        renderer.render(catalog.answer(Condition.AUTH, dev.errata.core.Facts.none()), "req_1"),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"errors\":[{\"ok\":false,\"version\":2,\"ratio\":0.5,\"none\":null,\"code\":\"default\","
                        + "\"message\":\"Something \\\\ was \\\"wrong\\\" with 100 requests.\","
                        + "\"doc_url\":\"https://docs.example.com/e/default\",\"request_id\":\"req_1\"}]}");
    }

    @Test
    void theJavadocCarriesThePageWithoutBreakingTheComment() throws Exception {
        String source = Files.readString(folder.resolve("sources/com/example/shop/CornerShopErrors.java"));

        assertThat(source)
                .contains("The last one &lt;b&gt;was&lt;/b&gt; sold *&#47; to &#64;somebody; {@code stock} is empty.")
                .contains("@param item what was asked for");
    }

    private static ApiException call(String name, Object... arguments) throws Exception {
        Method factory = Arrays.stream(errors.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        return (ApiException) factory.invoke(null, arguments);
    }

    private static void write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static final String ROOT = """
            api: Corner Shop
            version: "1.0"
            doc-url: "{docs}/e/{code}"
            version-header: Shop-Version
            envelope:
              errors:
                - { ok: false, version: 2, ratio: 0.5, none: null, code: $code, message: $message, doc_url: $doc_url?,
                    request_id: $request_id?, "...": $details }
            limits: { per-minute: 100 }
            """;

    private static final String SOLD_OUT = """
            ---
            status: 409
            title: Sold out
            retry: never
            message: "Item {item} is sold out, {left} left."
            details:
              item: { type: string, doc: what was asked for, example: lamp }
              left: { type: integer, doc: "how many there are & were", example: 0 }
              back_at: { type: timestamp, optional: true, doc: when it is back, example: "2026-01-01T00:00:00Z" }
              instead_of: { type: strings, optional: true, doc: what else there is, example: [bulb] }
              price: { type: decimal, optional: true, doc: what it cost, example: 1.50 }
            variants:
              - { name: for-now, status: 503, retry: wait, message: "Item {item} is on its way." }
            since: "1.0"
            ---
            ## Cause
            The last one <b>was</b> sold */ to @somebody; `stock` is empty.

            ## Fix
            Wait.
            """;

    private static final String EVERYTHING = """
            ---
            status: 400
            title: "Anything } else {"
            retry: never
            message: "Something \\\\ was \\"wrong\\" with {limits.per-minute} requests."
            raised-by: [request, auth, permission, absent, conflict, server]
            since: "1.0"
            ---
            ## Cause
            An unclosed `{ brace and a $dollar.

            ## Fix
            None.
            """;

    private static final String SLOW_DOWN = """
            ---
            status: 429
            title: Slow down
            retry: wait
            message: "Slow down."
            details:
              anything: { type: any, optional: true, doc: anything, example: { a: 1 } }
              wrong: { type: fields, optional: true, doc: all, example: [{ field: a, location: body, rule: must be b }] }
            raised-by: [limit]
            aliases: { too_fast: 2026-06-01, much_too_fast: 2025-01-01 }
            since: "1.0"
            ---
            ## Cause
            Too fast.

            ## Fix
            Slow down.
            """;
}
