package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the text of a {@code pipeline_ir}, version 0: steps in a row with waits between them, or a graph of them. */
@Component
final class PlanReader {
    private static final String VERSION = "0";
    private static final int MOST_STEPS = 100;
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_COMMAND = 4096;
    private static final Set<String> EDGES = Set.of("builds_in", "depends_on");

    private final JsonMapper json;

    PlanReader(JsonMapper json) {
        this.json = json;
    }

    /** What can be wrong with a plan; the words are the contract's. */
    private enum Fault {
        BAD_VERSION("bad_version"),
        DUPLICATE_KEY("duplicate_key"),
        UNKNOWN_DEPENDENCY("unknown_dependency"),
        CYCLE("cycle"),
        INVALID_JSON("invalid_json"),
        INVALID_IR("invalid_ir");

        private final String word;

        Fault(String word) {
            this.word = word;
        }
    }

    private static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        Rejected(Fault fault, String message) {
            super(message, null, false, false);
            this.fault = fault;
        }
    }

    /** The plan, or a rejected one that says what is wrong with the text. */
    Plan read(String text) {
        try {
            return plan(tree(text));
        } catch (Rejected e) {
            return Plan.rejected(e.fault.word, Objects.requireNonNull(e.getMessage()));
        }
    }

    private JsonNode tree(String text) {
        JsonNode root;
        try {
            root = json.readTree(text);
        } catch (JacksonException e) {
            throw new Rejected(Fault.INVALID_JSON, "pipeline_ir must be a text of JSON, and is none");
        }
        if (!root.isObject()) {
            throw invalid("pipeline_ir must be an object in a text");
        }
        return root;
    }

    private static Plan plan(JsonNode root) {
        JsonNode version = root.path("version");
        if (!version.isString() || !version.stringValue().equals(VERSION)) {
            throw new Rejected(Fault.BAD_VERSION, "version must be \"0\", and is " + shown(version));
        }
        List<Step> steps = root.has("graph") ? graph(root.path("graph")) : row(root.path("steps"));
        if (steps.isEmpty()) {
            throw invalid("steps must have at least one command");
        }
        if (steps.size() > MOST_STEPS) {
            throw invalid("steps must have at most " + MOST_STEPS + " commands");
        }
        return new Plan(steps, seconds(root, "timeout_seconds"), null);
    }

    private static List<Step> row(JsonNode steps) {
        if (!steps.isArray()) {
            throw invalid("steps must be a list");
        }
        List<Step> read = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        int waited = 0;
        for (int i = 0; i < steps.size(); i++) {
            JsonNode step = steps.get(i);
            String where = "steps." + i;
            String type = step.path("type").asString("");
            if (type.equals("wait")) {
                waited = read.size();
                continue;
            }
            if (!type.equals("command")) {
                throw invalid(where + ".type must be command or wait, and is " + shown(step.path("type")));
            }
            Set<Integer> needed = new TreeSet<>();
            IntStream.range(0, waited).forEach(needed::add);
            String within = text(step, where, "builds_in");
            if (within != null) {
                Integer place = places.get(within);
                if (place == null) {
                    throw new Rejected(
                            Fault.UNKNOWN_DEPENDENCY,
                            where + ".builds_in must be the key of an earlier step, and is " + within);
                }
                needed.add(place);
            }
            read.add(command(step, where, List.copyOf(needed)));
            unique(places, read.get(read.size() - 1), read.size() - 1);
        }
        return read;
    }

    private static List<Step> graph(JsonNode graph) {
        JsonNode nodes = graph.path("nodes");
        JsonNode edges = graph.path("edges");
        if (!nodes.isArray() || !(edges.isArray() || edges.isMissingNode())) {
            throw invalid("graph must have nodes, a list, and may have edges, another one");
        }
        List<Set<Integer>> needed = new ArrayList<>();
        nodes.forEach(node -> needed.add(new TreeSet<>()));
        for (int i = 0; i < edges.size(); i++) {
            JsonNode edge = edges.get(i);
            if (edge.size() != 3 || !EDGES.contains(edge.path(2).asString(""))) {
                throw invalid("graph.edges." + i + " must be [from, to, \"builds_in\" or \"depends_on\"]");
            }
            needed.get(place(edge.path(1), nodes.size(), i)).add(place(edge.path(0), nodes.size(), i));
        }
        List<Integer> order = order(needed);
        List<Step> read = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int place : order) {
            List<Integer> before =
                    needed.get(place).stream().map(order::indexOf).sorted().toList();
            String where = "graph.nodes." + place + ".step";
            read.add(command(nodes.get(place).path("step"), where, before));
            unique(places, read.get(read.size() - 1), read.size() - 1);
        }
        return read;
    }

    /** The places in an order in which nothing comes before what it needs; as they stand where that is one. */
    private static List<Integer> order(List<Set<Integer>> needed) {
        Set<Integer> order = new LinkedHashSet<>();
        while (order.size() < needed.size()) {
            int next = IntStream.range(0, needed.size())
                    .filter(place -> !order.contains(place) && order.containsAll(needed.get(place)))
                    .findFirst()
                    .orElseThrow(() -> new Rejected(Fault.CYCLE, "graph.edges lead in a circle"));
            order.add(next);
        }
        return List.copyOf(order);
    }

    private static int place(JsonNode number, int nodes, int edge) {
        if (!number.isIntegralNumber() || number.asInt(-1) < 0 || number.asInt(-1) >= nodes) {
            throw new Rejected(
                    Fault.UNKNOWN_DEPENDENCY, "graph.edges." + edge + " must name nodes, and names " + shown(number));
        }
        return number.intValue();
    }

    private static Step command(JsonNode step, String where, List<Integer> dependsOn) {
        String key = text(step, where, "key");
        String cmd = text(step, where, "cmd");
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            throw invalid(where + ".key must have 1 to " + LONGEST_KEY + " characters");
        }
        if (cmd == null || cmd.length() > LONGEST_COMMAND) {
            throw invalid(where + ".cmd must be a text of at most " + LONGEST_COMMAND + " characters");
        }
        return new Step(key, text(step, where, "label"), cmd, dependsOn, seconds(step, where + ".timeout_seconds"));
    }

    private static void unique(Map<String, Integer> places, Step step, int place) {
        if (places.putIfAbsent(step.key(), place) != null) {
            throw new Rejected(Fault.DUPLICATE_KEY, "two steps have the key " + step.key());
        }
    }

    private static @Nullable String text(JsonNode object, String where, String member) {
        JsonNode value = object.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(where + "." + member + " must be a text");
        }
        return value.stringValue();
    }

    private static @Nullable Integer seconds(JsonNode object, String where) {
        JsonNode value = object.path("timeout_seconds");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isInt() || value.intValue() < 1) {
            throw invalid(where + " must be a number of seconds, from 1");
        }
        return value.intValue();
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "missing" : value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static Rejected invalid(String message) {
        return new Rejected(Fault.INVALID_IR, message);
    }
}
