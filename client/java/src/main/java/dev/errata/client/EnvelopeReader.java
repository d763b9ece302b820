package dev.errata.client;

import dev.errata.core.Envelope;
import dev.errata.core.Envelope.Node;
import dev.errata.core.Slot;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads bodies by one envelope: values go to their slots, everything else is passed over. Immutable. */
final class EnvelopeReader {
    /** Details as an object of their own: each member is one. */
    private static final Shape DETAILS = new Shape(Node.members(), Names.NONE, new Shape[0], true, 0);

    private final Shape root;
    private final Names codes;
    private final Names details;

    /**
     * A reader.
     *
     * @param codes the codes that bodies are likely to name
     * @param details the details that they are likely to have
     */
    EnvelopeReader(Envelope envelope, Names codes, Names details) {
        this.root = shape(envelope.root());
        this.codes = codes;
        this.details = details;
    }

    /**
     * A part of the envelope, prepared for reading.
     *
     * @param names what the members of an object are called, but for the spread ones
     * @param parts the values of these members, or the items of an array
     * @param spreads whether members of other names are details
     * @param required a bit for each member that must be there
     */
    private record Shape(Node node, Names names, Shape[] parts, boolean spreads, long required) {}

    private static Shape shape(Node node) {
        if (node instanceof Node.Items items) {
            return new Shape(node, Names.NONE, shapes(items.items()), false, 0);
        }
        if (!(node instanceof Node.Members object)) {
            return new Shape(node, Names.NONE, new Shape[0], false, 0);
        }
        List<Node.Member> named = object.members().stream()
                .filter(member -> !member.name().equals(Node.SPREAD))
                .toList();
        if (named.size() > Long.SIZE) {
            throw new IllegalArgumentException("An object of the envelope has " + named.size()
                    + " members; it may have " + Long.SIZE + ". Put some of them into an object of their own.");
        }
        long required = 0;
        for (int i = 0; i < named.size(); i++) {
            boolean optional = named.get(i).value() instanceof Node.Open open && open.optional();
            required |= optional ? 0 : 1L << i;
        }
        Names names = new Names(named.stream().map(Node.Member::name).toList());
        Shape[] values = shapes(named.stream().map(Node.Member::value).toList());
        return new Shape(node, names, values, named.size() < object.members().size(), required);
    }

    private static Shape[] shapes(List<Node> nodes) {
        return nodes.stream().map(EnvelopeReader::shape).toArray(Shape[]::new);
    }

    /**
     * Reads a body.
     *
     * @param strict whether to leave at the first member that is not the envelope's
     */
    Found read(byte[] body, boolean strict) {
        Found found = new Found(body, this, strict);
        JsonCursor in = new JsonCursor(body);
        try {
            found.value(in, root);
        } catch (JsonCursor.BrokenException e) {
            found.broken = true;
        }
        return found;
    }

    /** What a body holds; null where it holds nothing for a slot. Unchanged once it is read. */
    static final class Found {
        private final byte[] json;
        private final EnvelopeReader by;
        private final boolean strict;
        private @Nullable String code;
        private @Nullable String message;
        private @Nullable String type;
        private @Nullable String docUrl;
        private @Nullable String requestId;
        private @Nullable Shape detailsIn;
        private int detailsAt;
        private int known = -1;
        private int status;
        private boolean misfit;
        private boolean broken;

        private Found(byte[] json, EnvelopeReader by, boolean strict) {
            this.json = json;
            this.by = by;
            this.strict = strict;
        }

        /** The code as the body names it. */
        @Nullable
        String code() {
            return code;
        }

        /** Which of the known codes it is; -1 when it is none. */
        int known() {
            return known;
        }

        @Nullable
        String message() {
            return message;
        }

        @Nullable
        String type() {
            return type;
        }

        @Nullable
        String docUrl() {
            return docUrl;
        }

        @Nullable
        String requestId() {
            return requestId;
        }

        /** The status that the body itself names; 0 where it names none. */
        int status() {
            return status;
        }

        Fit fit() {
            if (code == null) {
                return Fit.NONE;
            }
            return misfit || broken ? Fit.PART : Fit.WHOLE;
        }

        /** Whether it begins as JSON does and then ends, or goes on as something else. */
        boolean broken() {
            return broken;
        }

