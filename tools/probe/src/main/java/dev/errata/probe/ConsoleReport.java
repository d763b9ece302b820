package dev.errata.probe;

import dev.errata.catalog.Page;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a person at a terminal, or the reader of a log, how a run goes. */
public final class ConsoleReport implements ProbeListener {
    private static final int WIDTH = 36;

    private final PrintStream out;
    private final boolean live;
    private final Paint paint;
    private int done;
    private int planned;

    /**
     * Writes to a stream.
     *
     * @param terminal whether a line may be written over
     * @param color whether colours may be used
     */
    public ConsoleReport(PrintStream out, boolean terminal, boolean color) {
        this.out = out;
        this.live = terminal;
        this.paint = new Paint(color);
    }

    @Override
    public void begins(String api, Settings settings, int codes) {
        planned = codes;
        out.println("Probing " + api + " at " + settings.baseUrl() + ": " + codes + (codes == 1 ? " code" : " codes")
                + ", order " + settings.seed());
    }

    @Override
    public void begins(Page page) {
        if (live) {
            out.print("\r" + paint.dim("  [" + (done + 1) + "/" + planned + "] " + page.code()) + "\u001b[K");
            out.flush();
        }
    }

    @Override
    public void ends(CodeResult result) {
        done++;
        String mark = result.proven() ? paint.green("✓") : result.failed() ? paint.red("✗") : paint.yellow("–");
        String statuses = result.forms().stream()
                .map(form -> form.form().shownStatus())
                .distinct()
                .collect(Collectors.joining(","));
        String verdicts = result.forms().stream()
                .filter(form -> !form.proven())
                .map(form -> form.failed() && form.verdict() == Verdict.PROVEN
                        ? form.observations().get(0).kind().name()
                        : form.verdict().name())
                .distinct()
                .collect(Collectors.joining(", "));
        String code = String.format("%-" + WIDTH + "s", result.page().code());
        out.println((live ? "\r\u001b[K" : "") + "  " + mark + " " + code + " " + statuses + "  " + result.millis()
                + " ms" + (verdicts.isEmpty() ? "" : "  " + verdicts));
    }

    @Override
    public void ends(ProbeReport report) {
        FailureText failures = new FailureText(paint);
        report.failures().stream()
                .collect(Collectors.groupingBy(FailureText::cause, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(same -> out.print(failures.of(same)));
        List<FormResult> waived = report.codes().stream()
                .flatMap(code -> code.forms().stream())
                .filter(FormResult::waived)
                .toList();
        out.println();
        for (FormResult form : waived) {
            out.println("Waived: " + form.name() + " (" + String.join(" ", form.reasons()) + ")");
        }
        if (!report.retired().isEmpty()) {
            out.println("Retired, not run: "
                    + report.retired().stream().map(Page::code).collect(Collectors.joining(", ")));
        }
        if (!report.passed()) {
            out.println("Run again in the same order with --seed " + report.seed() + ".");
        }
        out.println(report.planned() + (report.planned() == 1 ? " form" : " forms") + " planned: "
                + (report.planned() - report.waived()) + " run, " + report.waived() + " waived; " + report.requests()
                + (report.requests() == 1 ? " request" : " requests"));
        if (!report.platform().isEmpty()) {
            out.println(line(report.platform(), "platform code", 0));
        }
        out.println(line(report.contract(), "code", report.notRun()));
        out.flush();
    }

    private String line(List<CodeResult> codes, String what, int notRun) {
        long proven = codes.stream().filter(CodeResult::proven).count();
        long waived = codes.stream().filter(CodeResult::waived).count();
        long failed = codes.stream().filter(CodeResult::failed).count();
        String text = proven + " of " + codes.size() + " " + what + (codes.size() == 1 ? "" : "s") + " proven"
                + (waived == 0 ? "" : ", " + waived + " waived") + (notRun == 0 ? "" : ", " + notRun + " not run");
        return failed > 0 ? paint.red(text) : paint.green(text);
    }
}
