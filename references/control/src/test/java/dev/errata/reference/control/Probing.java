package dev.errata.reference.control;

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

/** Holds the pages of a reference against its running service. */
public final class Probing {
    private Probing() {}

    /**
     * Runs the example of every page and asserts that each is proven, but for the platform codes that are waived because
     * they answer for filters before the API.
     *
     * @param contract how many codes the contract has
     * @param waived the platform codes that nobody can provoke, in the order of the report
     */
    public static ProbeReport proves(Service service, int contract, String... waived) {
        CatalogSource pages = CatalogSource.read(Path.of("errors"));
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        Settings settings = Settings.of(pages.root(), service.base().toString(), System.nanoTime())
                .controlToken(Service.CONTROL_TOKEN);

        ProbeReport report = new Probe(
                        pages,
                        settings,
                        new ConsoleReport(new PrintStream(console, true, StandardCharsets.UTF_8), false, false))
                .run();
        if (service.standsStill()) {
            // The prober has taken back what was changed for every caller, and other tests go on with the service.
            service.standStill();
        }

        assertThat(report.passed()).as(console.toString(StandardCharsets.UTF_8)).isTrue();
        assertThat(report.contract()).hasSize(contract).allMatch(CodeResult::proven);
        assertThat(report.platform().stream()
                        .filter(result -> !result.proven())
                        .map(result -> result.page().code()))
                .as("waived, for they answer for filters before the API")
                .containsExactly(waived);
        assertThat(report.notRun()).isZero();
        return report;
    }
}