        /** The details, made anew for the caller to keep; of a body that is cut, those that came. */
        Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            if (detailsIn == null) {
                return details;
            }
            Node.Members object = (Node.Members) detailsIn.node();
            JsonCursor in = new JsonCursor(json, detailsAt);
            try {
                in.open('{');
                for (boolean first = true; in.next('}', first); first = false) {
                    if (in.member(detailsIn.names()) >= 0) {
                        in.skip();
                        continue;
                    }
                    String name = object.detailNamed(in.name(by.details));
                    Object value = in.value();
                    if (value != null) {
                        details.put(name, value);
                    }
                }
            } catch (JsonCursor.BrokenException e) {
                // Met at the first reading as well: the fit tells.
                return details;
            }
            return details;
        }

        /** Reads the value at which the cursor stands; whether it is of use to read on. */
        private boolean value(JsonCursor in, Shape shape) {
            Node node = shape.node();
            if (node instanceof Node.Open open) {
                return slot(in, open.slot());
            }
            if (node instanceof Node.Members) {
                return object(in, shape);
            }
            return node instanceof Node.Constant constant ? constant(in, constant.value()) : array(in, shape.parts());
        }

        /** Passes over what does not fit, unless that ends the reading. */
        private boolean misfit(JsonCursor in) {
            misfit = true;
            if (!strict) {
                in.skip();
            }
            return !strict;
        }

        private boolean object(JsonCursor in, Shape object) {
            if (in.peek() != '{') {
                return misfit(in);
            }
            int start = in.at();
            boolean spread = false;
            long seen = 0;
            boolean goesOn = true;
            in.open('{');
            for (boolean first = true; goesOn && in.next('}', first); first = false) {
                int index = in.member(object.names());
                if (index >= 0) {
                    seen |= 1L << index;
                    goesOn = value(in, object.parts()[index]);
                } else if (object.spreads()) {
                    spread = spread || detailsAt(start, object);
                    in.skip();
                } else if (strict) {
                    goesOn = misfit(in);
                } else {
                    in.skip();
                }
            }
            misfit |= (seen & object.required()) != object.required();
            return goesOn;
        }

        private boolean array(JsonCursor in, Shape[] items) {
            if (in.peek() != '[') {
                return misfit(in);
            }
            int count = 0;
            boolean goesOn = true;
            in.open('[');
            for (boolean first = true; goesOn && in.next(']', first); first = false) {
                if (count < items.length) {
                    goesOn = value(in, items[count]);
                } else {
                    in.skip();
                }
                count++;
            }
            misfit |= count != items.length;
            return goesOn;
        }

        private boolean constant(JsonCursor in, @Nullable Object expected) {
            byte first = in.peek();
            if (first == '{' || first == '[') {
                return misfit(in);
            }
            Object value = in.value();
            boolean same = (expected instanceof Number && value instanceof Number)
                    ? new BigDecimal(expected.toString()).compareTo(new BigDecimal(value.toString())) == 0
                    : Objects.equals(expected, value);
            misfit |= !same;
            return same || !strict;
        }

        private boolean slot(JsonCursor in, Slot slot) {
            byte first = in.peek();
            boolean right = switch (slot) {
                case STATUS -> first >= '0' && first <= '9';
                case DETAILS -> first == '{';
                case SUCCESS -> first == 'f';
                case CODE, MESSAGE, TITLE, TYPE, STATUS_TEXT, ACTOR, DOC_URL, REQUEST_ID -> first == '"';
            };
            if (right) {
                fill(in, slot);
                return true;
            }
            return misfit(in);
        }

        private void fill(JsonCursor in, Slot slot) {
            switch (slot) {
                case CODE -> code(in);
                case MESSAGE -> message = in.string();
                case TYPE -> type = in.string();
                case DOC_URL -> docUrl = in.string();
                case REQUEST_ID -> requestId = in.string();
                case STATUS -> status = in.value() instanceof Long number ? number.intValue() : 0;
                case DETAILS -> {
                    detailsAt(in.at(), DETAILS);
                    in.skip();
                }
                case TITLE, STATUS_TEXT, ACTOR, SUCCESS -> in.skip();
            }
        }

        private void code(JsonCursor in) {
            known = in.known(by.codes);
            if (known >= 0) {
                code = by.codes.text(known);
            } else {
                code = in.string();
                known = by.codes.indexOf(code);
            }
        }

        /** Told before they are passed over, so that a cut body keeps the details that came. */
        private boolean detailsAt(int start, Shape object) {
            detailsAt = start;
            detailsIn = object;
            return true;
        }
    }
}
