package dev.errata.probe;

import dev.errata.catalog.Page;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the message of an answer against the page's template, its placeholders filled with the answer's details. */
final class MessageCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

    private MessageCheck() {}

    static List<Problem> check(Page page, Page.Form form, Envelope.Match match, Map<String, Object> details) {
        String message = match.text(Slot.MESSAGE);
        if (message == null) {
            return List.of();
        }
        StringBuilder pattern = new StringBuilder();
        StringBuilder shown = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(form.message());
        int at = 0;
        while (placeholder.find()) {
            String before = form.message().substring(at, placeholder.start());
            Object value = details.get(placeholder.group(1));
            // An envelope without details shows values in the message only; there, any text will do.
            pattern.append(Pattern.quote(before)).append(value == null ? ".+" : Pattern.quote(text(value)));
            shown.append(before).append(value == null ? placeholder.group() : text(value));
            at = placeholder.end();
        }
        pattern.append(Pattern.quote(form.message().substring(at)));
        shown.append(form.message().substring(at));
        if (Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(message).matches()) {
            return List.of();
        }
        return List.of(new Problem(
                Verdict.WRONG_MESSAGE, "The message is '" + message + "'; " + page.code() + " says '" + shown + "'."));
    }

    /** As the renderer writes values into messages: strings bare, lists of strings joined by commas, else JSON. */
    private static String text(Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return String.join(", ", list.stream().map(String::valueOf).toList());
        }
        return Json.text(value);
    }
}
