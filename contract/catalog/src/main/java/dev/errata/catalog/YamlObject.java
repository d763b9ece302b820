package dev.errata.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One YAML mapping, read key by key; every mistake becomes a finding with its line and column. */
final class YamlObject {
    private final Kind kind;
    private final Path file;
    private final int offset;
    private final String where;
    private final Findings findings;
    private final Position start;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Position> keys = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** What is read, and which rules it breaks where it cannot be, or lacks something. */
    enum Kind {
        ROOT("errata.yaml", Rule.ROOT_YAML, Rule.ROOT_COMPLETE),
        PAGE("the page", Rule.PAGE_FRONT_MATTER, Rule.PAGE_COMPLETE);

        private final String where;
        private final Rule readable;
        private final Rule complete;

        Kind(String where, Rule readable, Rule complete) {
            this.where = where;
            this.readable = readable;
            this.complete = complete;
        }
    }

    private YamlObject(Kind kind, Path file, int offset, String where, MappingNode node, Findings findings) {
        this.kind = kind;
        this.file = file;
        this.offset = offset;
        this.where = where;
        this.findings = findings;
        this.start = position(node);
        for (NodeTuple tuple : node.getValue()) {
            Node key = tuple.getKeyNode();
            String name = ((ScalarNode) key).getValue();
            keys.put(name, position(key));
            if (values.put(name, tuple.getValueNode()) != null) {
                findings.add(Rule.KEY_KNOWN, position(key), "Found '" + name + ":' twice in " + where + "; keep one.");
            }
        }
    }

    /** Reads a document; {@code offset} lines of the file stand before it. */
    static Optional<YamlObject> parse(Kind kind, Path file, int offset, String text, Findings findings) {
        try {
            Optional<Node> node = Yaml.compose(text);
            if (node.isPresent() && node.get() instanceof MappingNode mapping) {
                return Optional.of(new YamlObject(kind, file, offset, kind.where, mapping, findings));
            }
            boolean list = node.isPresent() && node.get() instanceof SequenceNode;
            findings.add(
                    kind.readable,
                    new Position(file, offset + 1, 0),
                    (list ? "Found a list in " + kind.where + ", which has keys" : "Found no keys in " + kind.where)
                            + "; write one 'key: value' a line" + (list ? ", without '- '." : "."));
        } catch (Yaml.RefusedException e) {
            findings.add(
                    kind.readable,
                    e.line() == 0 ? Position.of(file) : new Position(file, e.line() + offset, e.column()),
                    String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    Position start() {
        return start;
    }

    Position at(String key) {
        return keys.getOrDefault(key, start);
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    Set<String> names() {
        asked.addAll(values.keySet());
        return values.keySet();
    }

    /** A text that must be there; empty when it is not, after a finding. */
    String required(String key, String meaning) {
        String text = text(key);
        if (text == null || text.isBlank()) {
            Node node = values.get(key);
            // Where a list or keys stand, text(…) has said so.
            if (node == null || node instanceof ScalarNode) {
                findings.add(
                        kind.complete, start, "'" + key + ":' is missing in " + where + "; write " + meaning + ".");
            }
            return "";
        }
        return text;
    }

    @Nullable
    String text(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        invalid(key, node, "a text");
        return null;
    }

    boolean flag(String key) {
        String text = text(key);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (!text.equals("true")) {
            invalid(key, text, "true or false");
        }
        return true;
    }

    /** A whole number in a range; its lower end when there is none, after a finding. */
    long number(String key, long least, long most, String meaning) {
        String text = required(key, meaning);
        if (text.isEmpty()) {
            return least;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // said below, together with numbers out of range
        }
        invalid(key, text, meaning);
        return least;
    }

    /** One of a closed set, null when there is none or another, after a finding. */
    <T> @Nullable T choice(String key, Function<String, Optional<T>> named, String allowed) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Optional<T> found = named.apply(text);
        if (found.isEmpty()) {
            invalid(key, text, allowed);
        }
        return found.orElse(null);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                invalid(key, item, "a list of texts");
            }
        }
        return texts;
    }

    /** The texts of a list, or the one text in its place. */
    List<String> textOrTexts(String key) {
        if (values.get(key) instanceof ScalarNode) {
            String text = text(key);
            return text == null ? List.of() : List.of(text);
        }
        return texts(key);
    }

    /** The position of an item of a list. */
    Position at(String key, int index) {
        List<Node> items = items(key);
        return index < items.size() ? position(items.get(index)) : at(key);
    }

    List<YamlObject> objects(String key, String each) {
        List<YamlObject> objects = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof MappingNode mapping) {
                objects.add(new YamlObject(kind, file, offset, each, mapping, findings));
            } else {
                invalid(key, item, "a list of " + each);
            }
        }
        return objects;
    }

    private List<Node> items(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        invalid(key, node, "a list: [a, b]");
        return List.of();
    }

    Optional<YamlObject> object(String key, String what) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return Optional.empty();
        }
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlObject(kind, file, offset, what, mapping, findings));
        }
        invalid(key, node, "keys of its own");
        return Optional.empty();
    }

    @Nullable
    Node node(String key) {
        asked.add(key);
        return values.get(key);
    }

    /** The value as a JSON tree. */
    @Nullable
    Object tree(String key) {
        Node node = node(key);
        return node == null ? null : tree(node);
    }

    static @Nullable Object tree(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                map.put(((ScalarNode) tuple.getKeyNode()).getValue(), tree(tuple.getValueNode()));
            }
            return map;
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            sequence.getValue().forEach(item -> list.add(tree(item)));
            return list;
        }
        return scalar((ScalarNode) node);
    }

    static @Nullable Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return text;
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (scalar.getTag().equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            if (scalar.getTag().equals(Tag.FLOAT)) {
                return new java.math.BigDecimal(text);
            }
        } catch (NumberFormatException tooLarge) {
            return text;
        }
        return text;
    }

    /** Reports the keys that nobody asked for. */
    void done() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                findings.add(
                        Rule.KEY_KNOWN,
                        at(key),
                        "Found '" + key + ":' in " + where + ", which has no such key; it may have "
                                + String.join(", ", asked) + ".");
            }
        }
    }

    void invalid(String key, String found, String allowed) {
        Node node = values.get(key);
        findings.add(
                Rule.VALUE_VALID,
                node == null ? at(key) : position(node),
                "Found '" + found + "' as '" + key + ":' of " + where + "; allowed is " + allowed + ".");
    }

    private void invalid(String key, Node node, String allowed) {
        String found = node instanceof MappingNode ? "keys" : node instanceof SequenceNode ? "a list" : "a text";
        findings.add(
                Rule.VALUE_VALID,
                position(node),
                "Found " + found + " as '" + key + ":' of " + where + "; allowed is " + allowed + ".");
    }

    private Position position(Node node) {
        return node.getStartMark()
                .map(mark -> new Position(file, mark.getLine() + 1 + offset, mark.getColumn() + 1))
                .orElse(Position.of(file));
    }
}
