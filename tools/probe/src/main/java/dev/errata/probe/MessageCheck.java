package dev.errata.probe;

import dev.errata.catalog.Page;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.util.ArrayList;
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
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        StringBuilder shown = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(form.message());
        int at = 0;
        while (placeholder.find()) {
            String before = form.message().substring(at, placeholder.start());
            Object value = details.get(placeholder.group(1));
            // An envelope without details shows values in the message only; there, any text will do.
            piece.append(before);
            if (value == null) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(text(value));
            }
            shown.append(before).append(value == null ? placeholder.group() : text(value));
            at = placeholder.end();
        }
        pieces.add(piece.append(form.message().substring(at)).toString());
        shown.append(form.message().substring(at));
        if (fits(message, pieces)) {
            return List.of();
        }
        return List.of(new Problem(
                Verdict.WRONG_MESSAGE, "The message is '" + message + "'; " + page.code() + " says '" + shown + "'."));
    }

    /** Whether the message is these pieces with some text between each; the first place of one leaves most to the next. */
    private static boolean fits(String message, List<String> pieces) {
        String first = pieces.get(0);
        String last = pieces.get(pieces.size() - 1);
        if (pieces.size() == 1) {
            return message.equals(first);
        }
        int at = message.startsWith(first) ? first.length() : message.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int place = message.indexOf(piece, at + 1);
            at = place < 0 ? message.length() : place + piece.length();
        }
        return message.endsWith(last) && message.length() - last.length() > at;
    }

    /** As the renderer writes values into messages: strings bare, lists of strings joined by commas, else JSON. */
    private static String text(Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return String.join(", ", list.stream().map(String::valueOf).toList());
        }
        return Json.text(value);
    }
}
