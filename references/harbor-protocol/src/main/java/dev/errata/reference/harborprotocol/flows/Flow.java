package dev.errata.reference.harborprotocol.flows;

import dev.errata.reference.harborprotocol.method.Row;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Work that is laid down beforehand.
 *
 * @param nodes what is done, one after the other
 */
record Flow(String id, String name, List<Node> nodes, UnaryOperator<String> engine) {
    static final String FAMILY = "graph";
    private static final int SUMMARY_CHARACTERS = 80;

    static final List<Flow> ALL = List.of(
            new Flow(
                    "count_words",
                    "Counts the words of inputs.text",
                    List.of(new Node("count", "tool"), new Node("answer", "artifact_emitter")),
                    text -> text.isBlank() ? "0" : Integer.toString(text.strip().split("\\s+").length)),
            new Flow(
                    "summarize",
                    "Keeps the beginning of inputs.text",
                    List.of(new Node("cut", "tool"), new Node("answer", "artifact_emitter")),
                    text -> text.length() <= SUMMARY_CHARACTERS ? text : text.substring(0, SUMMARY_CHARACTERS) + "…"));

    /** A step of a flow. */
    record Node(String id, String type) {}

    /** From each node to the next. */
    List<Map<String, Object>> edges() {
        return IntStream.range(1, nodes.size())
                .mapToObj(to -> Row.of(
                        "from", nodes.get(to - 1).id(), "to", nodes.get(to).id()))
                .toList();
    }
}
