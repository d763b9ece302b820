package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;

/** The registry for people. */
final class MethodsPage {
    private MethodsPage() {}

    static String markdown() {
        Catalog catalog = HarborProtocolErrors.CATALOG;
        StringBuilder page = new StringBuilder("""
                # Methods

                Made from the registry; every one of them is served.

                | Method | Route | Body, bytes | Needs | Capability | What it does |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (Method method : Methods.ALL) {
            page.append("| `")
                    .append(method.name())
                    .append("` | `")
                    .append(method.verb())
                    .append(' ')
                    .append(method.route())
                    .append("` | ")
                    .append(method.bodyLimit().isEmpty() ? "–" : catalog.limit(method.bodyLimit()))
                    .append(" | ")
                    .append(method.need().words())
                    .append(" | `")
                    .append(method.capability())
                    .append("` | ")
                    .append(method.summary())
                    .append(" |\n");
        }
        return page.toString();
    }
}
