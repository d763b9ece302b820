package dev.errata.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON shape of an error body, as data: a tree of constants and slots. The same tree is compiled for rendering by
 * {@link ErrorRenderer} and read by {@link #match}.
 *
 * @param mediaType what {@code Content-Type} says
 * @param root the body
 */
public record Envelope(String mediaType, Node.Members root) {

    /** RFC 9457 with code, actor, request id and details as extension members. */
    public static final Envelope PROBLEM = new Envelope(
            "application/problem+json",
            Node.members(
                    Node.member("type", Node.optional(Slot.DOC_URL)),
                    Node.member("title", Node.slot(Slot.TITLE)),
                    Node.member("status", Node.slot(Slot.STATUS)),
                    Node.member("detail", Node.slot(Slot.MESSAGE)),
                    Node.member("code", Node.slot(Slot.CODE)),
                    Node.member("actor", Node.optional(Slot.ACTOR)),
                    Node.member("request_id", Node.optional(Slot.REQUEST_ID)),
                    Node.spread()));

    /** A part of the tree. */
    public sealed interface Node {
        /** An object. */
        record Members(List<Member> members) implements Node {
            /** What is put before the name of a spread detail that the object itself has a member for. */
            private static final String PREFIX = "error_";

            /**
             * The name of a detail spread into this object: its own, or {@code error_status} for {@code status} where
             * the object has a {@code status} of its own, so that no object has two members of one name.
             */
            public String spreadName(String detail) {
                return isTaken(detail) ? PREFIX + detail : detail;
            }

            /** The detail that stands under a name; undoes {@link #spreadName}. */
            public String detailNamed(String name) {
                boolean prefixed = name.startsWith(PREFIX) && isTaken(name.substring(PREFIX.length()));
                return prefixed ? name.substring(PREFIX.length()) : name;
            }

            /** Prefixed names of members count too: only so can every name be undone. */
            private boolean isTaken(String detail) {
                String bare = detail;
                while (true) {
                    for (Member member : members) {
                        if (member.name().equals(bare)) {
                            return true;
                        }
                    }
                    if (!bare.startsWith(PREFIX)) {
                        return false;
                    }
                    bare = bare.substring(PREFIX.length());
                }
            }
        }

        /** An array of fixed length. */
        record Items(List<Node> items) implements Node {}

        /** A string, number, boolean or null as it stands. */
        record Constant(@Nullable Object value) implements Node {}

        /** A value that each error fills; an optional one is left out when it has none. */
        record Open(Slot slot, boolean optional) implements Node {}

        /** A member of an object; {@link #SPREAD} as its name puts the details beside its siblings. */
        record Member(String name, Node value) {}

        /** The name under which a template spreads the details. */
        String SPREAD = "...";

        /** An object with these members. */
        static Members members(Member... members) {
            return new Members(List.copyOf(Arrays.asList(members)));
        }

        /** An array of these items. */
        static Items items(Node... items) {
            return new Items(List.copyOf(Arrays.asList(items)));
        }

        /** A member. */
        static Member member(String name, Node value) {
            return new Member(name, value);
        }

        /** The details, spread beside the other members. */
        static Member spread() {
            return new Member(SPREAD, new Open(Slot.DETAILS, true));
        }

        /** A constant: null, a string, a boolean, an integer or a decimal. */
        static Constant constant(@Nullable Object value) {
            return new Constant(value);
        }

        /** A slot. */
        static Open slot(Slot slot) {
            return new Open(slot, false);
        }

        /** A slot that is left out when it has no value. */
        static Open optional(Slot slot) {
            return new Open(slot, true);
        }
    }

    /**
     * What a body holds, slot by slot, and how it differs from the envelope.
     *
     * @param slots the values found; {@link Slot#DETAILS} is a map
     * @param differences one sentence each; empty when the body is this envelope
     */
    public record Match(Map<Slot, Object> slots, List<String> differences) {
        /** The value of a slot as text, null when the body has none. */
        public @Nullable String text(Slot slot) {
            Object value = slots.get(slot);
            return value == null ? null : value.toString();
        }
    }

    /** The slots that the envelope has anywhere. */
    public Set<Slot> slots() {
        Set<Slot> found = new LinkedHashSet<>();
        collect(root, found);
        return found;
    }

    private static void collect(Node node, Set<Slot> found) {
        if (node instanceof Node.Open open) {
            found.add(open.slot());
        } else if (node instanceof Node.Members object) {
            object.members().forEach(member -> collect(member.value(), found));
        } else if (node instanceof Node.Items array) {
            array.items().forEach(item -> collect(item, found));
        }
    }

    /**
     * Reads a body by this envelope.
     *
     * @param body the parsed JSON: maps, lists, strings, numbers, booleans, null
     */
    public Match match(@Nullable Object body) {
        Map<Slot, Object> slots = new EnumMap<>(Slot.class);
        List<String> differences = new ArrayList<>();
        match(root, body, "the body", slots, differences);
        return new Match(slots, differences);
    }

    private static void match(
            Node node, @Nullable Object found, String at, Map<Slot, Object> slots, List<String> differences) {
        if (node instanceof Node.Constant constant) {
            if (!sameConstant(constant.value(), found)) {
                differences.add(at + " is " + Json.write(found) + ", not " + Json.write(constant.value()));
            }
        } else if (node instanceof Node.Open open) {
            matchSlot(open.slot(), found, at, slots, differences);
        } else if (node instanceof Node.Items array) {
            if (!(found instanceof List<?> list) || list.size() != array.items().size()) {
                differences.add(at + " is not an array of " + array.items().size());
                return;
            }
            for (int i = 0; i < list.size(); i++) {
                match(array.items().get(i), list.get(i), at + "[" + i + "]", slots, differences);
            }
        } else if (node instanceof Node.Members object) {
            matchObject(object, found, at, slots, differences);
        }
    }

    private static void matchObject(
            Node.Members object, @Nullable Object found, String at, Map<Slot, Object> slots, List<String> differences) {
        if (!(found instanceof Map<?, ?> map)) {
            differences.add(at + " is not an object");
            return;
        }
        Map<String, Object> rest = new LinkedHashMap<>();
        map.forEach((name, value) -> rest.put(String.valueOf(name), value));
        boolean spread = false;
        for (Node.Member member : object.members()) {
            if (member.name().equals(Node.SPREAD)) {
                spread = true;
                continue;
            }
            String place = at.equals("the body") ? member.name() : at + "." + member.name();
            if (!rest.containsKey(member.name())) {
                if (!(member.value() instanceof Node.Open open && open.optional())) {
                    differences.add(place + " is missing");
                }
                continue;
            }
            match(member.value(), rest.remove(member.name()), place, slots, differences);
        }
        if (spread) {
            Map<String, Object> details = new LinkedHashMap<>();
            rest.forEach((name, value) -> details.put(object.detailNamed(name), value));
            slots.put(Slot.DETAILS, details);
        } else {
            rest.keySet()
                    .forEach(name -> differences.add(
                            (at.equals("the body") ? "" : at + ".") + name + " is not a member of the envelope"));
        }
    }

    private static void matchSlot(
            Slot slot, @Nullable Object found, String at, Map<Slot, Object> slots, List<String> differences) {
        boolean right = switch (slot) {
            case STATUS -> found instanceof Number;
            case DETAILS -> found instanceof Map;
            case SUCCESS -> Boolean.FALSE.equals(found);
            case CODE, MESSAGE, TITLE, TYPE, STATUS_TEXT, ACTOR, DOC_URL, REQUEST_ID -> found instanceof String;
        };
        if (right && found != null) {
            slots.put(slot, found);
        } else {
            differences.add(at + " is " + Json.write(found) + ", which is no " + slot.id());
        }
    }

    private static boolean sameConstant(@Nullable Object expected, @Nullable Object found) {
        if (expected instanceof Number && found instanceof Number) {
            return new java.math.BigDecimal(expected.toString()).compareTo(new java.math.BigDecimal(found.toString()))
                    == 0;
        }
        return expected == null ? found == null : expected.equals(found);
    }
}
