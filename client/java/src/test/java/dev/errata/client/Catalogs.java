package dev.errata.client;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The catalogs of the references, as a generator would write them. */
final class Catalogs {
    private static final Path REFERENCES = Path.of("..", "..", "references");

    private Catalogs() {}

    /** Every folder below the references that holds a catalog. */
    static List<Path> folders() {
        try (Stream<Path> folders = Files.list(REFERENCES)) {
            return folders.map(folder -> folder.resolve("errors"))
                    .filter(errors -> Files.exists(errors.resolve("errata.yaml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Catalog harbor() {
        return of(CatalogSource.read(REFERENCES.resolve("harbor").resolve("errors")));
    }

    static Catalog harpoon() {
        return of(CatalogSource.read(REFERENCES.resolve("harpoon").resolve("errors")));
    }

    static Catalog hookbridge() {
        return of(CatalogSource.read(REFERENCES.resolve("hookbridge").resolve("errors")));
    }

    static Catalog of(CatalogSource source) {
        return of(source, source.root().envelope());
    }

    static Catalog of(CatalogSource source, Envelope envelope) {
        Catalog.Builder catalog = Catalog.of(source.root().api(), source.root().version())
                .envelope(envelope)
                .requestId(
                        source.root().requestId().header(),
                        source.root().requestId().prefix())
                .docUrl("{docs}/errors/{code}");
        source.active().forEach(page -> catalog.code(code(page)));
        return catalog.build();
    }

    private static Code code(Page page) {
        Code.Builder code = Code.named(page.code(), page.title()).surface(page.surface());
        if (page.type() != null) {
            code.type(page.type());
        }
        page.earlierNames().forEach(code::alias);
        for (Page.DetailDoc doc : page.details()) {
            code.detail(new Detail(doc.name(), doc.type(), doc.required(), doc.sensitive(), doc.fact()));
        }
        for (Page.Form form : page.forms()) {
            code.form(
                    form.name(),
                    form.status(),
                    form.retry(),
                    form.message(),
                    form.raisedBy().toArray(Condition[]::new));
        }
        return code.build();
    }
}
