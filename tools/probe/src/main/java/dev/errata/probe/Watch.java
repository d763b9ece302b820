package dev.errata.probe;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import dev.errata.probe.Observation.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at every answer of a run, whatever step it belongs to. Not thread-safe. */
final class Watch {
    private static final Pattern UNFILLED = Pattern.compile("\\$?\\{[A-Za-z_][\\w.]*}");

    private final CatalogSource catalog;
    private final Expectations expectations;
    private final LeakDetector leaks;
    private final DocPages docs;
    private final Set<String> vocabulary = new HashSet<>();
    private final Map<String, Observation> seen = new LinkedHashMap<>();

    Watch(CatalogSource catalog, Expectations expectations, LeakDetector leaks, DocPages docs) {
        this.catalog = catalog;
        this.expectations = expectations;
        this.leaks = leaks;
        this.docs = docs;
        vocabulary.addAll(catalog.root().types());
        catalog.pages().forEach(page -> vocabulary.add(page.code()));
    }

    /** What was seen since the last call, each thing once. */
    List<Observation> take() {
        List<Observation> taken = List.copyOf(seen.values());
        seen.clear();
        return taken;
    }

    void look(Exchange exchange) {
        leaks.remember(exchange.sent());
        Answer answer = exchange.answer();
        Envelope.Match match = expectations.read(exchange);
        requestId(exchange, match);
        if (!answer.error()) {
            return;
        }
        leaks.leaks(exchange, vocabulary).forEach(leak -> note(Kind.LEAK, leak, exchange));
        if (exchange.sent().method().equals("HEAD")) {
            return;
        }
        String code = match.text(Slot.CODE);
        if (code == null || !match.differences().isEmpty()) {
            foreign(exchange, match);
        }
        if (code != null) {
            code(exchange, code);
            contentType(exchange);
            message(exchange, match);
            Stream.of(Optional.ofNullable(match.text(Slot.DOC_URL)), Optional.ofNullable(DocPages.help(answer)))
                    .flatMap(Optional::stream)
                    .map(url -> Optional.ofNullable(docs.problem(absolute(url, exchange), code)))
                    .flatMap(Optional::stream)
                    .forEach(problem -> note(Kind.DOC_URL, problem, exchange));
        }
    }

    /** A service that does not know its own name points to its pages by their path alone (RFC 3986, section 5). */
    private static String absolute(String url, Exchange exchange) {
        try {
            return URI.create(exchange.sent().address().toString()).resolve(url).toString();
        } catch (IllegalArgumentException unreadable) {
            return url;
        }
    }

    private void foreign(Exchange exchange, Envelope.Match match) {
        Answer answer = exchange.answer();
        String what = answer.body().length == 0
                ? "no body"
                : answer.json() == null
                        ? "a body that is not JSON"
                        : "a body that is not the envelope (" + String.join("; ", match.differences()) + ")";
        note(
                Kind.FOREIGN_BODY,
                exchange.sent().method() + " " + path(exchange) + " was answered " + answer.status() + " with " + what
                        + ".",
                exchange);
    }

    private void code(Exchange exchange, String code) {
        int status = exchange.answer().status();
        Page page = catalog.page(code).orElse(null);
        if (page == null || !code.equals(expectations.name(page, exchange.sent()))) {
            note(
                    Kind.UNDOCUMENTED_CODE,
                    page == null
                            ? "The code " + code + " has no page in the catalog."
                            : code.equals(page.code())
                                    ? "The code " + code + " came to a caller who is pinned to a day when it was "
                                            + expectations.name(page, exchange.sent()) + "."
                                    : "The code " + code + " is an earlier name of " + page.code()
                                            + "; who is pinned to no earlier day receives the present one.",
                    exchange);
        } else if (page.retired()) {
            note(Kind.UNDOCUMENTED_CODE, "The code " + code + " is retired, yet the service answers it.", exchange);
        } else if (page.forms().stream().noneMatch(form -> form.answersWith(status))) {
            note(
                    Kind.UNDOCUMENTED_STATUS,
                    "The code " + code + " came with status " + status + "; its page says "
                            + String.join(
                                    " and ",
                                    page.forms().stream()
                                            .flatMap(form -> Stream.concat(
                                                    Stream.of(Integer.toString(form.status())),
                                                    form.statuses().members().stream()))
                                            .distinct()
                                            .toList())
                            + ".",
                    exchange);
        }
    }

    private void contentType(Exchange exchange) {
        String expected = expectations.envelope(exchange).mediaType();
        if (!exchange.answer().mediaType().equalsIgnoreCase(expected)) {
            note(
                    Kind.CONTENT_TYPE,
                    "Content-Type is '"
                            + exchange.answer().header("Content-Type").orElse("") + "'; errors have '" + expected
                            + "'.",
                    exchange);
        }
    }

    private void message(Exchange exchange, Envelope.Match match) {
        for (Slot slot : List.of(Slot.MESSAGE, Slot.TITLE)) {
            String text = match.text(slot);
            Matcher matcher = UNFILLED.matcher(text == null ? "" : text);
            if (matcher.find()
                    && !new String(exchange.sent().wire(), StandardCharsets.UTF_8).contains(matcher.group())) {
                note(
                        Kind.UNFILLED_TEMPLATE,
                        "The " + slot.id().substring(1) + " shows " + matcher.group() + " where a value should stand: '"
                                + text + "'.",
                        exchange);
            }
        }
    }

    private void requestId(Exchange exchange, Envelope.Match match) {
        String name = catalog.root().requestId().header();
        List<String> ids = Headers.all(exchange.answer().headers(), name);
        String body = match.text(Slot.REQUEST_ID);
        if (ids.size() != 1 || ids.get(0).isBlank()) {
            note(
                    Kind.REQUEST_ID,
                    exchange.sent().method() + " " + path(exchange) + " was answered "
                            + exchange.answer().status() + " with " + (ids.size() > 1 ? ids.size() : "no") + " " + name
                            + (ids.size() > 1 ? " headers; one is right." : " header."),
                    exchange);
        } else if (body != null && exchange.answer().error() && !ids.contains(body)) {
            note(
                    Kind.REQUEST_ID,
                    "The request id is '" + ids.get(0) + "' in the header " + name + " and '" + body + "' in the body.",
                    exchange);
        }
    }

    private static String path(Exchange exchange) {
        return exchange.sent().address().target().split("\\?", 2)[0];
    }

    private void note(Kind kind, String text, Exchange exchange) {
        seen.putIfAbsent(kind + text, new Observation(kind, text, exchange));
    }
}
