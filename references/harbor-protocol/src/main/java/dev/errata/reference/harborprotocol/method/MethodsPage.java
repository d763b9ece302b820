package dev.errata.reference.harborprotocol.method;

import dev.errata.core.Catalog;
import java.util.stream.Collectors;

/** The registry for people. */
public record MethodsPage(Methods methods, Catalog catalog) {
    public String markdown() {
        StringBuilder page = new StringBuilder("""
                # Methods

                Made from the registry; every one of them is served. Times are RFC 3339. A member that is null counts as absent.
                Methods under `/v1/control/` pass over members that they do not know, all others refuse them; a body may be empty
                where the method is no control. Every method may answer `auth_rejected`, `identity_required`, `invalid_request` and
                `runtime_error`.

                | Method | Route | Body, bytes | Needs | Capability | What it does |
                | --- | --- | --- | --- | --- | --- |
                """);
        methods.all().forEach(method -> page.append(row(method)));
        methods.all().stream().filter(Method::isCall).forEach(method -> page.append(section(method)));
        return page.toString();
    }

    private String row(Method<?> method) {
        return "| `%s` | `%s %s` | %s | %s | `%s` | %s |\n"
                .formatted(
                        method.name(),
                        method.verb(),
                        method.route(),
                        method.isCall()
                                ? Long.toString(catalog.limit(method.family().bodyLimit()))
                                : "–",
                        method.need().words(),
                        method.family().capability(),
                        method.summary());
    }

    private static String section(Method<?> method) {
        String members = Members.of(method.body()).stream()
                .map(member -> "| `%s` | %s | %s |\n".formatted(member.path(), member.type(), member.rule()))
                .collect(Collectors.joining());
        String codes = method.codes().isEmpty()
                ? ""
                : "\nAlso answers "
                        + method.codes().stream().map(code -> "`" + code + "`").collect(Collectors.joining(", "))
                        + ".\n";
        return "\n## " + method.name() + "\n\n| Member | Type | Rule |\n| --- | --- | --- |\n" + members + codes;
    }
}
