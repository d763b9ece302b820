package dev.errata.catalog;

import dev.errata.core.Catalog;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code errata.yaml}. */
final class RootReader {
    private static final String ANY_CODE = "[A-Za-z][A-Za-z0-9_.-]*";

    private final Path file;
    private final Findings findings;

    RootReader(Path file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    Optional<Root> read(String text) {
        Optional<YamlObject> parsed = YamlObject.parse(YamlObject.Kind.ROOT, file, 0, text, findings);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        YamlObject yaml = parsed.get();
        String api = yaml.required("api", "the name of the API, such as 'api: Harpoon'");
        String version = yaml.required("version", "the version of the catalog in quotes, such as 'version: \"1.0\"'");
        String description = orEmpty(yaml.text("description"));
        String docUrl = yaml.text("doc-url");
        if (docUrl != null && !docUrl.contains("{code}")) {
            yaml.invalid("doc-url", docUrl, "an address with {code} in it, such as \"{docs}/errors/{code}\"");
        }
        Catalog.RequestId requestId = requestId(yaml);
        Envelope envelope = new Envelope(orElse(yaml.text("media-type"), "application/json"), envelope(yaml));
        Root root = new Root(
                file,
                api,
                version,
                description,
                docUrl,
                yaml.text("version-header"),
                codePattern(yaml),
                List.copyOf(yaml.texts("types")),
                requestId,
                envelope,
                limits(yaml),
                probe(yaml));
        yaml.done();
        return Optional.of(root);
    }

    private static String codePattern(YamlObject yaml) {
        String pattern = orElse(yaml.text("code-pattern"), ANY_CODE);
        try {
            Pattern.compile(pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            yaml.invalid("code-pattern", pattern, "a regular expression; " + e.getDescription());
            return ANY_CODE;
        }
    }

    private static Catalog.RequestId requestId(YamlObject yaml) {
        Optional<YamlObject> object = yaml.object("request-id", "request-id");
        if (object.isEmpty()) {
            return new Catalog.RequestId("X-Request-Id", "req_");
        }
        Catalog.RequestId requestId = new Catalog.RequestId(
                orElse(object.get().text("header"), "X-Request-Id"),
                orElse(object.get().text("prefix"), "req_"));
        object.get().done();
        return requestId;
    }

    private static Map<String, Long> limits(YamlObject yaml) {
        Map<String, Long> limits = new LinkedHashMap<>();
        yaml.object("limits", "limits").ifPresent(object -> {
            for (String name : object.names()) {
                limits.put(name, object.number(name, 0, Long.MAX_VALUE, "a whole number"));
            }
        });
        return limits;
    }

    private static Root.ProbeSettings probe(YamlObject yaml) {
        Optional<YamlObject> object = yaml.object("probe", "probe");
        if (object.isEmpty()) {
            return new Root.ProbeSettings(null, null, null, Map.of(), Map.of());
        }
        Root.ProbeSettings settings = new Root.ProbeSettings(
                object.get().text("base-url"),
                object.get().text("control-url"),
                object.get().text("fixture"),
                texts(object.get(), "variables"),
                texts(object.get(), "hints"));
        object.get().done();
        return settings;
    }

    private static Map<String, String> texts(YamlObject yaml, String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        yaml.object(member, member).ifPresent(values -> {
            for (String name : values.names()) {
                texts.put(name, orEmpty(values.text(name)));
            }
        });
        return texts;
    }

    private Envelope.Node.Members envelope(YamlObject yaml) {
        Node node = yaml.node("envelope");
        if (node instanceof MappingNode mapping) {
            return members(mapping);
        }
        findings.add(
                Rule.ENVELOPE_VALID,
                yaml.at("envelope"),
                "'envelope:' is missing in errata.yaml; write the shape of an error body, such as"
                        + " 'envelope: { error: { code: $code, message: $message, details: $details? } }'.");
        return Envelope.Node.members();
    }

    private Envelope.Node.Members members(MappingNode mapping) {
        Envelope.Node.Member[] members =
                mapping.getValue().stream().map(this::member).toArray(Envelope.Node.Member[]::new);
        return Envelope.Node.members(members);
    }

    private Envelope.Node.Member member(NodeTuple tuple) {
        String name = ((ScalarNode) tuple.getKeyNode()).getValue();
        Envelope.Node value = value(tuple.getValueNode());
        if (name.equals(Envelope.Node.SPREAD)) {
            if (!(value instanceof Envelope.Node.Open open && open.slot() == Slot.DETAILS)) {
                wrong(tuple.getValueNode(), "'...:' spreads the details and nothing else; write '...: $details'.");
            }
            return Envelope.Node.spread();
        }
        return Envelope.Node.member(name, value);
    }

    private Envelope.Node value(Node node) {
        if (node instanceof MappingNode mapping) {
            return members(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            return Envelope.Node.items(
                    sequence.getValue().stream().map(this::value).toArray(Envelope.Node[]::new));
        }
        ScalarNode scalar = (ScalarNode) node;
        String text = scalar.getValue();
        if (!text.startsWith("$")) {
            return Envelope.Node.constant(YamlObject.scalar(scalar));
        }
        boolean optional = text.endsWith("?");
        Optional<Slot> slot = Slot.named(optional ? text.substring(0, text.length() - 1) : text);
        if (slot.isEmpty()) {
            wrong(node, "Found '" + text + "', which is no slot; the slots are " + slots() + ".");
            return Envelope.Node.constant(text);
        }
        return optional ? Envelope.Node.optional(slot.get()) : Envelope.Node.slot(slot.get());
    }

    private static String slots() {
        StringBuilder all = new StringBuilder();
        for (Slot slot : Slot.values()) {
            all.append(all.isEmpty() ? "" : ", ").append(slot.id());
        }
        return all.toString();
    }

    private void wrong(Node node, String message) {
        findings.add(
                Rule.ENVELOPE_VALID,
                node.getStartMark()
                        .map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1))
                        .orElse(Position.of(file)),
                message);
    }

    static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return orElse(text, "");
    }

    static String orElse(@org.jspecify.annotations.Nullable String text, String other) {
        return text == null ? other : text;
    }
}
