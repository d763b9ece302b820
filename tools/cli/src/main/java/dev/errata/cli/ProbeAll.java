package dev.errata.cli;

import dev.errata.catalog.CatalogException;
import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.ToolError;
import dev.errata.probe.CodeResult;
import dev.errata.probe.NobodyAnswersException;
import dev.errata.probe.Probe;
import dev.errata.probe.ProbeException;
import dev.errata.probe.ProbeListener;
import dev.errata.probe.ProbeReport;
import dev.errata.probe.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Probes every reference, each where its catalog says: a line for each as it ends, and the sum. */
final class ProbeAll {
    private final Shell shell;
    private final Keeper keeper;
    private final Ports ports;
    private final ControlTokens tokens;
    private final long seed;
    private final List<String> names;
    private final int width;
    private final Tally contract = new Tally();
    private final Tally platform = new Tally();
    private final List<String> notRunning = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    /** Keeps what a run found out. */
    interface Keeper {
        void keep(String name, ProbeReport report);
    }

    /** How many codes there are, and what came of them. */
    private static final class Tally {
        private int codes;
        private int proven;
        private int waived;
        private int failed;

        void add(List<CodeResult> results) {
            codes += results.size();
            results.forEach(result -> {
                proven += result.proven() ? 1 : 0;
                waived += result.waived() ? 1 : 0;
                failed += result.failed() ? 1 : 0;
            });
        }

        String text(String what) {
            return proven + " of " + Count.of(codes, what) + " proven" + (waived == 0 ? "" : ", " + waived + " waived");
        }
    }

    ProbeAll(Shell shell, Keeper keeper, Ports ports, ControlTokens tokens, long seed) {
        this.shell = shell;
        this.keeper = keeper;
        this.ports = ports;
        this.tokens = tokens;
        this.seed = seed;
        this.names = shell.catalogs().names();
        this.width = names.stream().mapToInt(String::length).max().orElse(0);
    }

    int run() {
        if (names.isEmpty()) {
            throw new CliException(
                    ToolError.CATALOG_NOT_FOUND,
                    "No reference was found below "
                            + shell.catalogs().home().resolve("references")
                            + ". Run --all at the root of the project, or name the folder of a catalog without it.");
        }
        shell.out().println("Probing " + Count.of(names.size(), "API") + ", order " + seed);
        for (String name : names) {
            probe(name);
        }
        sum();
        if (contract.failed + platform.failed > 0) {
            return Errata.FOUND;
        }
        return notRunning.isEmpty() && unusable.isEmpty() ? Errata.OK : Errata.UNUSABLE;
    }

    private void probe(String name) {
        CatalogSource source = null;
        try {
            source = shell.catalogs().read(name);
            Settings settings = tokens.with(Settings.of(source.root(), ports.address(source.root()), seed), name);
            ProbeReport report = new Probe(source, settings, new Progress(name)).run();
            keeper.keep(name, report);
            contract.add(report.contract());
            platform.add(report.platform());
            line(report.passed() ? "✓" : "✗", name, text(report));
        } catch (NobodyAnswersException silent) {
            left(source, notRunning, name);
            line("–", name, "not running at " + silent.baseUrl() + "; '" + ports.serve(name) + "' starts it");
        } catch (ProbeException notRun) {
            left(source, unusable, name);
            line("–", name, notRun.error().tell(String.valueOf(notRun.getMessage())));
        } catch (CatalogException unreadable) {
            unusable.add(name);
            line(
                    "–",
                    name,
                    ToolError.CATALOG_UNUSABLE.tell(
                            "its catalog cannot be used; 'errata lint " + name + "' says why."));
        }
    }

    /** What could not be run still counts as not proven. */
    private void left(@Nullable CatalogSource source, List<String> where, String name) {
        where.add(name);
        List<Page> active = source == null ? List.of() : source.active();
        int ofPlatform = (int) active.stream().filter(Page::platform).count();
        platform.codes += ofPlatform;
        contract.codes += active.size() - ofPlatform;
    }

    private static String text(ProbeReport report) {
        Tally codes = new Tally();
        codes.add(report.contract());
        Tally beside = new Tally();
        beside.add(report.platform());
        String failed = report.codes().stream()
                .filter(CodeResult::failed)
                .map(code -> code.page().code())
                .collect(Collectors.joining(", "));
        return codes.text("code")
                + (beside.codes == 0 ? "" : "; " + beside.text("platform code"))
                + (failed.isEmpty() ? "" : "; failed: " + failed);
    }

    private void line(String mark, String name, String text) {
        clear();
        shell.out().println("  " + mark + " " + padded(name) + "  " + text);
    }

    private void sum() {
        shell.out().println();
        if (contract.failed + platform.failed > 0) {
            shell.out().println("'errata probe <api> --seed " + seed + "' shows why, one API at a time.");
        }
        if (!notRunning.isEmpty()) {
            shell.out()
                    .println(ToolError.NOBODY_ANSWERS.tell("Not running: " + String.join(", ", notRunning) + ". '"
                            + ports.serve("") + "' starts all."));
        }
        if (!unusable.isEmpty()) {
            shell.out().println("Not probed: " + String.join(", ", unusable) + ".");
        }
        if (platform.codes > 0) {
            shell.out().println(platform.text("platform code"));
        }
        int probed = names.size() - notRunning.size() - unusable.size();
        shell.out().println(contract.text("code") + ", " + probed + " of " + Count.of(names.size(), "API") + " probed");
    }

    private String padded(String name) {
        return name + " ".repeat(width - name.length());
    }

    private void clear() {
        if (shell.terminal()) {
            shell.out().print("\r\u001b[K");
        }
    }

    /** A line that is written over, on a terminal only. */
    private final class Progress implements ProbeListener {
        private final String name;
        private int codes;
        private int begun;

        Progress(String name) {
            this.name = name;
        }

        @Override
        public void begins(String api, Settings settings, int number) {
            codes = number;
        }

        @Override
        public void begins(Page page) {
            begun++;
            if (shell.terminal()) {
                clear();
                shell.out().print("    " + padded(name) + "  [" + begun + "/" + codes + "] " + page.code());
                shell.out().flush();
            }
        }
    }
}
