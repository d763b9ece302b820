package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.CatalogSource;
import dev.errata.probe.CodeResult;
import dev.errata.probe.ConsoleReport;
import dev.errata.probe.Probe;
import dev.errata.probe.ProbeReport;
import dev.errata.probe.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages against the service. */
@ExtendWith(SharedHookBridge.class)
class ProbeTest {
    private static final CatalogSource PAGES = CatalogSource.read(Path.of("errors"));
    private static final int CODES_OF_THE_CONTRACT = 29;

    @Test
    void everyPageIsProvenByItsOwnExample(HookBridge service) {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        Settings settings = Settings.of(PAGES.root(), service.base().toString(), System.nanoTime());

        ProbeReport report = new Probe(
                        PAGES,
                        settings,
                        new ConsoleReport(new PrintStream(console, true, StandardCharsets.UTF_8), false, false))
                .run();

        assertThat(report.passed()).as(console.toString(StandardCharsets.UTF_8)).isTrue();
        assertThat(report.contract()).hasSize(CODES_OF_THE_CONTRACT).allMatch(CodeResult::proven);
        assertThat(report.platform().stream()
                        .filter(result -> !result.proven())
                        .map(result -> result.page().code()))
                .as("waived, for it answers for filters before the API")
                .containsExactly("TOO_MANY_REQUESTS");
        assertThat(List.of(report.waived(), report.notRun())).containsExactly(1, 0);
    }
}
