package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Catalog;
import dev.errata.door.kit.TestCatalog;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Whether Spring MVC searches the class path for files where no route has a path. */
class StaticFilesTest {
    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ErrataAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class))
            .withBean(Catalog.class, TestCatalog::build);

    @TempDir
    private Path folder;

    private static boolean searches(WebApplicationContextRunner runner) {
        boolean[] searches = new boolean[1];
        runner.run(context -> searches[0] = context.containsBean("resourceHandlerMapping")
                && context.getBean("resourceHandlerMapping") instanceof SimpleUrlHandlerMapping mapping
                && !mapping.getUrlMap().isEmpty());
        return searches[0];
    }

    @Test
    void anApplicationWithoutFilesIsNotSearched() {
        assertThat(searches(runner)).isFalse();
    }

    @Test
    void anApplicationWithFilesIs() throws IOException {
        Files.createDirectories(folder.resolve("static"));
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(searches(runner.withClassLoader(loader))).isTrue();
        }
    }

    @Test
    void whoSaysSoIsSearched() {
        assertThat(searches(runner.withPropertyValues("spring.web.resources.add-mappings=true")))
                .isTrue();
        assertThat(searches(runner.withPropertyValues("spring.web.resources.static-locations=file:/nowhere/")))
                .isTrue();
    }

    @Test
    void whereOnlyAPartIsInTheContractEverythingStaysAsItWas() {
        assertThat(searches(runner.withPropertyValues("errata.paths=/v2/**"))).isTrue();
    }
}
