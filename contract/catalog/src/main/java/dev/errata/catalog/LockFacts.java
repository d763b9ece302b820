package dev.errata.catalog;

import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Envelope.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a caller can see of an API, as named texts: a fact that the lock shall keep is one line here.
 *
 * @param api what holds of every answer
 * @param codes what holds of each code, by their identifiers
 */
record LockFacts(Map<String, String> api, Map<String, Map<String, String>> codes) {
    static LockFacts of(CatalogSource catalog) {
        Map<String, Map<String, String>> codes = new TreeMap<>();
        catalog.pages().forEach(page -> codes.put(page.code(), code(page)));
        return new LockFacts(api(catalog.root()), codes);
    }

    private static Map<String, String> api(Root root) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", root.api());
        facts.put("version", root.version());
        facts.put("media-type", root.envelope().mediaType());
        facts.put("request-id.header", root.requestId().header());
        facts.put("request-id.prefix", root.requestId().prefix());
        put(facts, "doc-url", root.docUrl());
        put(facts, "version-header", root.versionHeader());
        put(facts, "types", root.types());
        root.limits().forEach((name, value) -> facts.put("limits." + name, value.toString()));
        envelope("envelope", root.envelope().root(), facts);
        return facts;
    }

    private static void envelope(String at, Node node, Map<String, String> facts) {
        if (node instanceof Node.Members object) {
            object.members().forEach(member -> envelope(at + "." + member.name(), member.value(), facts));
        } else if (node instanceof Node.Items array) {
            for (int i = 0; i < array.items().size(); i++) {
                envelope(at + "[" + i + "]", array.items().get(i), facts);
            }
        } else if (node instanceof Node.Open open) {
            facts.put(at, open.slot().id() + (open.optional() ? "?" : ""));
        } else {
            Object value = ((Node.Constant) node).value();
            facts.put(at, value instanceof String text ? "'" + text + "'" : String.valueOf(value));
        }
    }

    private static Map<String, String> code(Page page) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("state", page.retired() ? "retired" : "active");
        put(facts, "replaced-by", page.replacedBy());
        facts.put("since", page.since());
        facts.put("title", page.title());
        put(facts, "type", page.type());
        facts.put("surface", page.surface().word());
        facts.put("platform", Boolean.toString(page.platform()));
        put(facts, "waiver", page.waiver());
        for (Page.Alias alias : page.aliases()) {
            facts.put("aliases." + alias.name(), alias.until() == null ? "no day" : "until " + alias.until());
        }
        page.forms().forEach(form -> form(form, facts));
        page.details().forEach(detail -> detail(detail, facts));
        return facts;
    }

    private static void form(Page.Form form, Map<String, String> facts) {
        String at = form.name().equals(Code.MAIN) ? "" : "variants." + form.name() + ".";
        facts.put(at + "status", form.shownStatus());
        put(facts, at + "statuses", form.statuses().members());
        facts.put(at + "retry", form.retry().word());
        facts.put(at + "actor", form.actor().word());
        facts.put(at + "message", form.message());
        put(facts, at + "raised-by", form.raisedBy().stream().map(Condition::id).toList());
    }

    private static void detail(Page.DetailDoc detail, Map<String, String> facts) {
        String fact = detail.fact().equals(detail.name()) ? "" : ", fact " + detail.fact();
        facts.put(
                "details." + detail.name(),
                detail.type().word()
                        + (detail.required() ? "" : ", optional")
                        + (detail.sensitive() ? ", sensitive" : "")
                        + fact);
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static void put(Map<String, String> facts, String name, List<String> values) {
        if (!values.isEmpty()) {
            facts.put(name, values.stream().sorted().collect(Collectors.joining(", ")));
        }
    }
}
