package dev.errata.core;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns errors of one catalog into the bytes of one envelope.
 *
 * <p>Every variant is compiled to constant bytes and slots when the renderer is made; rendering measures, allocates one
 * array of the right size and fills it. Immutable and thread-safe.
 */
public final class ErrorRenderer {
    private final Catalog catalog;
    private final Envelope envelope;
    private final Map<Variant, Template> templates = new HashMap<>();

    /**
     * Compiles every code of the catalog.
     *
     * @param envelope the catalog's own, or {@link Envelope#PROBLEM}
     * @param docs what stands for {@code {docs}} in addresses of pages
     */
    public ErrorRenderer(Catalog catalog, Envelope envelope, String docs) {
        this.catalog = catalog;
        this.envelope = envelope;
        for (Code code : catalog.codes()) {
            for (Variant variant : code.variants()) {
                templates.put(variant, new TemplateCompiler(variant, catalog.docUrl(code, docs)).compile(envelope));
            }
        }
    }

    /** What {@code Content-Type} says of the bytes. */
    public String mediaType() {
        return envelope.mediaType();
    }

    /**
     * The body, in UTF-8.
     *
     * @throws IllegalArgumentException when the error is of another catalog
     */
    public byte[] render(ApiError error, @Nullable String requestId) {
        Template template = templates.get(error.variant());
        if (template == null) {
            throw foreign(error);
        }
        return template.render(error.values(), requestId);
    }

    private IllegalArgumentException foreign(ApiError error) {
        return new IllegalArgumentException("Code " + error.variant() + " is not in the catalog of " + catalog.api()
                + ", which this service answers with");
    }
}
