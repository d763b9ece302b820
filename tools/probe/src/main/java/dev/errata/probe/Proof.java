package dev.errata.probe;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of probes of one API: for each code the last time that it was run, and what came of it.
 *
 * @param api the API's name
 * @param address where it was probed
 * @param codes by identifier, sorted
 */
public record Proof(String api, String address, Map<String, OfCode> codes) {
    /** Sorts the codes. */
    public Proof {
        codes = Collections.unmodifiableMap(new TreeMap<>(codes));
    }

    /** What came of a code: the worst of its forms. */
    public enum Outcome {
        /** Every form was answered as the page says. */
        PROVEN,
        /** No form failed, and the page says why some cannot be provoked. */
        WAIVED,
        /** A form was not answered as the page says. */
        FAILED
    }

    /**
     * A code, with what its page said when it was run.
     *
     * @param at when the run ended
     * @param details their types by name; an optional one's name ends in a question mark, as in the lock
     * @param forms by name, the main form first
     */
    public record OfCode(Instant at, Map<String, String> details, Map<String, OfForm> forms) {
        /** What came of it. */
        public Outcome outcome() {
            if (forms.values().stream().anyMatch(form -> form.outcome() == Outcome.FAILED)) {
                return Outcome.FAILED;
            }
            boolean waived = forms.values().stream().anyMatch(form -> form.outcome() == Outcome.WAIVED);
            return waived ? Outcome.WAIVED : Outcome.PROVEN;
        }
    }

    /**
     * A form of a code.
     *
     * @param status 0 where the error is no answer to a request
     * @param retry the word of the advice
     * @param message the template
     * @param outcome whether that was what came
     * @param verdict what the last answer, or its absence, says
     * @param reasons whole sentences on what was wrong, or why it is waived; empty when proven
     */
    public record OfForm(
            int status, String retry, String message, Outcome outcome, Verdict verdict, List<String> reasons) {}
}
