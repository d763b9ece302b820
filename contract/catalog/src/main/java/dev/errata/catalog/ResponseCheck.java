package dev.errata.catalog;

import dev.errata.core.Envelope;
import dev.errata.core.MessageTemplate;
import dev.errata.core.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Holds an answer that a page shows under Response against what the page and the envelope say. */
final class ResponseCheck {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\S+ (\\d{3})( .*)?");

    /**
     * A fence under Response.
     *
     * @param form the form whose answer it shows
     * @param line the line of its first line of text
     * @param http whether it begins with a status line
     * @param text what stands in it
     */
    record Shown(String form, int line, boolean http, String text) {}

    private final Root root;
    private final Page page;
    private final Findings findings;

    ResponseCheck(Root root, Page page, Findings findings) {
        this.root = root;
        this.page = page;
        this.findings = findings;
    }

    void check(Shown shown) {
        Optional<Page.Form> form = page.forms().stream()
                .filter(each -> each.name().equals(shown.form()))
                .findFirst();
        if (form.isEmpty()) {
            wrong(shown.line(), "It is for the variant '" + shown.form() + "', which the page does not have");
            return;
        }
        List<String> lines = shown.text().lines().toList();
        int body = shown.http() ? head(lines, shown.line(), form.get()) : 0;
        String json = String.join("\n", lines.subList(Math.min(body, lines.size()), lines.size()));
        if (shown.http() && json.isBlank()) {
            return;
        }
        try {
            body(JSON.readValue(json, Object.class), shown.line() + body, form.get());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            wrong(
                    shown.line() + body + Math.min(line, Math.max(1, lines.size() - body)) - 1,
                    "Its body is no JSON from this line on");
        }
    }

    /** Judges status line and headers; the number of lines before the body. */
    private int head(List<String> lines, int first, Page.Form form) {
        Matcher status = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.get(0).strip());
        if (!status.matches()) {
            wrong(first, "It does not begin with a status line such as 'HTTP/1.1 " + form.shownStatus() + "'");
        } else if (!status.group(1).equals(form.shownStatus())) {
            wrong(first, "Its status is " + status.group(1) + ", not " + form.shownStatus());
        }
        int at = 1;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            header(lines.get(at), first + at);
            at++;
        }
        return at + 1;
    }

    private void header(String line, int number) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            wrong(number, "Found '" + line + "' where headers stand; an empty line comes before the body");
            return;
        }
        String name = line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        if (name.equalsIgnoreCase("Content-Type")
                && !value.split(";", 2)[0]
                        .strip()
                        .equalsIgnoreCase(root.envelope().mediaType())) {
            wrong(
                    number,
                    "Its Content-Type is " + value + ", not " + root.envelope().mediaType());
        } else if (name.equalsIgnoreCase(root.requestId().header())
                && !value.startsWith(root.requestId().prefix())) {
            wrong(
                    number,
                    "Its " + name + " is '" + value + "', which does not begin with '"
                            + root.requestId().prefix() + "'");
        }
    }

    private void body(@Nullable Object tree, int line, Page.Form form) {
        Envelope.Match match = root.envelope().match(tree);
        match.differences().forEach(difference -> wrong(line, "In its body " + difference));
        same(match, Slot.CODE, page.code(), line);
        same(match, Slot.TITLE, page.title(), line);
        same(match, Slot.TYPE, page.type(), line);
        same(match, Slot.ACTOR, form.actor().word(), line);
        same(match, Slot.STATUS, form.shownStatus(), line);
        String requestId = match.text(Slot.REQUEST_ID);
        if (requestId != null && !requestId.startsWith(root.requestId().prefix())) {
            wrong(
                    line,
                    "Its $request_id is '" + requestId + "', which does not begin with '"
                            + root.requestId().prefix() + "'");
        }
        Map<?, ?> details = match.slots().get(Slot.DETAILS) instanceof Map<?, ?> found ? found : Map.of();
        message(match.text(Slot.MESSAGE), details, line, form);
        if (root.envelope().slots().contains(Slot.DETAILS)) {
            details(details, line);
        }
    }

    private void same(Envelope.Match match, Slot slot, @Nullable String expected, int line) {
        String found = match.text(slot);
        if (found != null && !found.equals(expected)) {
            wrong(line, "Its " + slot.id() + " is '" + found + "', not '" + expected + "'");
        }
    }

    private void message(@Nullable String message, Map<?, ?> details, int line, Page.Form form) {
        if (message == null) {
            return;
        }
        try {
            MessageTemplate template = MessageTemplate.parse(form.message());
            List<String> missing = new ArrayList<>();
            for (String name : template.placeholders()) {
                Object value = details.get(name);
                if (value instanceof String || value instanceof Number) {
                    missing.add(value.toString());
                }
            }
            missing.removeIf(message::contains);
            if (!template.fits(message) || !missing.isEmpty()) {
                wrong(line, "Its message '" + message + "' cannot come of '" + form.message() + "' and its details");
            }
        } catch (IllegalArgumentException noTemplate) {
            // MessageChecks says so.
        }
    }

    private void details(Map<?, ?> found, int line) {
        List<String> known = page.details().stream().map(Page.DetailDoc::name).toList();
        for (Object name : found.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                wrong(line, "It has the detail '" + name + "', and the page has " + known);
            }
        }
        for (Page.DetailDoc detail : page.details()) {
            if (!found.containsKey(detail.name())) {
                if (detail.required()) {
                    wrong(line, "The detail '" + detail.name() + "' is missing, which every answer has");
                }
            } else if (!DetailExampleCheck.fits(detail.type(), found.get(detail.name()))) {
                wrong(
                        line,
                        "The detail '" + detail.name() + "' is "
                                + JSON.writeValueAsString(found.get(detail.name())) + ", which is no "
                                + detail.type().word());
            }
        }
    }

    private void wrong(int line, String what) {
        findings.add(
                Rule.RESPONSE_TRUE,
                page.file(),
                line,
                "The answer shown here is not the one that callers receive: " + what
                        + ". Correct it, or leave it out: the site then shows the body made of the envelope and the"
                        + " details' examples.");
    }
}
