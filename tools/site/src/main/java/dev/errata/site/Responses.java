package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.catalog.Page.DetailDoc;
import dev.errata.catalog.Root;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.Fact;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Surface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answers that the forms of a catalog's codes give, filled with the details' examples and written by the renderer of servers.
 * Immutable and thread-safe.
 */
final class Responses {
    /** A variable, because only the reader's browser knows where the pages are. */
    private static final String DOCS = "{{docs}}";

    /** Any id would do; it only must stay the same from build to build. */
    private static final String REQUEST_ID = "7f3c9a52e4d81b06";

    private static final int ANY_WAIT_SECONDS = 30;
    private static final Condition[] ROOTS = Arrays.stream(Condition.values())
            .filter(condition -> condition.parent() == null)
            .toArray(Condition[]::new);

    private final Root root;
    private final Map<String, Code> codes = new HashMap<>();
    private final ErrorRenderer renderer;

    Responses(CatalogSource source) {
        this.root = source.root();
        Catalog.Builder catalog = Catalog.of(root.api(), root.version())
                .envelope(root.envelope())
                .requestId(root.requestId().header(), root.requestId().prefix());
        if (root.docUrl() != null) {
            catalog.docUrl(root.docUrl());
        }
        for (Page page : source.pages()) {
            Code code = code(page);
            codes.put(page.code(), code);
            catalog.code(code);
        }
        // A catalog must answer every root; nobody asks this one for an answer.
        Code roots = Code.named("", "")
                .form(Code.MAIN, 500, RetryAdvice.NEVER, "", ROOTS)
                .build();
        this.renderer = new ErrorRenderer(catalog.code(roots).build(), root.envelope(), DOCS);
    }

    private static Code code(Page page) {
        Code.Builder code = Code.named(page.code(), page.title()).surface(page.surface());
        if (page.type() != null) {
            code.type(page.type());
        }
        page.details().forEach(doc -> code.detail(detail(doc)));
        page.forms().forEach(form -> code.form(form.name(), form.status(), form.retry(), form.actor(), form.message()));
        return code.build();
    }

    /** The same with an address in the place of the variable. */
    String text(Page page, Page.Form form, String docs) {
        return text(page, form).replace(DOCS, docs);
    }

    /**
     * Status line, headers, an empty line, the body; only the body where the error is no answer by itself. Addresses of
     * pages begin with {@code {{docs}}}.
     */
    String text(Page page, Page.Form form) {
        String body = Json.pretty(Json.parse(body(page, form)));
        if (page.surface() != Surface.RESPONSE) {
            return body;
        }
        List<String> lines = new ArrayList<>();
        lines.add("HTTP/1.1 " + StatusText.line(form.status()));
        lines.add("Content-Type: " + root.envelope().mediaType());
        lines.add(root.requestId().header() + ": " + requestId());
        retryAfter(page, form).ifPresent(seconds -> lines.add("Retry-After: " + seconds));
        if (form.status() == 401) {
            lines.add("WWW-Authenticate: Bearer");
        }
        if (form.status() == 405) {
            example(page, form, Fact.ALLOWED).ifPresent(allowed -> lines.add("Allow: " + join(allowed)));
        }
        return String.join("\n", lines) + "\n\n" + body;
    }

    private String requestId() {
        return root.requestId().prefix() + REQUEST_ID;
    }

    private String body(Page page, Page.Form form) {
        Code code = Objects.requireNonNull(codes.get(page.code()), page.code());
        byte[] bytes = renderer.render(code.variant(form.name()).occurrence(values(page, form)), requestId());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Detail detail(DetailDoc doc) {
        return new Detail(doc.name(), doc.type(), doc.required(), doc.sensitive(), doc.fact());
    }

    private static @Nullable Object[] values(Page page, Page.Form form) {
        return page.details().stream()
                .map(doc -> shown(doc, form) ? doc.example() : null)
                .toArray(Object[]::new);
    }

    /** The examples of optional details are written with the main form in mind. */
    private static boolean shown(DetailDoc doc, Page.Form form) {
        return form.name().equals(Code.MAIN) || form.needs(doc);
    }

    private static Optional<Object> example(Page page, Page.Form form, Fact fact) {
        return page.details().stream()
                .filter(doc -> doc.fact().equals(fact.id()) && shown(doc, form))
                .map(DetailDoc::example)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Optional<String> retryAfter(Page page, Page.Form form) {
        Optional<String> stated = example(page, form, Fact.RETRY_AFTER).map(Object::toString);
        if (stated.isEmpty() && form.retry() == RetryAdvice.WAIT) {
            return Optional.of(Integer.toString(ANY_WAIT_SECONDS));
        }
        return stated;
    }

    private static String join(Object allowed) {
        return allowed instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : allowed.toString();
    }
}
