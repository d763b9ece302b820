package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.probe.Probe;
import dev.errata.probe.ProbeListener;
import dev.errata.probe.ProbeReport;
import dev.errata.probe.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "logging.level.root=warn")
class ShopTest {
    private static final Path README = Path.of("../../README.md");

    @LocalServerPort
    private int port;

    @Test
    void everyPageIsProvenOrWaivedWithAReason() {
        CatalogSource catalog = CatalogSource.read(Path.of("errors"));
        Settings settings = Settings.of(catalog.root(), "http://127.0.0.1:" + port, 1);

        ProbeReport report = new Probe(catalog, settings, ProbeListener.SILENT).run();

        assertThat(report.failures()).isEmpty();
        assertThat(report.contract()).hasSize(1);
    }

    /** Every snippet of the README's three steps is part of this application, line by line. */
    @ParameterizedTest
    @ValueSource(strings = {"xml", "java"})
    void theReadmeShowsThisApplication(String language) throws Exception {
        String here = Files.readString(Path.of("pom.xml"))
                + Files.readString(Path.of("src/main/java/com/example/shop/OrderController.java"));
        Matcher snippet =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));

        assertThat(snippet.find()).isTrue();
        assertThat(snippet.group(1).lines().map(String::strip).filter(line -> !line.equals("…")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(here).contains(line));
    }
}
