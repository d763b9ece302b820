package dev.errata.site;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Directive;
import dev.errata.catalog.Example;
import dev.errata.catalog.Page;
import dev.errata.catalog.Root;
import dev.errata.core.Condition;
import dev.errata.core.Envelope.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole catalog as JSON, for programs; what {@code errata.yaml} says on probing is kept out. */
final class CatalogJson {
    private CatalogJson() {}

    static String write(CatalogSource catalog) {
        Root root = catalog.root();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("api", root.api());
        json.put("version", root.version());
        json.put("description", root.description());
        json.put("doc_url", root.docUrl());
        json.put("version_header", root.versionHeader());
        json.put("code_pattern", root.codePattern());
        json.put("types", root.types());
        json.put(
                "request_id",
                object(
                        "header", root.requestId().header(),
                        "prefix", root.requestId().prefix()));
        json.put("media_type", root.envelope().mediaType());
        json.put("envelope", tree(root.envelope().root()));
        json.put("limits", root.limits());
        json.put("codes", catalog.pages().stream().map(CatalogJson::page).toList());
        return Json.pretty(json) + "\n";
    }

    private static Map<String, @Nullable Object> page(Page page) {
        Map<String, @Nullable Object> json = object("code", page.code(), "title", page.title());
        json.put("page", page.code() + ".html");
        json.put("state", page.retired() ? "retired" : "active");
        json.put("replaced_by", page.replacedBy());
        json.put("since", page.since());
        json.put("aliases", page.aliases().stream().map(CatalogJson::alias).toList());
        json.put("type", page.type());
        json.put("surface", page.surface().word());
        json.put("platform", page.platform());
        json.put("forms", page.forms().stream().map(CatalogJson::form).toList());
        json.put("details", page.details().stream().map(CatalogJson::detail).toList());
        json.put("cause", page.prose().cause());
        json.put("fix", page.prose().fix());
        json.put("response", page.prose().response());
        json.put("notes", page.prose().notes());
        json.put("waiver", page.waiver());
        json.put("examples", page.examples().stream().map(CatalogJson::example).toList());
        return json;
    }

    private static Map<String, @Nullable Object> alias(Page.Alias alias) {
        return object(
                "name",
                alias.name(),
                "until",
                alias.until() == null ? null : alias.until().toString());
    }

    private static Map<String, @Nullable Object> form(Page.Form form) {
        Map<String, @Nullable Object> json =
                object("name", form.name(), "status", form.status() == Page.NO_STATUS ? null : form.status());
        json.put("statuses", form.statuses().members());
        json.put("retry", form.retry().word());
        json.put("actor", form.actor().word());
        json.put("message", form.message());
        json.put("raised_by", form.raisedBy().stream().map(Condition::id).toList());
        return json;
    }

    private static Map<String, @Nullable Object> detail(Page.DetailDoc detail) {
        Map<String, @Nullable Object> json =
                object("name", detail.name(), "type", detail.type().word());
        json.put("required", detail.required());
        json.put("sensitive", detail.sensitive());
        json.put("fact", detail.fact());
        json.put("doc", detail.doc());
        json.put("example", detail.example());
        return json;
    }

    private static Map<String, @Nullable Object> example(Example example) {
        return object(
                "form",
                example.form(),
                "steps",
                example.steps().stream().map(CatalogJson::step).toList());
    }

    private static Map<String, @Nullable Object> step(Example.Step step) {
        Map<String, @Nullable Object> json = object(
                "directives",
                step.directives().stream().map(CatalogJson::directive).toList(),
                "method",
                step.method());
        json.put("target", step.target());
        json.put(
                "headers",
                step.headers().stream()
                        .map(header -> object("name", header.name(), "value", header.value()))
                        .toList());
        json.put("body", step.body());
        json.put("text", step.text());
        return json;
    }

    private static Map<String, @Nullable Object> directive(Directive directive) {
        return object("name", directive.kind().word(), "argument", directive.argument());
    }

    private static Map<String, @Nullable Object> object(
            String first, @Nullable Object firstValue, String second, @Nullable Object secondValue) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(first, firstValue);
        map.put(second, secondValue);
        return map;
    }

    /** The envelope as {@code errata.yaml} writes it. */
    private static @Nullable Object tree(Node node) {
        if (node instanceof Node.Members members) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            members.members().forEach(member -> map.put(member.name(), tree(member.value())));
            return map;
        }
        if (node instanceof Node.Items items) {
            List<@Nullable Object> list = new ArrayList<>();
            items.items().forEach(item -> list.add(tree(item)));
            return list;
        }
        if (node instanceof Node.Open open) {
            return open.slot().id() + (open.optional() ? "?" : "");
        }
        return ((Node.Constant) node).value();
    }
}
