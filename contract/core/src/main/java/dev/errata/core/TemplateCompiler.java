package dev.errata.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compiles an envelope for one variant: what is known now becomes bytes, the rest slots. Used once. */
final class TemplateCompiler {
    private static final byte[] NOTHING = {};

    private final Variant variant;
    private final String name;
    private final @Nullable String docUrl;
    private final List<Detail> details;
    private final List<Template.Op> program = new ArrayList<>();
    private final ByteArrayOutputStream constant = new ByteArrayOutputStream();

    TemplateCompiler(Variant variant, String name, @Nullable String docUrl) {
        this.variant = variant;
        this.name = name;
        this.docUrl = docUrl;
        this.details = variant.code().details();
    }

    Template compile(Envelope envelope) {
        value(envelope.root());
        flush();
        return new Template(program.toArray(Template.Op[]::new), details.size());
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
        append("{");
        Commas commas = new Commas();
        for (Envelope.Node.Member member : object.members()) {
            if (member.name().equals(Envelope.Node.SPREAD)) {
                details(commas, object::spreadName);
            } else {
                member(member, commas);
            }
        }
        append("}");
    }

    private void member(Envelope.Node.Member member, Commas commas) {
        if (!(member.value() instanceof Envelope.Node.Open open && open.optional())) {
            commas.before(true);
            name(member.name());
            value(member.value());
            return;
        }
        switch (presence(open.slot())) {
            case NEVER -> {}
            case ALWAYS -> {
                commas.before(true);
                name(member.name());
                slot(open.slot());
            }
            case SOMETIMES -> {
                int kind = open.slot() == Slot.REQUEST_ID ? Template.UNLESS_REQUEST_ID : Template.UNLESS_DETAILS;
                skippable(kind, 0, () -> {
                    commas.before(false);
                    name(member.name());
                    slot(open.slot());
                });
            }
        }
    }

    private enum Presence {
        ALWAYS,
        SOMETIMES,
        NEVER
    }

    private Presence presence(Slot slot) {
        return switch (slot) {
            case TYPE -> variant.code().type() == null ? Presence.NEVER : Presence.ALWAYS;
            case DOC_URL -> docUrl == null ? Presence.NEVER : Presence.ALWAYS;
            case REQUEST_ID -> Presence.SOMETIMES;
            case DETAILS -> {
                if (details.isEmpty()) {
                    yield Presence.NEVER;
                }
                yield details.stream().anyMatch(Detail::required) ? Presence.ALWAYS : Presence.SOMETIMES;
            }
            case CODE, MESSAGE, TITLE, STATUS, STATUS_TEXT, SUCCESS -> Presence.ALWAYS;
        };
    }

    private void slot(Slot slot) {
        switch (slot) {
            case CODE -> append(Json.write(name));
            case TITLE -> append(Json.write(variant.code().title()));
            case TYPE -> append(Json.write(variant.code().type()));
            case STATUS -> append(Integer.toString(variant.status()));
            case STATUS_TEXT -> append("\"" + variant.status() + "\"");
            case DOC_URL -> append(Json.write(docUrl));
            case SUCCESS -> append("false");
            case REQUEST_ID -> {
                append("\"");
                op(Template.REQUEST_ID, 0);
                append("\"");
            }
            case MESSAGE -> message();
            case DETAILS -> {
                append("{");
                details(new Commas(), name -> name);
                append("}");
            }
        }
    }

    private void message() {
        append("\"");
        for (MessageTemplate.Part part : variant.message().parts()) {
            int index = part.placeholder() ? MessageTemplate.indexOf(details, part.text()) : -1;
            if (index >= 0) {
                op(Template.TEXT, index);
            } else if (!part.placeholder()) {
                StringBuilder escaped = new StringBuilder();
                Json.escape(part.text(), escaped);
                append(escaped.toString());
            }
        }
        append("\"");
    }

    private void details(Commas commas, UnaryOperator<String> naming) {
        for (int i = 0; i < details.size(); i++) {
            Detail detail = details.get(i);
            int index = i;
            if (detail.required()) {
                commas.before(true);
                name(naming.apply(detail.name()));
                op(Template.VALUE, index);
            } else {
                skippable(Template.UNLESS_DETAIL, index, () -> {
                    commas.before(false);
                    name(naming.apply(detail.name()));
                    op(Template.VALUE, index);
                });
            }
        }
    }

    private void name(String name) {
        append(Json.write(name));
        append(":");
    }

    private void skippable(int kind, int arg, Runnable body) {
        flush();
        int place = program.size();
        body.run();
        flush();
        int jump = program.size() - place;
        program.add(place, new Template.Op(kind, arg, jump, NOTHING));
    }

    private void append(String text) {
        constant.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void op(int kind, int arg) {
        flush();
        program.add(new Template.Op(kind, arg, 0, NOTHING));
    }

    private void flush() {
        if (constant.size() > 0) {
            program.add(new Template.Op(Template.CONSTANT, 0, 0, constant.toByteArray()));
            constant.reset();
        }
    }

    /** Decides, member by member, between a comma that is known now and one that depends on what came before. */
    private final class Commas {
        private boolean anyCertain;
        private boolean anyPossible;

        void before(boolean certain) {
            if (anyCertain) {
                append(",");
            } else if (anyPossible) {
                op(Template.COMMA, 0);
            }
            anyCertain |= certain;
            anyPossible = true;
        }
    }
}
