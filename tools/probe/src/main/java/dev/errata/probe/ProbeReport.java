package dev.errata.probe;

import dev.errata.catalog.Page;
import java.time.Instant;
import java.util.List;

/**
 * What a run found out.
 *
 * @param api the API's name
 * @param baseUrl where it was probed
 * @param at when the run ended
 * @param seed of the order of pages
 * @param codes one result for each code run, in the order of the codes
 * @param retired pages of codes that the API no longer answers with; they are not run
 * @param leftOut active codes that the settings left out
 * @param requests how many requests were sent
 */
public record ProbeReport(
        String api,
        String baseUrl,
        Instant at,
        long seed,
        List<CodeResult> codes,
        List<Page> retired,
        List<String> leftOut,
        int requests) {

    /** Counts that must add up: each planned form was run or waived. */
    public ProbeReport {
        codes = List.copyOf(codes);
        retired = List.copyOf(retired);
        leftOut = List.copyOf(leftOut);
        int planned = planned(codes);
        long judged = codes.stream().mapToLong(code -> code.forms().size()).sum();
        if (planned != judged) {
            throw new IllegalStateException(planned + " forms were planned, but " + judged + " were run or waived");
        }
    }

    /** The codes that the API documents. */
    public List<CodeResult> contract() {
        return codes.stream().filter(code -> !code.page().platform()).toList();
    }

    /** The refusals of HTTP and the platform. */
    public List<CodeResult> platform() {
        return codes.stream().filter(code -> code.page().platform()).toList();
    }

    /** The forms that somebody has to look at. */
    public List<FormResult> failures() {
        return codes.stream()
                .flatMap(code -> code.forms().stream())
                .filter(FormResult::failed)
                .toList();
    }

    /** How many active codes the settings left out. */
    public int notRun() {
        return leftOut.size();
    }

    /** How many forms the pages planned. */
    public int planned() {
        return planned(codes);
    }

    private static int planned(List<CodeResult> codes) {
        return codes.stream()
                .mapToInt(code -> FormResult.Subject.of(code.page()).size())
                .sum();
    }

    /** How many forms are waived, rather than judged by what came. */
    public int waived() {
        return (int) codes.stream()
                .flatMap(code -> code.forms().stream())
                .filter(form -> form.verdict() == Verdict.WAIVED)
                .count();
    }

    /** Whether every code that was run is proven or waived. */
    public boolean passed() {
        return failures().isEmpty();
    }
}
