package dev.errata.probe;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Example;
import dev.errata.catalog.Page;
import dev.errata.core.Surface;
import dev.errata.probe.Observation.Kind;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the examples of one page after the other and judges each. Not thread-safe. */
final class PageRun {
    private final Settings settings;
    private final @Nullable String versionHeader;
    private final Wire wire;
    private final Control control;
    private final Expectations expectations;
    private final Watch watch;
    private final Judge judge;

    PageRun(CatalogSource catalog, Settings settings, Wire wire, InstantSource clock) {
        this.settings = settings;
        this.versionHeader = catalog.root().versionHeader();
        this.wire = wire;
        this.control = new Control(wire, settings.controlUrl(), settings.controlToken(), clock);
        this.expectations = new Expectations(catalog.root());
        this.watch = new Watch(catalog, expectations, new LeakDetector(), new DocPages(wire));
        this.judge = new Judge(expectations);
    }

    /** Takes back what examples, also those of a run that was cut off, have changed for every caller. */
    void restore() {
        control.restore();
    }

    CodeResult run(Page page) {
        List<FormResult> results = new ArrayList<>();
        for (FormResult.Subject subject : FormResult.Subject.of(page)) {
            FormResult result = run(page, subject);
            results.add(page.waiver() == null ? result : waived(result, page.waiver()));
        }
        return new CodeResult(page, List.copyOf(results));
    }

    private FormResult run(Page page, FormResult.Subject subject) {
        Page.Form form = subject.form();
        Example example =
                page.example(form.name()).map(own -> as(subject.as(), own)).orElse(null);
        if (example == null) {
            String where = form.name().equals("main") ? "## Example" : "### Variant: " + form.name();
            String reason = "The page has no example for this form. Write the requests under '" + where
                    + "', or the reason why there is none under prove: waiver.";
            return new FormResult(page, subject, Verdict.SETUP_FAILED, List.of(reason), List.of(), null, 0);
        }
        long begin = System.nanoTime();
        try {
            Exchange last = new ExampleRun(wire, control, settings, expectations, watch::look)
                    .run(example, exchange -> judge.judge(page, form, exchange).isEmpty());
            List<Problem> problems = page.surface() == Surface.RESPONSE
                    ? judge.judge(page, form, last)
                    : Elsewhere.judge(page, last.answer());
            return judged(page, subject, problems, last, since(begin));
        } catch (StepFailed failed) {
            return new FormResult(
                    page,
                    subject,
                    failed.verdict(),
                    List.of(String.valueOf(failed.getMessage())),
                    watch.take(),
                    failed.exchange(),
                    since(begin));
        }
    }

    /** The example as who is pinned to the last day of the alias sends it. */
    private Example as(Page.@Nullable Alias alias, Example example) {
        LocalDate until = alias == null ? null : alias.until();
        return until == null || versionHeader == null
                ? example
                : example.with(
                        new Example.Header(versionHeader, until.minusDays(1).toString()));
    }

    private FormResult judged(
            Page page, FormResult.Subject subject, List<Problem> problems, Exchange last, long millis) {
        Verdict verdict = problems.isEmpty() ? Verdict.PROVEN : problems.get(0).verdict();
        // What the verdict says of the last answer need not be said twice.
        List<Observation> observations = watch.take().stream()
                .filter(seen -> problems.isEmpty() || !seen.exchange().equals(last) || seen.kind() != Kind.FOREIGN_BODY)
                .toList();
        return new FormResult(
                page, subject, verdict, problems.stream().map(Problem::text).toList(), observations, last, millis);
    }

    private static FormResult waived(FormResult result, String waiver) {
        boolean stale = result.proven();
        String reason = stale
                ? "The page waives the proof (" + waiver
                        + "), but its example proves it. Remove 'prove:' from the page."
                : waiver;
        @Nullable Exchange last = result.last();
        return new FormResult(
                result.page(),
                result.subject(),
                stale ? Verdict.WAIVER_STALE : Verdict.WAIVED,
                List.of(reason),
                result.observations(),
                last,
                result.millis());
    }

    private static long since(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
