package dev.errata.probe;

import dev.errata.catalog.Page;
import dev.errata.core.Envelope;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the answer to a provoking request with a form of its page. */
final class Judge {
    private final Expectations expectations;

    Judge(Expectations expectations) {
        this.expectations = expectations;
    }

    /** Every difference, the one that matters most first; empty when the form is proven. */
    List<Problem> judge(Page page, Page.Form form, Exchange exchange) {
        Answer answer = exchange.answer();
        String name = expectations.name(page, exchange.sent());
        if (answer.status() < 400) {
            return List.of(new Problem(
                    Verdict.NOT_PROVOKED,
                    "The last request was answered with " + answer.status() + "; the page says " + form.status() + " "
                            + name + "."));
        }
        Envelope.Match match = expectations.read(exchange);
        String code = match.text(Slot.CODE);
        List<Problem> problems = new ArrayList<>();
        if (code != null && !code.equals(name)) {
            problems.add(new Problem(
                    Verdict.WRONG_CODE,
                    "The code is " + code + "; the page is " + page.code()
                            + (name.equals(page.code())
                                    ? "."
                                    : ", which who sent this request still knows as " + name + ".")));
        }
        if (!form.answersWith(answer.status())) {
            problems.add(new Problem(
                    Verdict.WRONG_STATUS,
                    "The status is " + answer.status() + "; the page says " + form.status() + "."));
        }
        if (!problems.isEmpty() && code == null) {
            problems.add(envelope(match, answer));
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        if (code == null || !match.differences().isEmpty()) {
            problems.add(envelope(match, answer));
        }
        if (code != null) {
            Set<Slot> slots = expectations.envelope(exchange).slots();
            slots(page, form, answer.status(), match, problems);
            if (slots.contains(Slot.DETAILS)) {
                problems.addAll(DetailCheck.check(page, details(match)));
            }
            if (slots.contains(Slot.MESSAGE)) {
                problems.addAll(MessageCheck.check(page, form, match, details(match)));
            }
        }
        headers(form, answer, problems);
        return problems;
    }

    private static Problem envelope(Envelope.Match match, Answer answer) {
        String found = answer.body().length == 0
                ? "the body is empty"
                : answer.json() == null ? "the body is not JSON" : String.join("; ", match.differences());
        return new Problem(Verdict.WRONG_ENVELOPE, "The body is not the envelope of errata.yaml: " + found + ".");
    }

    private static void slots(Page page, Page.Form form, int status, Envelope.Match match, List<Problem> problems) {
        slot(match, Slot.TYPE, page.type(), problems);
        slot(match, Slot.TITLE, page.title(), problems);
        slot(match, Slot.ACTOR, form.actor().word(), problems);
        slot(match, Slot.STATUS, Integer.toString(status), problems);
    }

    private static void slot(Envelope.Match match, Slot slot, @Nullable String expected, List<Problem> problems) {
        String found = match.text(slot);
        if (found != null && !found.equals(expected)) {
            problems.add(new Problem(
                    Verdict.WRONG_ENVELOPE,
                    "The " + slot.id().substring(1) + " is '" + found + "'; the page "
                            + (expected == null ? "has none." : "says '" + expected + "'.")));
        }
    }

    static Map<String, Object> details(Envelope.Match match) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (match.slots().get(Slot.DETAILS) instanceof Map<?, ?> found) {
            found.forEach((name, value) -> details.put(String.valueOf(name), value));
        }
        return details;
    }

    private static void headers(Page.Form form, Answer answer, List<Problem> problems) {
        if (form.retry() == RetryAdvice.WAIT) {
            String retryAfter = answer.header("Retry-After").orElse(null);
            if (retryAfter == null) {
                missing("Retry-After", "retry: wait", problems);
            } else if (!retryAfter.matches("\\d{1,10}|[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT")) {
                problems.add(new Problem(
                        Verdict.MISSING_HEADER,
                        "Retry-After is '" + retryAfter + "', which is neither whole seconds nor an HTTP date."));
            }
        }
        if (answer.status() == 401 && answer.header("WWW-Authenticate").isEmpty()) {
            missing("WWW-Authenticate", "status 401", problems);
        }
        if (answer.status() == 405 && answer.header("Allow").isEmpty()) {
            missing("Allow", "status 405", problems);
        }
    }

    private static void missing(String header, String reason, List<Problem> problems) {
        problems.add(new Problem(
                Verdict.MISSING_HEADER, "The answer has no " + header + " header, which " + reason + " asks for."));
    }
}
