package dev.errata.site;

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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer that a form of a code gives, filled with the details' examples and written by the renderer of servers. */
final class Response {
    /** A variable, because only the reader's browser knows where the pages are. */
    private static final String DOCS = "{{docs}}";

    /** Any id would do; it only must stay the same from build to build. */
    private static final String REQUEST_ID = "7f3c9a52e4d81b06";

    private static final int ANY_WAIT_SECONDS = 30;
    private static final Condition[] ROOTS = Arrays.stream(Condition.values())
            .filter(condition -> condition.parent() == null)
            .toArray(Condition[]::new);

    private final Root root;
    private final Page page;
    private final Page.Form form;
    private final boolean main;

    Response(Root root, Page page, Page.Form form) {
        this.root = root;
        this.page = page;
        this.form = form;
        this.main = form.name().equals(Code.MAIN);
    }

    /** The same with an address in the place of the variable. */
    String text(String docs) {
        return text().replace(DOCS, docs);
    }

    /**
     * Status line, headers, an empty line, the body; only the body where the error is no answer by itself. Addresses of
     * pages begin with {@code {{docs}}}.
     */
    String text() {
        String body = Json.pretty(Json.parse(body()));
        if (page.surface() != Surface.RESPONSE) {
            return body;
        }
        List<String> lines = new ArrayList<>();
        lines.add("HTTP/1.1 " + StatusText.line(form.status()));
        lines.add("Content-Type: " + root.envelope().mediaType());
        lines.add(root.requestId().header() + ": " + requestId());
        retryAfter().ifPresent(seconds -> lines.add("Retry-After: " + seconds));
        if (form.status() == 401) {
            lines.add("WWW-Authenticate: Bearer");
        }
        if (form.status() == 405) {
            example(Fact.ALLOWED).ifPresent(allowed -> lines.add("Allow: " + join(allowed)));
        }
        return String.join("\n", lines) + "\n\n" + body;
    }

    private String requestId() {
        return root.requestId().prefix() + REQUEST_ID;
    }

    private String body() {
        Code.Builder builder = Code.named(page.code(), page.title()).surface(page.surface());
        if (page.type() != null) {
            builder.type(page.type());
        }
        page.details().forEach(doc -> builder.detail(detail(doc)));
        // A catalog must answer every root; this one has a single code.
        Code code = builder.form(form.name(), form.status(), form.retry(), form.message(), ROOTS)
                .build();
        Catalog.Builder catalog = Catalog.of(root.api(), root.version())
                .envelope(root.envelope())
                .requestId(root.requestId().header(), root.requestId().prefix())
                .code(code);
        if (root.docUrl() != null) {
            catalog.docUrl(root.docUrl());
        }
        byte[] bytes = new ErrorRenderer(catalog.build(), root.envelope(), DOCS)
                .render(code.main().occurrence(values()), requestId());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Detail detail(DetailDoc doc) {
        return new Detail(doc.name(), doc.type(), doc.required(), doc.sensitive(), doc.fact());
    }

    private @Nullable Object[] values() {
        return page.details().stream()
                .map(doc -> shown(doc) ? doc.example() : null)
                .toArray(Object[]::new);
    }

    /** The examples of optional details are written with the main form in mind. */
    private boolean shown(DetailDoc doc) {
        return main || doc.required();
    }

    private Optional<Object> example(Fact fact) {
        return page.details().stream()
                .filter(doc -> doc.fact().equals(fact.id()) && shown(doc))
                .map(DetailDoc::example)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Optional<String> retryAfter() {
        Optional<String> stated = example(Fact.RETRY_AFTER).map(Object::toString);
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
