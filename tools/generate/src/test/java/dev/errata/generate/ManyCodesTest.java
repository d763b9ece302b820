package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.client.Answer;
import dev.errata.client.ErrorFamily;
import dev.errata.client.ErrorReader;
import dev.errata.core.Catalog;
import dev.errata.core.Statuses;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyCodesTest {
    private static final String PAGE = """
            ---
            status: 400
            title: "Refused"
            retry: never
            message: "The request of {name} was refused."
            details:
              name: { type: string, doc: whose it is, example: Ada }
              hint: { type: string, optional: true, doc: what to look at, example: the body }
            raised-by: [request, auth, permission, absent, conflict, limit, server]
            since: "1.0"
            ---
            ## Cause
            The body was not read.

            ## Fix
            Look at it.
            """;

    @TempDir
    private Path folder;

    @Test
    void theClassOfAThousandCodesCompilesAndItsCatalogHasThemAll() throws Exception {
        Path sources = folder.resolve("sources");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        new JavaGenerator(catalog(1_000), "many").write(sources, classes);

        Compiling.all(sources, classes);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> errors = loader.loadClass("many.ManyErrors");
            Catalog catalog = (Catalog) errors.getField("CATALOG").get(null);
            assertThat(catalog.codes()).hasSize(1_000);
            assertThat(catalog.code("CODE_0999"))
                    .isSameAs(errors.getField("CODE_0999").get(null));
            assertThat((Throwable) errors.getMethod("code0789", String.class).invoke(null, "Ada"))
                    .hasMessage("CODE_0789 400: The request of Ada was refused.");
        }
    }

    @Test
    void theClientOfSixHundredCodesCompilesAndHasAConstantForEach() throws Exception {
        Path sources = folder.resolve("sources");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        new JavaGenerator(catalog(600), "many").writeSource(sources);
        new ClientGenerator(catalog(600), "many").write(sources);

        Compiling.all(sources, classes);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> error = loader.loadClass("many.ManyError");
            assertThat(loader.loadClass("many.ManyError$Kind").getEnumConstants())
                    .hasSize(601);
            Catalog catalog = (Catalog)
                    loader.loadClass("many.ManyErrors").getField("CATALOG").get(null);
            ErrorFamily family = (ErrorFamily) error.getField("FAMILY").get(null);
            ErrorReader reader = new ErrorReader(catalog, "https://docs.example.com");
            for (String code : List.of("CODE_0000", "CODE_0249", "CODE_0250", "CODE_0599")) {
                String body = "{\"code\":\"" + code + "\",\"message\":\"Refused.\",\"name\":\"Ada\"}";
                HttpHeaders headers =
                        HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (name, value) -> true);
                Answer answer = new Answer(400, headers, body.getBytes(StandardCharsets.UTF_8), Answer.Ending.WHOLE);
                assertThat(reader.exception(family, "GET", "/", answer, Instant.EPOCH)
                                .getClass()
                                .getSimpleName())
                        .isEqualTo(code.replace("CODE_", "Code"));
            }
        }
    }

    @Test
    void moreThanAnEnumCanHoldLeavesTheEnumOut() throws IOException {
        assertThat(new ClientGenerator(catalog(4_000), "many").source())
                .contains("catch one of its classes.", "super(answer, report);")
                .doesNotContain("Kind", "kind");
    }

    private CatalogSource catalog(int codes) throws IOException {
        Path errors = folder.resolve("errors");
        Files.createDirectories(errors.resolve("codes"));
        Files.writeString(errors.resolve("errata.yaml"), """
                api: Many
                version: "1.0"
                envelope: { code: $code, message: $message, "...": $details }
                """);
        Files.writeString(errors.resolve("codes/CODE_0000.md"), PAGE);
        CatalogSource one = CatalogSource.read(errors);
        List<Page> pages = new ArrayList<>(one.pages());
        for (int i = 1; i < codes; i++) {
            pages.add(named("CODE_%04d".formatted(i), one.pages().get(0)));
        }
        return new CatalogSource(errors, one.root(), pages);
    }

    private static Page named(String code, Page page) {
        return new Page(
                page.file(),
                code,
                page.title(),
                page.type(),
                page.surface(),
                page.platform(),
                page.log(),
                page.forms().stream().map(ManyCodesTest::raisedByNothing).toList(),
                page.details(),
                page.aliases(),
                page.since(),
                page.retired(),
                page.replacedBy(),
                page.waiver(),
                page.prose(),
                page.examples());
    }

    private static Page.Form raisedByNothing(Page.Form form) {
        return new Page.Form(
                form.name(),
                form.line(),
                form.status(),
                form.retry(),
                form.actor(),
                form.message(),
                List.of(),
                Statuses.NONE);
    }
}
