package dev.errata.core;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns errors of one catalog into the bytes of one envelope.
 *
 * <p>Every variant is laid out as constant bytes and slots when it is first needed; rendering measures, allocates one array
 * of the right size and fills it. Thread-safe.
 */
public final class ErrorRenderer {
    private final Catalog catalog;
    private final Envelope envelope;
    private final String docs;
    private final Map<Variant, Template> templates = new HashMap<>();
    /** For each variant of a renamed code, by the names that pinned callers know it by. */
    private final Map<Variant, Map<String, Template>> earlier = new HashMap<>();
    /** For statuses that were set and that pages keep; there are few in an application. */
    private final Map<Kept, Template> kept = new ConcurrentHashMap<>();

    private record Kept(Variant variant, String name, int status) {}

    /**
     * A renderer of every code of the catalog.
     *
     * @param envelope the catalog's own, or {@link Envelope#PROBLEM}
     * @param docs what stands for {@code {docs}} in addresses of pages
     */
    public ErrorRenderer(Catalog catalog, Envelope envelope, String docs) {
        this.catalog = catalog;
        this.envelope = envelope;
        this.docs = docs;
        for (Code code : catalog.codes()) {
            for (Variant variant : code.variants()) {
                templates.put(variant, compile(variant, code.id(), variant.status()));
                for (String name : code.keptNames()) {
                    earlier.computeIfAbsent(variant, unseen -> new HashMap<>())
                            .put(name, compile(variant, name, variant.status()));
                }
            }
        }
    }

    private Template compile(Variant variant, String name, int status) {
        TemplateCompiler compiler = new TemplateCompiler(envelope, variant, name, status, catalog.docUrl(name, docs));
        return new Template(compiler, variant.code().details());
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
        return render(error, requestId, null);
    }

    /**
     * The body for a caller who is pinned to a day, in UTF-8.
     *
     * @param pinned see {@link Code#nameOn}
     * @throws IllegalArgumentException when the error is of another catalog
     */
    public byte[] render(ApiError error, @Nullable String requestId, @Nullable LocalDate pinned) {
        Variant variant = error.variant();
        Template template = pinned == null ? templates.get(variant) : template(variant, pinned);
        if (template == null) {
            throw foreign(error);
        }
        if (error.status() != variant.status()) {
            template = kept.computeIfAbsent(
                    new Kept(variant, variant.code().nameOn(pinned), error.status()),
                    of -> compile(of.variant, of.name, of.status));
        }
        return template.render(error.values(), requestId);
    }

    private @Nullable Template template(Variant variant, LocalDate pinned) {
        Template kept =
                earlier.getOrDefault(variant, Map.of()).get(variant.code().nameOn(pinned));
        return kept == null ? templates.get(variant) : kept;
    }

    private IllegalArgumentException foreign(ApiError error) {
        return new IllegalArgumentException("Code " + error.variant() + " is not in the catalog of " + catalog.api()
                + ", which this service answers with");
    }
}
