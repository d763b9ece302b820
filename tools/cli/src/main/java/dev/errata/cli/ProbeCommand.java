package dev.errata.cli;

import dev.errata.catalog.CatalogSource;
import dev.errata.core.ToolError;
import dev.errata.probe.ConsoleReport;
import dev.errata.probe.JsonLinesReport;
import dev.errata.probe.JunitReport;
import dev.errata.probe.NobodyAnswersException;
import dev.errata.probe.Probe;
import dev.errata.probe.ProbeReport;
import dev.errata.probe.Proofs;
import dev.errata.probe.SelfTest;
import dev.errata.probe.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata probe}. */
@Command(
        name = "probe",
        description = "Provokes the error of every page against a live service and says what was proven.",
        sortOptions = false)
final class ProbeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "<catalog>", description = "a folder, or the name of a reference")
    private @Nullable String catalog;

    @Option(names = "--all", description = "every reference, each where its catalog says: a line for each, and the sum")
    private boolean all;

    @Option(names = "--base-url", paramLabel = "URL", description = "where the service answers")
    private @Nullable String baseUrl;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "the first port, where 'errata serve' was given one: a reference keeps its distance from it")
    private @Nullable Integer port;

    @Option(names = "--control-url", paramLabel = "URL|none", description = "where its test controls answer")
    private @Nullable String controlUrl;

    @Option(names = "--var", paramLabel = "name=value", description = "a value for {{name}} in examples")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--only", paramLabel = "CODE", split = ",", description = "run these codes only")
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--seed", paramLabel = "N", description = "repeats the order of an earlier run")
    private @Nullable Long seed;

    @Option(names = "--junit", paramLabel = "FILE", description = "writes JUnit XML")
    private @Nullable Path junit;

    @Option(names = "--json-lines", paramLabel = "FILE", description = "writes one JSON object for each form")
    private @Nullable Path jsonLines;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".errata",
            description =
                    "the folder of 'errata serve': tokens of test controls are found there, and what references prove is"
                            + " kept in its folder proofs, for the portal (default ${DEFAULT-VALUE})")
    private Path data = Path.of(".errata");

    @Option(names = "--allow-remote", description = "the service may be on another machine")
    private boolean allowRemote;

    @Option(names = "--self-test", description = "shows that the probe itself is able to fail")
    private boolean selfTest;

    ProbeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (all) {
            refuseBesideAll();
            return new ProbeAll(shell, this::keep, new Ports(port), tokens(), order()).run();
        }
        if (selfTest) {
            return SelfTest.run(shell.out()) ? Errata.OK : Errata.FOUND;
        }
        if (catalog == null) {
            throw new CliException(
                    ToolError.ARGUMENT_UNUSABLE,
                    "No catalog was given. Name a reference ("
                            + String.join(", ", shell.catalogs().names())
                            + ") or the folder of a catalog, as in 'errata probe harpoon', or probe every reference with"
                            + " --all.");
        }
        CatalogSource source = shell.catalogs().read(catalog);
        ProbeReport report = run(catalog, source, settings(source));
        write(report);
        if (shell.catalogs().named(catalog)) {
            keep(catalog, report);
        }
        return report.passed() ? Errata.OK : Errata.FOUND;
    }

    /** Each of these speaks of one catalog or one service. */
    private void refuseBesideAll() {
        Map<String, Boolean> alone = new LinkedHashMap<>();
        alone.put(String.valueOf(catalog), catalog != null);
        alone.put("--base-url", baseUrl != null);
        alone.put("--control-url", controlUrl != null);
        alone.put("--var", !variables.isEmpty());
        alone.put("--only", !only.isEmpty());
        alone.put("--junit", junit != null);
        alone.put("--json-lines", jsonLines != null);
        alone.put("--allow-remote", allowRemote);
        alone.put("--self-test", selfTest);
        alone.values().removeIf(given -> !given);
        if (!alone.isEmpty()) {
            throw new CliException(
                    ToolError.ARGUMENT_UNUSABLE,
                    "--all was given together with " + String.join(", ", alone.keySet())
                            + ". It probes every reference where its catalog says, and takes only --port, --seed and --data beside"
                            + " it."
                            + " Leave out " + (alone.size() == 1 ? "the other" : "the others")
                            + ", or leave out --all and name one catalog.");
        }
    }

    private void keep(String name, ProbeReport report) {
        Proofs proofs = new Proofs(data.resolve("proofs"));
        Writing.to(
                proofs.file(name),
                "It keeps what the probe found; name a folder that can be written with --data.",
                () -> proofs.keep(name, report));
    }

    private ControlTokens tokens() {
        return new ControlTokens(System.getenv(ControlTokens.VARIABLE), data);
    }

    private long order() {
        return seed == null ? new Random().nextInt(1_000_000) : seed;
    }

    private Settings settings(CatalogSource source) {
        Settings settings = Settings.of(source.root(), address(source), order())
                .variables(variables)
                .only(only)
                .remote(allowRemote);
        Settings controlled =
                controlUrl == null ? settings : settings.control(controlUrl.equals("none") ? null : controlUrl);
        String name = String.valueOf(catalog);
        return tokens().with(controlled, shell.catalogs().named(name) ? name : null);
    }

    /** Where the service answers, null where its catalog says so. */
    private @Nullable String address(CatalogSource source) {
        if (port == null) {
            return baseUrl;
        }
        if (baseUrl != null) {
            throw new CliException(
                    ToolError.ARGUMENT_UNUSABLE,
                    "--port was given together with --base-url, which says the port already. Leave one"
                            + " of them out.");
        }
        if (!shell.catalogs().named(String.valueOf(catalog))) {
            throw new CliException(
                    ToolError.ARGUMENT_UNUSABLE,
                    "--port is the first port of 'errata serve', which does not serve " + catalog
                            + ". Say where that service answers with --base-url.");
        }
        return new Ports(port).address(source.root());
    }

    private ProbeReport run(String name, CatalogSource source, Settings settings) {
        try {
            return new Probe(source, settings, new ConsoleReport(shell.out(), shell.terminal(), shell.terminal()))
                    .run();
        } catch (NobodyAnswersException silent) {
            throw new CliException(
                    silent.error(),
                    silent.getMessage()
                            + (shell.catalogs().named(name)
                                    ? " '" + new Ports(port).serve(name) + "' starts it."
                                    : ""));
        }
    }

    private void write(ProbeReport report) {
        if (junit != null) {
            write(junit, "--junit", out -> JunitReport.write(report, out));
        }
        if (jsonLines != null) {
            write(jsonLines, "--json-lines", out -> JsonLinesReport.write(report, out));
        }
    }

    /** Something that is written. */
    private interface Report {
        void write(Writer out) throws IOException;
    }

    private static void write(Path file, String option, Report report) {
        Writing.to(file, "Name a file that can be written with " + option + ".", () -> {
            @Nullable Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (Writer out = Files.newBufferedWriter(file)) {
                report.write(out);
            }
        });
    }
}
