package dev.errata.probe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains what went wrong with one form: where, what was sent, answered and expected, and what to do. */
final class FailureText {
    private static final int MOST_ANSWER = 400;
    private static final int MOST_REQUEST = 3000;

    private static final Pattern OF_ONE_PAGE =
            Pattern.compile("Line \\d++: |(?<=the page says )[^;.\n]++|(?<![A-Z])[A-Z]++ /\\S*+(?= was answered)");

    private final Paint paint;

    FailureText(Paint paint) {
        this.paint = paint;
    }

    /** What is the same in failures that have one cause; where each stands and what its page asks for is not in it. */
    static String cause(FormResult failure) {
        String reasons = String.join("\n", failure.reasons());
        String seen = failure.observations().stream()
                .map(observation -> observation.kind() + ": " + observation.text())
                .collect(Collectors.joining("\n"));
        return failure.verdict() + "\n"
                + OF_ONE_PAGE.matcher(reasons + "\n" + seen).replaceAll("");
    }

    /**
     * Explains failures.
     *
     * @param failures that have one cause; the first is shown, the others are named
     */
    String of(List<FormResult> failures) {
        FormResult failure = failures.get(0);
        StringBuilder text = new StringBuilder("\n");
        boolean seenOnly = failure.verdict() == Verdict.PROVEN;
        int others = failures.size() - 1;
        text.append(paint.red("✗ " + failure.name()
                        + (others == 0 ? "" : " and " + others + (others == 1 ? " other" : " others"))))
                .append(": ")
                .append(
                        seenOnly
                                ? "the answer is right, but more was seen on the way"
                                : failure.verdict() + ", " + failure.verdict().words())
                .append('\n');
        line(text, "at", failure.place());
        failure.reasons().forEach(reason -> line(text, "found", reason));
        Set<Exchange> shown = new LinkedHashSet<>();
        exchange(text, failure.last(), shown);
        for (Observation seen : failure.observations()) {
            line(text, "seen", seen.kind() + ": " + seen.text());
            exchange(text, seen.exchange(), shown);
        }
        if (failure.verdict() != Verdict.SETUP_FAILED && failure.verdict() != Verdict.WAIVER_STALE) {
            line(
                    text,
                    "expected",
                    failure.form().shownStatus() + " " + failure.subject().code(failure.page()) + ", \""
                            + failure.form().message() + "\"");
        }
        line(text, "to do", advice(failure));
        if (others > 0) {
            line(
                    text,
                    "same for",
                    failures.stream().skip(1).map(FormResult::name).collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private static void exchange(StringBuilder text, @Nullable Exchange exchange, Set<Exchange> shown) {
        if (exchange == null || !shown.add(exchange)) {
            return;
        }
        LeakDetector secrets = new LeakDetector();
        secrets.remember(exchange.sent());
        line(text, "sent", cut(secrets.mask(CurlLine.of(exchange.sent()))));
        Answer answer = exchange.answer();
        line(
                text,
                "answered",
                secrets.mask(answer.status()
                        + (answer.mediaType().isEmpty() ? "" : " " + answer.mediaType())
                        + (answer.body().length == 0 ? ", no body" : ": " + answer.beginning(MOST_ANSWER))));
    }

    private static String cut(String line) {
        return line.length() <= MOST_REQUEST
                ? line
                : line.substring(0, MOST_REQUEST) + "… (" + line.length() + " characters)";
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format("  %-9s %s%n", label, value.replace("\n", "\n            ")));
    }

    private static String advice(FormResult failure) {
        return switch (failure.verdict()) {
            case PROVEN -> "Correct the service, so that no answer shows this.";
            case NOT_PROVOKED ->
                "Correct the example, so that its last request provokes the error, "
                        + "or the service, if it should refuse that request.";
            case WRONG_CODE, WRONG_STATUS ->
                "Correct the service, if the page is right; correct the example, "
                        + "if it provokes something else; change the page only if nobody relies on it yet.";
            case WRONG_ENVELOPE -> "Let the service answer with the envelope that errata.yaml declares.";
            case WRONG_DETAILS ->
                "Let the service send the details of the page, or declare under details: what it sends.";
            case WRONG_MESSAGE -> "Let the service send the page's message, or write its message on the page.";
            case MISSING_HEADER -> "Add the header to the answer, or correct retry: on the page.";
            case SETUP_FAILED -> "Correct that step; the error itself was not tried.";
            case UNREACHABLE -> "Look into the log of the service, which sent no whole answer to this request.";
            case WAIVED -> "Correct the service, so that no answer shows this; the waiver covers the proof only.";
            case WAIVER_STALE -> "Remove 'prove:' from the page.";
        };
    }
}
