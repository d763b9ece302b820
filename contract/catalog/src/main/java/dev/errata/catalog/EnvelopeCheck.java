package dev.errata.catalog;

import dev.errata.core.Slot;
import java.util.Set;

/** The envelope must let a client find the code. */
final class EnvelopeCheck implements Lint.Check {
    @Override
    public void check(CatalogSource catalog, Findings findings) {
        Set<Slot> slots = catalog.root().envelope().slots();
        if (!slots.contains(Slot.CODE)) {
            wrong(catalog, "The envelope has no $code; a client could not tell errors apart.", findings);
        }
        if (slots.contains(Slot.TYPE) && catalog.root().types().isEmpty()) {
            wrong(catalog, "The envelope has $type, but there is no 'types:' in errata.yaml.", findings);
        }
        if (slots.contains(Slot.DOC_URL) && catalog.root().docUrl() == null) {
            wrong(catalog, "The envelope has $doc_url, but there is no 'doc-url:' in errata.yaml.", findings);
        }
    }

    private static void wrong(CatalogSource catalog, String message, Findings findings) {
        findings.add(Rule.ENVELOPE_VALID, Position.of(catalog.root().file()), message);
    }
}
