package dev.errata.probe;

import dev.errata.catalog.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one form of a code.
 *
 * @param page its page
 * @param form the form
 * @param verdict what the last answer, or its absence, says
 * @param reasons whole sentences; empty when proven
 * @param observations what was seen on any answer of the example
 * @param last the last exchange, null when it never came to it
 * @param millis how long the whole example took
 */
public record FormResult(
        Page page,
        Page.Form form,
        Verdict verdict,
        List<String> reasons,
        List<Observation> observations,
        @Nullable Exchange last,
        long millis) {

    /** Whether the answer was right and nothing else was seen. */
    public boolean proven() {
        return verdict == Verdict.PROVEN && observations.isEmpty();
    }

    /** Whether the page says why there is no proof. */
    public boolean waived() {
        return verdict == Verdict.WAIVED && observations.isEmpty();
    }

    /** Whether somebody has to do something. */
    public boolean failed() {
        return !proven() && !waived();
    }

    /** {@code CODE › form}. */
    public String name() {
        return page.code() + " › " + form.name();
    }

    /** {@code file:line} of the fence that provokes it, or of the form where there is none. */
    public String place() {
        int line = page.example(form.name())
                .map(example -> example.provoking().line())
                .orElse(form.line());
        return page.file() + ":" + line;
    }

    /** The name, the verdict, and what was wrong, for assertions. */
    @Override
    public String toString() {
        return name() + " " + verdict + " " + reasons + " "
                + observations.stream().map(Observation::text).toList();
    }
}
