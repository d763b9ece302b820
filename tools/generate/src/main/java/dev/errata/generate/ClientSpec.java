package dev.errata.generate;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.Envelope;
import dev.errata.core.Fact;
import dev.errata.core.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a client in another language is told of a catalog, as JSON: where things stand in a body, and every code. */
final class ClientSpec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CatalogSource catalog;

    ClientSpec(CatalogSource catalog) {
        this.catalog = catalog;
    }

    String json() {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("api", catalog.root().api());
        spec.put("version", catalog.root().version());
        spec.put("docUrl", catalog.root().docUrl());
        spec.put("requestIdHeader", catalog.root().requestId().header());
        spec.put("envelope", envelope());
        spec.put("problem", problem());
        spec.put("codes", codes());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(spec);
    }

    /** What is known of each code. */
    Map<String, Object> codes() {
        Map<String, Object> codes = new LinkedHashMap<>();
        catalog.active().forEach(page -> codes.put(page.code(), code(page)));
        return codes;
    }

    /** For each slot its path; for the details also what stands beside them where they are spread. */
    Map<String, Map<String, Object>> envelope() {
        return slots(catalog.root().envelope());
    }

    /** The same for bodies whose media type is that of RFC 9457, which an API may have with a shape of its own. */
    Map<String, Map<String, Object>> problem() {
        Envelope own = catalog.root().envelope();
        return slots(own.mediaType().equals(Envelope.PROBLEM.mediaType()) ? own : Envelope.PROBLEM);
    }

    private static Map<String, Map<String, Object>> slots(Envelope envelope) {
        Map<String, Map<String, Object>> slots = new LinkedHashMap<>();
        find(envelope.root(), List.of(), slots);
        return slots;
    }

    private static void find(Envelope.Node node, List<Object> path, Map<String, Map<String, Object>> slots) {
        if (node instanceof Envelope.Node.Open open) {
            slots.putIfAbsent(open.slot().name().toLowerCase(Locale.ROOT), Map.of("path", path));
        } else if (node instanceof Envelope.Node.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                find(items.items().get(i), below(path, i), slots);
            }
        } else if (node instanceof Envelope.Node.Members members) {
            for (Envelope.Node.Member member : members.members()) {
                if (member.name().equals(Envelope.Node.SPREAD)) {
                    slots.put(
                            Slot.DETAILS.name().toLowerCase(Locale.ROOT),
                            Map.of("path", path, "beside", siblings(members)));
                } else {
                    find(member.value(), below(path, member.name()), slots);
                }
            }
        }
    }

    private static List<Object> below(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static List<String> siblings(Envelope.Node.Members members) {
        return members.members().stream()
                .map(Envelope.Node.Member::name)
                .filter(name -> !name.equals(Envelope.Node.SPREAD))
                .toList();
    }

    private static Map<String, Object> code(Page page) {
        Map<String, Object> code = new LinkedHashMap<>();
        code.put("title", page.title());
        code.put("aliases", page.earlierNames());
        code.put("retry", byStatus(page, form -> form.retry().word()));
        code.put("actor", byStatus(page, form -> form.actor().word()));
        List<String> waits = page.details().stream()
                .filter(detail -> detail.fact().equals(Fact.RETRY_AFTER.id()))
                .map(Page.DetailDoc::name)
                .toList();
        List<String> waitsMillis = page.details().stream()
                .filter(detail -> detail.fact().equals(Fact.RETRY_AFTER_MS.id()))
                .map(Page.DetailDoc::name)
                .toList();
        code.put("waitSeconds", waits);
        code.put("waitMillis", waitsMillis);
        return code;
    }

    /** By status, because forms of one code differ; the main form first, which also stands for what is not named. */
    private static Map<String, String> byStatus(Page page, Function<Page.Form, String> fact) {
        Map<String, String> facts = new LinkedHashMap<>();
        page.forms().forEach(form -> facts.putIfAbsent(Integer.toString(form.status()), fact.apply(form)));
        for (Page.Form form : page.forms()) {
            IntStream.range(400, 600)
                    .filter(form.statuses()::contains)
                    .filter(status -> !page.main().answersWith(status))
                    .forEach(status -> facts.putIfAbsent(Integer.toString(status), fact.apply(form)));
        }
        return facts;
    }
}
