package dev.errata.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lays out the bodies of one variant: what is known beforehand becomes bytes, the rest slots.
 *
 * @param name the code's name in the body
 * @param status the status in the body
 * @param docUrl the address of its page, null when there is none
 */
record TemplateCompiler(
        Envelope envelope,
        Variant variant,
        String name,
        int status,
        @Nullable String docUrl) {

    /** The layout of errors that have these details and no others. */
    Template.Layout compile(@Nullable Object[] details, boolean requestId) {
        return new Body(variant.code().details(), details, requestId).layout();
    }

    /** One layout in the making. */
    private final class Body {
        private final List<Detail> declared;
        private final @Nullable Object[] details;
        private final boolean requestId;

        private final List<byte[]> constants = new ArrayList<>();
        private final List<Integer> slots = new ArrayList<>();
        private final ByteArrayOutputStream constant = new ByteArrayOutputStream();

        Body(List<Detail> declared, @Nullable Object[] details, boolean requestId) {
            this.declared = declared;
            this.details = details;
            this.requestId = requestId;
        }

        Template.Layout layout() {
            value(envelope.root());
            flush();
            return new Template.Layout(
                    constants.toArray(byte[][]::new),
                    slots.stream().mapToInt(slot -> slot).toArray(),
                    constants.stream().mapToInt(bytes -> bytes.length).sum());
        }

        private void value(Envelope.Node node) {
            if (node instanceof Envelope.Node.Constant fixed) {
                append(Json.write(fixed.value()));
            } else if (node instanceof Envelope.Node.Open open) {
                slot(open.slot());
            } else if (node instanceof Envelope.Node.Items array) {
                append("[");
                String separator = "";
                for (Envelope.Node item : array.items()) {
                    append(separator);
                    value(item);
                    separator = ",";
                }
                append("]");
            } else if (node instanceof Envelope.Node.Members object) {
                object(object);
            }
        }

        private void object(Envelope.Node.Members object) {
            String separator = "{";
            for (Envelope.Node.Member member : object.members()) {
                if (member.name().equals(Envelope.Node.SPREAD)) {
                    separator = details(separator, object::spreadName);
                } else if (!(member.value() instanceof Envelope.Node.Open open)
                        || !open.optional()
                        || isThere(open.slot())) {
                    name(separator, member.name());
                    value(member.value());
                    separator = ",";
                }
            }
            append(separator.equals("{") ? "{}" : "}");
        }

        private boolean isThere(Slot slot) {
            return switch (slot) {
                case TYPE -> variant.code().type() != null;
                case DOC_URL -> docUrl != null;
                case REQUEST_ID -> requestId;
                case DETAILS -> IntStream.range(0, declared.size()).anyMatch(this::isThere);
                case CODE, MESSAGE, TITLE, STATUS, STATUS_TEXT, ACTOR, SUCCESS -> true;
            };
        }

        /** A required one is written even when nobody knew it. */
        private boolean isThere(int detail) {
            return declared.get(detail).required() || details[detail] != null;
        }

        private void slot(Slot slot) {
            switch (slot) {
                case CODE -> append(Json.write(name));
                case TITLE -> append(Json.write(variant.code().title()));
                case TYPE -> append(Json.write(variant.code().type()));
                case STATUS -> append(Integer.toString(status));
                case STATUS_TEXT -> append("\"" + status + "\"");
                case ACTOR -> append(Json.write(variant.actor().word()));
                case DOC_URL -> append(Json.write(docUrl));
                case SUCCESS -> append("false");
                case REQUEST_ID -> {
                    append("\"");
                    open(Template.REQUEST_ID);
                    append("\"");
                }
                case MESSAGE -> message();
                case DETAILS -> append(details("{", detail -> detail).equals("{") ? "{}" : "}");
            }
        }

        private void message() {
            append("\"");
            for (MessageTemplate.Part part : variant.message().parts()) {
                int index = part.placeholder() ? MessageTemplate.indexOf(declared, part.text()) : -1;
                if (index >= 0) {
                    open(Template.text(index));
                } else if (!part.placeholder()) {
                    StringBuilder escaped = new StringBuilder();
                    Json.escape(part.text(), escaped);
                    append(escaped.toString());
                }
            }
            append("\"");
        }

        /** Writes the members of the details; returns what comes before the next member. */
        private String details(String before, UnaryOperator<String> naming) {
            String separator = before;
            for (int i = 0; i < declared.size(); i++) {
                if (isThere(i)) {
                    name(separator, naming.apply(declared.get(i).name()));
                    open(Template.value(i));
                    separator = ",";
                }
            }
            return separator;
        }

        private void name(String separator, String name) {
            append(separator);
            append(Json.write(name));
            append(":");
        }

        private void append(String text) {
            constant.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private void open(int slot) {
            flush();
            slots.add(slot);
        }

        private void flush() {
            constants.add(constant.toByteArray());
            constant.reset();
        }
    }
}
